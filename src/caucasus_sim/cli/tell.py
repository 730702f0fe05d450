"""A history in sentences. Who acts is always the model's government, never a nation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

HOLD = "hold"
ARTICLE = "article_"
PASSAGES = 4
ABOUT = {
    "treaty": "on the treaty",
    "security": "in matters of security",
    "route": "on a route",
    "ties": "in its ties with others",
}


class Teller:
    """Puts a story's months into sentences, with the names of the evidence; ``everything`` tells returns to holding."""

    def __init__(self, catalogue: Catalogue, everything: bool = True) -> None:
        self.catalogue, self.everything = catalogue, everything
        self.last_passage = ""
        self.happenings = {
            outcome.start.first: outcome.title
            for outcome in catalogue.outcomes.values()
            if outcome.start.first is not None and outcome.start.before is None
        }

    def sentences(self, month: Mapping[str, Any]) -> Iterator[str]:
        """What was done, consented to, agreed, and what happened, in this order."""
        for move in month.get("moves", ()):
            if self.everything or move["move"] != HOLD:
                yield self.move(move)
        for consent in month.get("consents", ()):
            yield self.consent(consent)
        for deal in month.get("agreed", ()):
            yield f"Everyone it binds has consented: {self.deal(deal)}."
        for first in month.get("happened", ()):
            yield f"For the first time: {self.first(first)}."
        if month.get("fatalities"):
            yield f"Deaths along the border: {month['fatalities']}."

    def left_out(self, month: Mapping[str, Any]) -> int:
        """How many moves of a month are not told."""
        return 0 if self.everything else sum(move["move"] == HOLD for move in month.get("moves", ()))

    def first(self, name: str) -> str:
        """What happened for the first time, in words."""
        return self.happenings.get(name, name.replace("_", " "))

    def move(self, move: Mapping[str, Any]) -> str:
        """One move with its reason, its chance and what could have been done instead."""
        said = f"{self.government(move['actor'])} {self.deed(move)}"
        if "chance" not in move:
            return f"{said} ({move['why']})."
        parts = [move["why"], f"chance {hundredth(move['chance'])}"]
        others = [
            f"{self.alternative(each['text'], move['actor'])} {hundredth(each['chance'])}"
            for each in move.get("instead_of", ())
        ]
        if others:
            parts.append(f"instead of: {', '.join(others)}")
        return f"{said} ({'; '.join(parts)}).{self.behind(move.get('passages', ()))}"

    def deed(self, move: Mapping[str, Any]) -> str:
        """What was done, without the actor."""
        if move["move"] == HOLD:
            return f"goes back to holding still {ABOUT.get(move['domain'], move['domain'])}"
        return self.words(move["text"].removeprefix(self.name(move["actor"])).strip())

    def alternative(self, text: str, actor: str) -> str:
        """Something that could have been done, without the actor."""
        return (
            "holding still" if text.startswith(f"{HOLD} (") else self.words(text.removeprefix(self.name(actor)).strip())
        )

    def consent(self, consent: Mapping[str, Any]) -> str:
        """One answer to an agreement."""
        verb = "consents to" if consent["consents"] else "withholds its consent from"
        said = f"{self.government(consent['actor'])} {verb} {self.deal(consent['deal'])}"
        return f"{said} (chance of consenting {hundredth(consent['chance'])})."

    def deal(self, name: str) -> str:
        """An agreement in words."""
        if name.startswith(ARTICLE):
            return f"article {name.removeprefix(ARTICLE)} of the treaty text"
        found = self.catalogue.deals.get(name)
        return self.words(found.title[:1].lower() + found.title[1:]) if found else name.replace("_", " ")

    def words(self, text: str) -> str:
        """A text with the ids of the evidence in words."""
        return " ".join(part.replace("_", " ") for part in text.split(" "))

    def behind(self, passages: Any) -> str:
        """The passages that the move was read from."""
        if not passages:
            return ""
        self.last_passage = str(passages[0])
        more = f" and {len(passages) - PASSAGES} more" if len(passages) > PASSAGES else ""
        return f" Passages: {', '.join(passages[:PASSAGES])}{more}."

    def government(self, actor: str) -> str:
        """Who acts: the model's government."""
        name = self.name(actor)
        article = "the " if name.startswith("United ") or name.endswith(" Union") else ""
        return f"The model's government of {article}{name}"

    def name(self, actor: str) -> str:
        """An actor's name."""
        found = self.catalogue.actors.get(actor)
        return found.name if found else actor


def hundredth(chance: float) -> str:
    """A chance as a count out of a hundred.

    >>> hundredth(0.2648), hundredth(0.0004), hundredth(0.999)
    ('26 in 100', 'under 1 in 100', 'over 99 in 100')
    """
    count = round(100 * chance)
    if count == 0:
        return "under 1 in 100"
    return "over 99 in 100" if count == 100 and chance < 1.0 else f"{count} in 100"
