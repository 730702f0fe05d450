"""Moving a stance from low to high shifts the odds of its main move by at least a factor of 1.5, the right way.

On the package's own evidence, at the start, everybody else at the pooled median. A stance on which all coders are
silent weighs nothing and is left out. Where the factor falls short the case says what it was and why; nothing is tuned.
"""

from __future__ import annotations

import pytest

from caucasus_sim.packing.setup import Setup

from .stances import Moved, factor, middle_of

ENOUGH = 1.5
AM, AZ = "armenia", "azerbaijan"


# Why a factor can fall short of what is asked for; docs/odd-d.md, III.v, says the same to readers.
LIGHT = "the coders gave it few points: over the whole of its scale it moves the log odds by less than log 1.5"
FAR = "works only through a treaty that becomes likelier, and one such move makes it little likelier"
OPEN = "works through a contested effect, whose middle under the lens `agnostic` is nil"


def case(*about: object, was: float | None = None, why: str = "") -> object:
    moved = Moved(*about)  # type: ignore[arg-type]
    short = pytest.mark.xfail(strict=True, reason=f"factor {was} where {ENOUGH} is asked for: {why}")
    return pytest.param(moved, id=moved.label, marks=() if was is None else short)


TABLE = (
    case(AM, "treaty_support", None, "consent sign"),
    case(AZ, "treaty_support", None, "consent sign"),
    case(AM, "constitution_timing", None, "consent sign", -1),
    case(AZ, "constitution_timing", None, "consent sign", -1),
    case(AM, "route_opening", None, "consent route_syunik_2020_terms"),
    case(AZ, "route_opening", None, "consent route_syunik_2020_terms"),
    case(AM, "route_opening", None, "consent route_crossroads"),
    case(AZ, "route_opening", None, "consent route_crossroads"),
    case(AM, "route_opening", None, "table_route/crossroads"),
    case(AZ, "route_opening", None, "table_route/syunik_2020_terms"),
    case(AM, "route_security", "russia", "consent route_syunik_2020_terms", was=1.48, why=LIGHT),
    case(AZ, "route_security", "russia", "consent route_syunik_2020_terms", was=1.12, why=LIGHT),
    case(AM, "arms_to_armenia", None, "buy_arms"),
    case(AM, "armenian_borders", None, "consent mutual_border"),
    case(AZ, "armenian_borders", None, "consent mutual_border"),
    case(AM, "armenian_borders", None, "consent third_border"),
    case(AM, "treaty_scope", None, "consent partial", -1),
    case(AZ, "treaty_scope", None, "consent partial", -1),
    case(AM, "treaty_support", None, "press_talks", was=1.04, why=FAR),
    case(AZ, "treaty_support", None, "press_talks", was=1.03, why=FAR),
    case(AM, "treaty_support", None, "concede_article", was=1.02, why=FAR),
    case(AZ, "treaty_support", None, "concede_article", was=1.01, why=FAR),
    case(AM, "format", "bilateral", "press_talks", was=1.12, why=LIGHT),
    case(AZ, "format", "bilateral", "press_talks", was=1.26, why=LIGHT),
    case(AM, "security_partners_armenia", "european_union", "turn_towards/european_union", was=1.23, why=LIGHT),
    case(AM, "security_partners_armenia", "india", "turn_further_armenia/india", was=1.23, why=LIGHT),
    case(AZ, "security_partners_azerbaijan", "european_union", "turn_towards/european_union", was=1.17, why=LIGHT),
    case(AZ, "security_partners_azerbaijan", "turkiye", "turn_further_azerbaijan/turkiye", was=1.17, why=LIGHT),
    case("united_states", "treaty_support", None, "mediate", was=1.0, why=OPEN),
    case("united_states", "treaty_support", None, "guarantee", was=1.03, why=FAR),
    case("united_states", "format", "united_states", "mediate"),
    case("united_states", "route_opening", None, "back_route/crossroads"),
    case("turkiye", "format", "regional_3plus3", "mediate_regionally"),
    case("turkiye", "route_opening", None, "back_route/syunik_2020_terms"),
    case("turkiye", "security_partners_azerbaijan", "turkiye", "deepen_further_azerbaijan"),
    case("france", "arms_to_armenia", None, "supply_arms/armenia"),
    case("india", "arms_to_armenia", None, "supply_arms/armenia"),
    case("india", "security_partners_armenia", "india", "deepen_further_armenia"),
    case("iran", "route_opening", None, "threaten_route/syunik_2020_terms", -1),
    case("iran", "route_opening", None, "back_route/crossroads"),
    case("russia", "route_opening", None, "back_route/syunik_2020_terms"),
    case("russia", "route_opening", None, "consent route_syunik_2020_terms"),
    case("russia", "security_partners_armenia", "russia", "deepen_ties/armenia"),
    case("russia", "trade_partners_armenia", "russia", "squeeze_trade/armenia", -1),
    case("russia", "trade_partners_azerbaijan", "russia", "squeeze_trade/azerbaijan", -1),
)


@pytest.fixture(scope="module")
def middle(shipped_baseline: Setup):  # type: ignore[no-untyped-def]
    return middle_of(shipped_baseline, next(iter(shipped_baseline.catalogue.readings)))


@pytest.mark.parametrize("moved", TABLE)
def test_a_stance_moves_its_main_move(moved: Moved, shipped_baseline: Setup, middle) -> None:  # type: ignore[no-untyped-def]
    found, weight = factor(shipped_baseline, middle, moved)
    if weight == 0.0:
        pytest.skip("all coders are silent")
    assert found >= ENOUGH, f"{moved.label}: {found:.3g} at a weight of {weight:.3f}"
