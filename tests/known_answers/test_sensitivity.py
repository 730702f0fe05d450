"""Indices against closed forms and against SALib; luck, dummies and missing values against what must hold of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from caucasus_sim.analysis.sensitivity.converging import curve, verdict
from caucasus_sim.analysis.sensitivity.crossing import crossed, free, pairs_of
from caucasus_sim.analysis.sensitivity.morris import effects, steps_of
from caucasus_sim.analysis.sensitivity.sobol import indices, terms_of


def saltelli(blocks, factors, seed=1):
    """Points in [0, 1], f8 [blocks, 2 + factors, factors]: A, B, then A with one factor of B."""
    drawn = qmc.Sobol(2 * factors, seed=seed).random(blocks)
    here, there = drawn[:, :factors], drawn[:, factors:]
    mixed = np.repeat(here[:, None, :], factors, axis=1)
    for k in range(factors):
        mixed[:, k, k] = there[:, k]
    return np.concatenate([here[:, None], there[:, None], mixed], axis=1)


def ishigami(at):
    x = np.pi * (2.0 * at - 1.0)
    return np.sin(x[..., 0]) + 7.0 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


ISHIGAMI = {  # a = 7, b = 0.1: Saltelli et al., Global Sensitivity Analysis, 2008, section 4
    "variance": 7.0**2 / 8 + 0.1 * np.pi**4 / 5 + 0.1**2 * np.pi**8 / 18 + 0.5,
    "first": (0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 7.0**2 / 8, 0.0),
    "total": (0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2 + 8 * 0.1**2 * np.pi**8 / 225, 7.0**2 / 8, 8 * 0.01 * np.pi**8 / 225),
}


def held(found, first, total):
    """Whether the closed form lies inside every interval, which a factor without effect has at a point."""
    inside = (found.first_low - 1e-9 <= first) & (first <= found.first_high + 1e-9)
    return inside.all() and ((found.total_low - 1e-9 <= total) & (total <= found.total_high + 1e-9)).all()


def test_ishigami_lies_inside_its_intervals():
    found = indices(ishigami(saltelli(4096, 3))[:, :, None])
    first, total = (np.array(ISHIGAMI[name]) / ISHIGAMI["variance"] for name in ("first", "total"))
    assert held(found, first, total)
    assert np.abs(found.total - total).max() < 0.02
    assert found.variance[1] <= ISHIGAMI["variance"] <= found.variance[2]
    assert found.noise is None


def test_a_linear_function_has_its_squares_as_shares():
    weights = np.array([4.0, 2.0, 1.0, 0.0])
    found = indices((saltelli(2048, 4) @ weights)[:, :, None])
    shares = weights**2 / (weights**2).sum()
    assert held(found, shares, shares)
    assert (found.first[3], found.total[3]) == (0.0, 0.0)
    assert verdict(found)["converged"]


def test_the_g_function_lies_inside_its_intervals():
    """Sobol's g-function with a = (0, 1, 4.5, 9, 99, 99)."""
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
    found = indices(((np.abs(4.0 * saltelli(8192, 6) - 2.0) + a) / (1.0 + a)).prod(axis=-1)[:, :, None])
    own = 1.0 / (3.0 * (1.0 + a) ** 2)
    variance = (1.0 + own).prod() - 1.0
    total = own * np.array([(1.0 + np.delete(own, k)).prod() for k in range(len(a))])
    assert held(found, own / variance, total / variance)


def noisy(at, replicates, seed=3, shared=True):
    """x0 + x1 + luck of its own variance 1/12 that also sways how much x0 counts; the third factor is a dummy."""
    rng = np.random.default_rng(seed)
    shape = (len(at), 1 if shared else at.shape[1], replicates)
    shift, sway = rng.random(shape), rng.choice([-1.0, 1.0], shape)
    return (at[..., 0] + at[..., 1])[..., None] + shift + sway * (at[..., 0] - 0.5)[..., None]


def test_luck_is_told_by_itself_and_kept_out_of_the_indices():
    """Half of the variance over factors is x0's and half x1's; luck has a shift and a sway, each as much as one."""
    found = indices(noisy(saltelli(2048, 3), 4))
    assert held(found, np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.5, 0.0]))
    assert found.noise[1] <= 0.5 <= found.noise[2]
    assert abs(found.noise[0] - 0.5) < 0.02


CUBE = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, 0]])


def test_draws_that_replicates_share_are_kept_out_as_luck_is():
    """Blocks of eight: two draws of stances, two of mechanisms, two lucks; each draw sways how much a factor counts."""
    points, rng = saltelli(4096, 2), np.random.default_rng(11)
    stances, mechanisms, luck = (rng.choice([-1.0, 1.0], (4096, 2)) for _ in range(3))
    sway = stances[:, CUBE[:, 0]] + mechanisms[:, CUBE[:, 1]]
    values = points.sum(axis=-1)[..., None] + sway[:, None] * (points[..., :1] - 0.5)
    values = values + 0.5 * luck[:, CUBE[:, 2]][:, None]
    pairs = pairs_of(CUBE[:, :2], CUBE[:, 2])
    assert (pairs.apart.sum(), pairs.luck_only.sum()) == (8, 8)
    found = indices(values, pairs)
    assert held(found, np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    every = 2 / 12 + 2 / 12 + 0.25
    assert found.noise[0] == pytest.approx((2 / 12 + 0.25) / every, abs=0.02)
    assert found.luck[0] == pytest.approx(0.25 / every, abs=0.02)
    blind = indices(values)  # as if no two replicates shared a draw: what they share would count as the factors'
    assert blind.variance[1] > 2 / 12
    assert found.variance[1] <= 2 / 12 <= found.variance[2]


def test_a_dummy_comes_out_zero_even_where_luck_is_not_shared():
    """Shared luck makes it exactly nothing; with luck of its own for every point zero lies inside the interval."""
    points = saltelli(1024, 3)
    exact = indices(noisy(points, 2))
    assert (exact.first[2], exact.total[2], exact.total_low[2], exact.total_high[2]) == (0.0, 0.0, 0.0, 0.0)
    apart = indices(noisy(points, 2, shared=False))
    assert apart.total_low[2] <= 0.0 <= apart.total_high[2]
    assert apart.first_low[2] <= 0.0 <= apart.first_high[2]
    assert held(apart, np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.5, 0.0]))


def test_intervals_hold_the_truth_at_about_their_nominal_rate():
    """Independent blocks: 95 % intervals of six indices in 60 repetitions; fewer than 85 % would be a fault."""
    rng = np.random.default_rng(8)
    inside = []
    for seed in range(60):
        drawn = rng.random((128, 2, 2))
        mixed = np.repeat(drawn[:, :1], 2, axis=1)
        mixed[:, 0, 0], mixed[:, 1, 1] = drawn[:, 1, 0], drawn[:, 1, 1]
        points = np.concatenate([drawn, mixed], axis=1)
        found = indices(noisy(points, 3, seed=seed))
        for low, high in ((found.first_low, found.first_high), (found.total_low, found.total_high)):
            inside += ((low <= 0.5) & (high >= 0.5)).tolist()
        inside.append(found.noise[1] <= 0.5 <= found.noise[2])
    assert np.mean(inside) > 0.85


@pytest.mark.parametrize("name", ["ishigami", "linear"])
def test_salib_says_the_same_of_functions_without_luck(name):
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    points = sample.sample(problem, 512, calc_second_order=False, seed=5)
    values = ishigami(points) if name == "ishigami" else points @ np.array([3.0, 1.0, 0.0])
    theirs = analyse.analyze(problem, values, calc_second_order=False, seed=5)
    order = [0, 4, 1, 2, 3]  # theirs: A, A with one of B, B
    ours = indices(values.reshape(512, 5)[:, order, None])
    assert ours.total == pytest.approx(theirs["ST"], abs=1e-9)
    assert ours.first == pytest.approx(theirs["S1"], abs=0.005)


def test_a_missing_value_is_refused_and_never_filled():
    values = ishigami(saltelli(64, 3))[:, :, None]
    values[3, 1, 0] = np.nan
    with pytest.raises(ValueError, match="left out whole"):
        terms_of(values, free(1))


def test_an_outcome_that_is_all_luck_has_no_indices_at_all():
    rng = np.random.default_rng(2)
    found = indices(np.repeat(rng.random((256, 1, 2)), 5, axis=1))
    assert found.drowned
    assert np.isnan(found.first).all()
    assert verdict(found)["words"].startswith("not converged: the spread")
    assert not verdict(found)["converged"]


def test_an_outcome_that_never_varies_has_no_indices_either():
    found = indices(np.ones((64, 5, 2)))
    assert found.drowned
    assert found.constant


def test_few_blocks_say_nothing_and_more_blocks_say_more():
    values = ishigami(saltelli(1024, 3))[:, :, None]
    assert not verdict(indices(values[:4]))["converged"]
    told = curve(values)
    assert [count for count, _ in told] == [128, 256, 512, 1024]
    assert told[0][1].widest > told[-1][1].widest
    assert "about" in verdict(told[0][1])["words"]
    assert verdict(told[0][1])["blocks_needed"] > 128


@settings(deadline=None, max_examples=30)
@given(st.floats(-1e3, 1e3), st.floats(1e-2, 1e3), st.integers(0, 10_000))
def test_neither_the_unit_nor_the_zero_of_an_outcome_changes_its_indices(shift, scale, seed):
    values = noisy(saltelli(32, 3), 2, seed=seed)
    one, other = indices(values), indices(shift + scale * values)
    assert one.drowned == other.drowned
    assert other.total == pytest.approx(one.total, abs=1e-6, nan_ok=True)
    assert other.first == pytest.approx(one.first, abs=1e-6, nan_ok=True)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-10, 10), min_size=2, max_size=6))
def test_products_over_replicates_are_those_of_every_two_of_them(values):
    every = [a * b for i, a in enumerate(values) for j, b in enumerate(values) if i != j]
    one = np.array(values)
    assert crossed(one, one, free(len(values)).apart) == pytest.approx(np.mean(every), abs=1e-9)


# ------------------------------------------------------------------------------------------------------------- Morris


def trajectories(many, factors, seed=4, levels=4):
    """Places f8 [many, factors + 1, factors]: every factor is moved once by two of three steps, in any order."""
    rng = np.random.default_rng(seed)
    step = levels / (2.0 * (levels - 1))
    start = rng.integers(0, levels // 2, (many, factors)) / (levels - 1)
    places = np.repeat(start[:, None], factors + 1, axis=1)
    for each in places:
        for n, k in enumerate(rng.permutation(factors)):
            each[n + 1 :, k] += step
    return places


def test_effects_of_a_linear_function_are_its_weights_and_do_not_spread():
    places = trajectories(20, 3)
    found = effects((places @ np.array([3.0, -1.0, 0.0]))[:, :, None], places)
    assert found.mu == pytest.approx([3.0, -1.0, 0.0])
    assert found.mu_star == pytest.approx([3.0, 1.0, 0.0])
    assert found.sigma == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_salib_finds_the_same_effects():
    from SALib.analyze import morris as analyse
    from SALib.sample import morris as sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    points = sample.sample(problem, 30, num_levels=4, seed=7)
    values = ishigami(points)
    theirs = analyse.analyze(problem, points, values, num_levels=4, seed=7)
    ours = effects(values.reshape(30, 4, 1), points.reshape(30, 4, 3))
    assert ours.mu_star == pytest.approx(np.array(theirs["mu_star"]))
    assert ours.mu == pytest.approx(np.array(theirs["mu"]))
    assert ours.sigma == pytest.approx(np.array(theirs["sigma"]))


def test_luck_does_not_widen_the_spread_of_effects_and_a_dummy_has_none():
    places = trajectories(200, 3)
    found = effects(noisy(places, 4), places)
    assert found.mu_star[2] == found.high[2] == found.sigma[2] == 0.0
    assert found.sigma[0] < 0.1  # the sway of luck alone would be 0.5
    assert found.error[0] == pytest.approx(0.5, abs=0.05)
    assert found.low[1] <= 1.0 + 1e-9
    assert found.high[1] >= 1.0 - 1e-9


def test_a_trajectory_that_moves_two_factors_at_once_is_refused():
    places = trajectories(3, 2)
    places[0, 1] = places[0, 2]
    with pytest.raises(ValueError, match="every factor once"):
        steps_of(np.zeros((3, 3, 1)), places)
