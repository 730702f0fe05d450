"""What may be said of a claim after its test, in words that take nobody's side."""

from __future__ import annotations

from caucasus_sim.analysis.claims.rests import Rest
from caucasus_sim.analysis.claims.sign import STANDS_OUT, Sign
from caucasus_sim.analysis.paired import about

TOLD = (0.2, 0.8)  # a share outside: the model, before any record, has answered
NOTICED = 0.10  # prior and posterior nearer than this: the record has not tested the claim
NO_POSTERIOR = "no posterior yet"


def built_in(prior: Sign) -> bool:
    """Whether the sign-free prior itself answers, so that the test is none; simulation error leaves no doubt of it."""
    return prior.found and (prior.high < TOLD[0] or prior.low > TOLD[1])


def undecided(prior: Sign) -> bool:
    """Whether the share lies outside of what a test may have, but simulation error reaches back inside."""
    return prior.found and not TOLD[0] <= prior.share <= TOLD[1] and not built_in(prior)


def verdict_of(prior: Sign, posterior: Sign | None, leading: Rest | None) -> str:
    """The verdict on one test."""
    unanswered = _unanswered(prior)
    if unanswered:
        return unanswered
    rests = f"follows from assumption '{leading.assumption}'" if leading else "no single assumption stands out"
    if posterior is None:
        return f"not tested by this record ({NO_POSTERIOR}); {rests}"
    change = posterior.share - prior.share
    if abs(change) < NOTICED:
        return f"not tested by this record; {rests}"
    way = "more" if change > 0 else "less"
    return (
        f"the record makes the claimed direction {way} likely: from {about(prior.share)} to "
        f"{about(posterior.share)} sets of assumptions"
    )


def _unanswered(prior: Sign) -> str:
    """Why a test has no answer, empty if it may have one."""
    if prior.more == prior.less == 0.0:
        return (
            f"none of {prior.pairs:,} pairs of histories differs: inside this model nothing leads from one to the other"
        )
    if not prior.found:
        reach = f"differences of more than about {STANDS_OUT * prior.error:.2g} would have been seen"
        return f"no difference found in {prior.pairs:,} pairs of histories ({reach})"
    if built_in(prior):
        way = "as claimed" if prior.share > 0.5 else "against the claim"
        return f"built in: {way} under {about(prior.share)} sets of assumptions before any record; to be redesigned"
    if undecided(prior):
        return "not told by so many histories whether the answer is built in: ask for more with --runs"
    return ""
