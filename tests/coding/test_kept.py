"""Evidence that was read before comes out of the cache: the same, and only where nothing has changed."""

from __future__ import annotations

import shutil
from dataclasses import astuple

import numpy as np
import pytest

from caucasus_sim import keeping
from caucasus_sim.coding import catalogue as reading
from caucasus_sim.coding.catalogue import PACKAGED, load_catalogue
from caucasus_sim.errors import Mistakes

PLACE = "targets.yaml"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of its own, and the folder of it that evidence is kept in."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return keeping.user_cache() / "evidence"


@pytest.fixture
def evidence(tmp_path):
    """A copy of the package's evidence, to be edited."""
    return shutil.copytree(PACKAGED, tmp_path / "evidence", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def reads(monkeypatch):
    """How often evidence was read from its files."""
    found, read = [], reading._read
    monkeypatch.setattr(reading, "_read", lambda layers: found.append(layers) or read(layers))
    return found


@pytest.mark.usefixtures("cache")
def test_what_comes_back_is_what_was_read(reads):
    first, again = load_catalogue(), load_catalogue()
    assert len(reads) == 1
    assert first is not again
    for name in first.__dataclass_fields__:
        if name != "posteriors":
            assert getattr(first, name) == getattr(again, name), name
    assert list(first.posteriors) == list(again.posteriors)
    for lens, posterior in first.posteriors.items():
        for one, other in zip(astuple(posterior), astuple(again.posteriors[lens]), strict=True):
            assert np.array_equal(one, other), lens


@pytest.mark.usefixtures("cache")
def test_an_edit_is_seen(evidence, reads):
    before = load_catalogue(evidence)
    file = evidence / PLACE
    file.write_text(file.read_text(encoding="utf-8") + "\n# one line more\n", encoding="utf-8")
    assert load_catalogue(evidence).digest != before.digest
    assert len(reads) == 2


@pytest.mark.usefixtures("cache")
def test_mistakes_are_said_each_time(evidence):
    (evidence / PLACE).write_text("nonsense: [\n", encoding="utf-8")
    told = []
    for _ in range(2):
        with pytest.raises(Mistakes) as found:
            load_catalogue(evidence)
        told.append([str(each) for each in found.value.all])
    assert told[0] == told[1]
    assert PLACE in told[0][0]


def test_a_damaged_file_is_made_anew(cache, evidence, reads):
    digest = load_catalogue(evidence).digest
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert load_catalogue(evidence).digest == digest
    assert len(reads) == 2
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_keeps_nothing_and_harms_nothing(cache, evidence, reads):
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_text("a file in the way of the folder", encoding="utf-8")
    assert load_catalogue(evidence).digest == load_catalogue(evidence).digest
    assert len(reads) == 2


def test_only_the_newest_are_kept(cache):
    for number in range(keeping.MOST + 3):
        keeping.keep("evidence", keeping.key_of([number]), number)
    assert len(list(cache.iterdir())) == keeping.MOST
    assert keeping.recalled("evidence", keeping.key_of([keeping.MOST + 2])) == keeping.MOST + 2
