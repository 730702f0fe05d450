"""The page of claims: what each says, how it is tested, and what was redesigned."""

from __future__ import annotations

from caucasus_sim.analysis.claims.find import list_claims, packaged_claims
from caucasus_sim.analysis.claims.form import Claim, Contrast, read_claim
from caucasus_sim.analysis.claims.table import titled
from caucasus_sim.coding.catalogue import Catalogue
from markdown import code, page, table

TEXT = """
{count} claims of the bulletin in neutral words, as hypotheses; {tested} have tests, {untested} say why the model cannot
test them. A claim is listed because the text makes it; being listed says nothing for or against it. `sim claims` runs
all of them, `sim claims H1` one. A test sets one scenario beside another under the same draws and luck: *take* less
*beside*. It asks in how many of 20 sets of assumptions the expected difference goes the way of the claim, first where
no contested effect has a sign of its own (the lens `agnostic`), then under each lens and each reading. Below 4 or
above 16 of 20 under the sign-free prior the answer is built in, and the test has to be redesigned. What is tested of
one principal is tested of the other. How to add one: [how-to/test-a-claim.md](../how-to/test-a-claim.md).
"""


def claims(catalogue: Catalogue) -> str:
    """The whole page."""
    every = [read_claim(path, catalogue) for path in list_claims([packaged_claims()]).values()]
    tested = sum(bool(claim.tests) for claim in every)
    text = TEXT.format(count=len(every), tested=tested, untested=len(every) - tested)
    return page("Claims as tests", text, *(_claim(catalogue, each) for each in every))


def _claim(catalogue: Catalogue, claim: Claim) -> str:
    lines = [f"## {claim.id}: {claim.claim}\n", f"{claim.whose.capitalize()}. Passages: {code(claim.passages)}.\n"]
    if claim.untested:
        lines.append(f"*No test.* {claim.untested}\n")
    if claim.redesigned:
        lines.append(f"*Redesigned.* {claim.redesigned}\n")
    if claim.tests:
        heads = ("test", "about", "take", "beside", "outcome", "the claim expects")
        lines.append(table(heads, [_row(catalogue, test) for test in claim.tests]))
    return "\n".join(lines) + "\n"


def _row(catalogue: Catalogue, test: Contrast) -> tuple[str, ...]:
    about = catalogue.actors[test.side].name if test.side in catalogue.actors else "both"
    return f"`{test.id}`", about, f"`{test.take}`", f"`{test.beside}`", titled(catalogue, test), test.expect
