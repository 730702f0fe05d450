"""Three seats at two tables, in the talk of the first round, and what is asked there."""

from __future__ import annotations

import asyncio

from tests.web.workshop.conftest import Lead, Phone

CONCEDE = "treaty:concede_article"


async def table_of_four(room, place, play):
    """A facilitator and three seats at two tables, in the talk of the first round."""
    async with Lead(place) as lead, Phone(place) as ada, Phone(place) as zed, Phone(place) as bob:
        await lead.enter(room)
        for phone, name, actor in ((ada, "Ada", "armenia"), (zed, "Zed", "azerbaijan"), (bob, "Bob", "armenia")):
            await phone.join(room, name, actor)
        await lead.go_to("talk")
        await asyncio.gather(*(phone.until(lambda p=phone: "form" in p.parts["now"]) for phone in (ada, zed)))
        await play(lead, ada, zed, bob)


def run(room, place, play):
    asyncio.run(table_of_four(room, place, play))


def order(phone, **form):
    return phone.ask(do="commit", **{"card1": CONCEDE, "line": "hold", "why": "so", **form})


def asking(room, kind):
    return {"secret": room.keys.facilitator, "kind": kind}


def own(place):
    return {"origin": place.address}
