"""Calibration: a posterior known in closed form is found, and what ships is what the rules and the record give."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from caucasus_sim.analysis.calibrate import checks
from caucasus_sim.analysis.calibrate.calibrate import calibrate, speaking
from caucasus_sim.analysis.calibrate.estimated import ESTIMATED, normal_places, values_at
from caucasus_sim.analysis.calibrate.posterior import Accepted, adjusted, slopes
from caucasus_sim.analysis.calibrate.statistics import STATISTICS
from caucasus_sim.analysis.calibrate.table import Table
from caucasus_sim.coding.catalogue import PACKAGED, load_catalogue
from caucasus_sim.coding.posterior import written
from caucasus_sim.compiled import sources_digest
from caucasus_sim.errors import Mistakes
from caucasus_sim.packing.draws import parameter_values

NOISE = 0.5
EVERY = np.ones((2, 2), dtype=bool)


def normal_world(n: int, seed: int = 3) -> Table:
    """One parameter with a standard normal prior, seen twice with noise; the second quantity is the first."""
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, 1))
    return Table(z, z[:, 0], z + NOISE * rng.standard_normal((n, 2)))


def test_a_normal_posterior_is_found():
    observed = np.array([0.8, 1.2])
    found = adjusted(normal_world(40_000), observed, EVERY)
    precision = 1.0 + 2.0 / NOISE**2
    mean, variance = (observed.sum() / NOISE**2) / precision, 1.0 / precision
    z, ease = found.resampled(2000)
    assert abs(z.mean() - mean) < 0.03
    assert abs(z.var() / variance - 1.0) < 0.1
    assert np.array_equal(z[:, 0], ease)


def test_ranks_of_known_truths_are_even_and_catch_a_posterior_that_is_too_narrow():
    table = normal_world(20_000)
    found = checks.ranks(table, np.arange(200), EVERY)
    assert checks.flatness(found)[0] > 0.01
    assert 0.83 < checks.coverage(found)[0] < 0.97
    narrow = 0.5 + 3.0 * (found - 0.5)  # as if every posterior had a third of its width
    assert checks.flatness(np.clip(narrow, 0.005, 0.995))[0] < 0.01


def test_what_the_record_does_not_speak_of_stays_at_its_prior():
    rng = np.random.default_rng(5)
    z = rng.standard_normal((20_000, 1))
    table = Table(z, rng.standard_normal(20_000), z + NOISE * rng.standard_normal((20_000, 2)))
    informs = np.array([[True, False], [True, False]])
    part = adjusted(table, np.array([1.0, 1.0]), informs)
    contracted = checks.contraction([part])
    assert contracted[0] > 0.6
    assert abs(contracted[1]) < 0.15
    assert not slopes(table.found[:500], np.column_stack([z[:500], z[:500]]), np.ones(500), informs)[:, 1].any()


def test_resampling_keeps_weights():
    part = Accepted(np.array([[0.0], [1.0], [2.0]]), np.zeros(3), np.array([0.25, 0.5, 0.25]))
    z, _ = part.resampled(8)
    assert z[:, 0].tolist() == [0, 0, 1, 1, 1, 1, 2, 2]


def test_draws_on_the_normal_scale_are_the_draws_that_runs_have():
    catalogue, ids = load_catalogue(), np.arange(40)
    values = values_at(catalogue, normal_places(7, ids))
    for k, name in enumerate(ESTIMATED):
        assert np.allclose(values[:, k], parameter_values(catalogue, name, 7, ids), rtol=1e-9)


def test_every_datum_has_a_statistic_and_is_used_once():
    catalogue = load_catalogue()
    targets = catalogue.targets
    assert {target.statistic for target in targets.values()} <= set(STATISTICS)
    assert len({target.statistic for target in targets.values()}) == len(targets)
    assert all(target.informs for target in targets.values() if target.use == "likelihood")
    assert not any(target.informs for target in targets.values() if target.use == "check")
    used = [name for name, target in targets.items() if target.use == "likelihood"]
    assert speaking(catalogue, used).any(axis=0).all(), "an estimated parameter that no datum speaks of"
    assert len(ESTIMATED) <= 8


def test_what_ships_was_made_with_these_rules():
    figures = json.loads((PACKAGED / "posterior" / "figures.json").read_text(encoding="utf-8"))
    catalogue = load_catalogue()
    assert set(figures) == set(catalogue.lenses) == set(catalogue.posteriors)
    assert {each["rules"] for each in figures.values()} == {sources_digest()}, "run `make validation`"


def test_posteriors_lie_in_the_ranges_of_their_parameters():
    catalogue = load_catalogue()
    for posterior in catalogue.posteriors.values():
        assert posterior.names == ESTIMATED
        for k, name in enumerate(posterior.names):
            bounds = catalogue.parameters[name].range
            assert (posterior.values[:, k] >= bounds.start).all()
            assert (posterior.values[:, k] <= bounds.end).all()


@pytest.mark.slow
def test_calibrating_again_gives_the_same_bytes():
    catalogue = load_catalogue()
    once, again = (calibrate(catalogue, "agnostic", runs=1000, truths=9, threads=n) for n in (1, 2))
    assert written(ESTIMATED, once.draws) == written(ESTIMATED, again.draws)
    assert once.figures == again.figures


def overlay(folder: Path, name: str, body: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(body), encoding="utf-8")
    return folder


def test_ones_own_mechanism_takes_the_posterior_away_and_ones_own_issue_does_not(tmp_path):
    parameters = yaml.safe_load((PACKAGED / "parameters" / "route.yaml").read_text(encoding="utf-8"))
    name = next(iter(parameters))
    changed = load_catalogue(overlays=[overlay(tmp_path / "a", "parameters/mine.yaml", {name: parameters[name]})])
    assert not changed.posteriors
    words = yaml.safe_load((PACKAGED / "names.yaml").read_text(encoding="utf-8"))
    first = next(iter(words))
    kept = load_catalogue(overlays=[overlay(tmp_path / "b", "names.yaml", {first: words[first]})])
    assert set(kept.posteriors) == set(kept.lenses)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("article_eaze\n1.0\n", "no parameter 'article_eaze'"),
        ("article_ease\nmany\n", "no row of numbers"),
        ("article_ease,article_rate\n1.0\n", "no row of numbers"),
        ("article_ease\n", "has no draws"),
        ("", "has no draws"),
    ],
)
def test_a_posterior_that_is_none_says_so(tmp_path, text, said):
    import shutil

    shutil.copytree(PACKAGED, tmp_path / "evidence")
    path = tmp_path / "evidence" / "posterior" / "agnostic.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        load_catalogue(tmp_path / "evidence")
    assert said in str(found.value)
    assert str(path) in str(found.value)
