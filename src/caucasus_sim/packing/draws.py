"""Draws: uncertain inputs looked up by key, so that lenses, scenarios and added actors leave each other's alone."""

from __future__ import annotations

import numpy as np
from scipy import special

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.coding.pool import Slot, Stances, draw_leverage, draw_stances, median_stances
from caucasus_sim.luck import keyed_uniform
from caucasus_sim.month.arrays import ARTICLES, DRAW, EFFECT_NAMES, PARAMETER_NAMES, TERMS, absolute
from caucasus_sim.month.opening import derive
from caucasus_sim.packing.issues import MATERIAL
from caucasus_sim.packing.priors import quantiles
from caucasus_sim.packing.state import State

EPOCH = absolute(2024, 10)  # "months after October 2024" in the evidence
SIDED_NAMES = ("_0", "_1")


def mechanisms(catalogue: Catalogue, seed: int, ids: np.ndarray) -> np.ndarray:
    """Draws with parameters and objections filled, DRAW [n]."""
    draws = np.zeros(len(ids), dtype=DRAW)
    for name in PARAMETER_NAMES:
        draws[name] = parameter_values(catalogue, name, seed, ids)
    draws["earliest_vote"] += EPOCH
    for name in PARAMETER_NAMES:
        draws[name] = in_months(name, draws[name])
    _fill_objections(draws, catalogue, seed, ids)
    return draws


YEARLY = ("stock_decay", "arms_adjustment")


def in_months(name: str, values: np.ndarray) -> np.ndarray:
    """Values as the rules take them: shares kept, half-lives and yearly speeds become speeds per month."""
    if name.endswith("_memory"):
        return -np.log(np.clip(values, 1e-6, 1.0))
    if name.endswith("_half_life"):
        return np.log(2.0) / values
    return values / 12.0 if name in YEARLY else values


def fill_effects(draws: np.ndarray, catalogue: Catalogue, lens: str, seed: int, ids: np.ndarray) -> None:
    """Write a lens's contested effects; the same numbers are looked up under every lens."""
    for k, name in enumerate(EFFECT_NAMES):
        u = keyed_uniform(seed, f"effect {name}", "", ids)
        draws["effect"][:, k] = quantiles(catalogue.lenses[lens].effects[name], u)
    draws["belief"] = draws["effect"][:, None, :]


def fill_posterior(draws: np.ndarray, catalogue: Catalogue, lens: str, seed: int, ids: np.ndarray) -> None:
    """Put joint posterior draws of the estimated parameters in the place of their priors, where the lens has any."""
    posterior = catalogue.posteriors.get(lens)
    if posterior is None:
        return
    rows = posterior.rows(keyed_uniform(seed, "posterior", "", ids))
    for name, values in zip(posterior.names, rows.T, strict=True):
        draws[name] = in_months(name, values)


def fill_own_beliefs(
    draws: np.ndarray, catalogue: Catalogue, seed: int, ids: np.ndarray, actors: tuple[str, ...]
) -> None:
    """Let every government that holds a lens of its own believe in it; the others believe what is the case."""
    for lens in catalogue.lenses.values():
        for actor in lens.held_by:
            if actor in actors:
                for k, name in enumerate(EFFECT_NAMES):
                    u = keyed_uniform(seed, f"effect {name}", "", ids)
                    draws["belief"][:, actors.index(actor), k] = quantiles(lens.effects[name], u)


def parameter_values(catalogue: Catalogue, name: str, seed: int, ids: np.ndarray) -> np.ndarray:
    """Values of one parameter, f8 [n]; those of a principal are keyed by its name."""
    owner, key, spelled = "", name, name
    if name[-2:] in SIDED_NAMES:
        owner = catalogue.principals[int(name[-1])]
        key = name[:-2]
        spelled = f"{key}_{owner}"
    parameter = catalogue.parameters[spelled]
    assert parameter.prior is not None
    return quantiles(parameter.prior, places(key, seed, ids, owner), parameter.range)


def places(name: str, seed: int, ids: np.ndarray, owner: str = "") -> np.ndarray:
    """Where in its prior each draw of a parameter lies, f8 [n], strictly between 0 and 1."""
    return keyed_uniform(seed, f"parameter {name}", owner, ids)


def _fill_objections(draws: np.ndarray, catalogue: Catalogue, seed: int, ids: np.ndarray) -> None:
    """Objections to open articles: those partly agreed are smaller; those not agreed at all larger."""
    agreed = int(State(catalogue).number("articles_agreed"))
    _fill_gaps(draws, catalogue, seed, ids, range(agreed, min(ARTICLES, catalogue.deals["article"].count)))


def fill_missing_objections(draws: np.ndarray, catalogue: Catalogue, seed: int, ids: np.ndarray) -> None:
    """Objections to articles that the evidence has as agreed and a record as open: drawn as for those partly agreed."""
    _fill_gaps(draws, catalogue, seed, ids, range(int(State(catalogue).number("articles_agreed"))))


def _fill_gaps(draws: np.ndarray, catalogue: Catalogue, seed: int, ids: np.ndarray, articles: range) -> None:
    agreed = int(State(catalogue).number("articles_agreed"))
    partly = int(State(catalogue).number("articles_partly"))
    for m in articles:
        key = "objection_partly" if m < agreed + partly else "objection_open"
        parameter = catalogue.parameters[key]
        for p, principal in enumerate(catalogue.principals):
            u = keyed_uniform(seed, f"objection {m}", principal, ids)
            assert parameter.prior is not None
            draws["gap"][:, m, p] = quantiles(parameter.prior, u, parameter.range)


def fill_stances(
    draws: np.ndarray,
    catalogue: Catalogue,
    stances: Stances,
    actors: tuple[str, ...],
    slots: tuple[Slot, ...],
) -> None:
    """Write positions and weights of coded issues, and of the principals' material interests."""
    n = len(actors)
    coded = stances.positions.shape[-1]
    draws["position"][:, :n, :coded] = stances.positions
    draws["weight"][:, :n, :coded] = stances.weights
    place = {slot: k for k, slot in enumerate(slots)}
    fighting = place[Slot("material", "fighting")]
    for principal in catalogue.principals:
        i = actors.index(principal)
        for name, sign in MATERIAL:
            k = place[Slot("material", f"{name}_{principal}")]
            draws["position"][:, i, k] = np.sign(sign)
            draws["weight"][:, i, k] = draws["material_weight"] * abs(sign)
        draws["position"][:, i, fighting] = -1.0
        draws["weight"][:, i, fighting] = draws["material_weight"]
    _fill_preconditions(draws, catalogue, actors, place)


def refresh_preconditions(
    draws: np.ndarray, catalogue: Catalogue, actors: tuple[str, ...], slots: tuple[Slot, ...]
) -> None:
    """Derive preconditions and accepted assurances again, after stances have been set by hand."""
    _fill_preconditions(draws, catalogue, actors, {slot: k for k, slot in enumerate(slots)})


def settle(draws: np.ndarray, book: np.ndarray) -> None:
    """Derive what follows from the stances and mechanisms of draws: routes' worth, and the terms of every prospect."""
    derive(draws, book)
    most = int(draws["terms"].max(initial=0))
    if most > TERMS:
        raise ValueError(f"moves and agreements touch {most} issues that governments care about; at most {TERMS} fit")


def standard_normal(seed: int, decision: str, ids: np.ndarray) -> np.ndarray:
    """A standard normal number for each id, f8 [n]."""
    normal: np.ndarray = special.ndtri(keyed_uniform(seed, decision, "", ids))
    return normal


def _fill_preconditions(
    draws: np.ndarray, catalogue: Catalogue, actors: tuple[str, ...], place: dict[Slot, int]
) -> None:
    choices = catalogue.issues["assurances_accepted"].approval if "assurances_accepted" in catalogue.issues else ()
    for p, principal in enumerate(catalogue.principals):
        i = actors.index(principal)
        issue = catalogue.institutions[principal].precondition_issue
        if issue is not None:
            k = place[Slot(issue)]
            weight = draws["position"][:, i, k] * draws["weight"][:, i, k]
            draws["precondition"][:, p] = draws["precondition_weight"] * weight
        for a, choice in enumerate(choices or ()):
            k = place[Slot("assurances_accepted", choice)]
            draws["accepts"][:, p, a] = np.maximum(0.0, draws["position"][:, i, k])


def drawn_stances(catalogue: Catalogue, reading: str, seed: int, ids: np.ndarray, actors: tuple[str, ...]) -> Stances:
    """Stances of every draw, [n, actors, coded slots]."""
    return draw_stances(catalogue, reading, seed, ids, actors)


def middle_stances(catalogue: Catalogue, reading: str, actors: tuple[str, ...]) -> Stances:
    """Median stances, [1, actors, coded slots]."""
    middle = median_stances(catalogue, reading, actors)
    return Stances(middle.positions[None], middle.weights[None])


def fill_leverage(
    draws: np.ndarray, catalogue: Catalogue, reading: str, seed: int, ids: np.ndarray, actors: tuple[str, ...]
) -> None:
    """Write what leverage each actor has over the principals."""
    draws["leverage"][:, : len(actors), :] = draw_leverage(catalogue, reading, seed, ids, actors, catalogue.principals)
