"""A server on a thread of its own and a real browser; both end with the tests."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def served() -> Iterator[Callable]:
    """Serves an application made for a place; gives the place."""
    import uvicorn

    from caucasus_sim.web.serve import find_place

    running = []

    def start(make, port: int = 0):
        place = find_place(port)
        config = uvicorn.Config(make(place), ws="websockets-sansio", ws_max_size=32768, log_level="error")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place.listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        running.append((server, thread))
        return place

    yield start
    for server, thread in running:
        server.should_exit = server.force_exit = True
        thread.join(20)


def browser_path() -> str | None:
    """The browser of this machine, or the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Chromium; tests that need it are skipped where there is none."""
    path = browser_path()
    if path is None:
        pytest.skip("no chromium on this machine; CHROMIUM may name one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
