"""`sim explore`: what cannot be opened is said as everywhere, and what can is served here alone until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

SIM = [sys.executable, "-m", "caucasus_sim"]


def told(*words, cwd):
    return subprocess.run([*SIM, *words], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def test_every_mistake_of_a_scenario_is_said_and_nothing_is_served(tmp_path):
    (tmp_path / "wrong.yaml").write_text("name: wrong\nlever: {}\nend: 2020-01\n", encoding="utf-8")
    found = told("explore", "wrong.yaml", "--no-open", cwd=tmp_path)
    assert found.returncode == 2
    assert "wrong.yaml:2" in found.stderr
    assert "did you mean 'levers'" in found.stderr
    assert "Traceback" not in found.stderr


def test_an_unknown_scenario_names_the_nearest(tmp_path):
    found = told("explore", "zangezur_opne", "--no-open", cwd=tmp_path)
    assert found.returncode == 2
    assert "did you mean 'zangezur_open'" in found.stderr


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = told("explore", "--port", str(port), "--no-open", cwd=tmp_path)
    assert found.returncode == 2
    assert f"port {port} cannot be used" in found.stderr


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_it_says_where_it_is_answers_here_and_ends_with_ctrl_c(tmp_path):
    words = [*SIM, "explore", "zangezur_open:paid", "--port", "0", "--no-open"]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as serving:
        first, *more = (serving.stdout.readline() for _ in range(4))
        assert first.startswith("zangezur_open/paid: http://127.0.0.1:")
        page = httpx.get(first.split()[-1], timeout=60)
        assert page.status_code == 200
        assert "zangezur_open/paid" in page.text
        serving.send_signal(signal.SIGINT)
        _, errors = serving.communicate(timeout=60)
    assert "Only this machine can open it" in more[0]
    assert "sim run zangezur_open" in more[-1]
    assert "Traceback" not in errors
    assert serving.returncode == 0
