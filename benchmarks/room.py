"""How a room holds: people connected, some of them dragging what-ifs, all of them told when the facilitator goes on.

    python benchmarks/room.py [PEOPLE] [DRAGGING] [SECONDS]

Starts `sim workshop` in a process of its own and talks to it over the loopback, for a bounded time. Prints times from
question to answer, until a step is on every page, bytes, and memory a client; asserts nothing.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import websockets

PEOPLE, DRAGGING, SECONDS = 200, 40, 20.0
PORT = 8477
LONGEST = 60.0


class Client:
    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        self.notes: list[dict] = []
        self.times: dict[str, float] = {}
        self.bytes = 0
        self.changed = asyncio.Event()

    async def open(self, page: str, token: str = "") -> Client:
        address = f"127.0.0.1:{PORT}"
        self.socket = await websockets.connect(f"ws://{address}/live", origin=f"http://{address}", max_size=None)
        self.reading = asyncio.create_task(self._read())
        await self.send(do="hello", page=page, token=token)
        await self.until(lambda: any("role" in note for note in self.notes))
        return self

    async def send(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def until(self, holds) -> None:
        while not holds():
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), LONGEST)

    async def _read(self) -> None:
        async for text in self.socket:
            self.bytes += len(text)
            told = json.loads(text)
            self.parts |= told["parts"]
            self.notes += told["notes"]
            self.times |= dict.fromkeys(told["parts"], time.perf_counter())
            self.changed.set()


async def drag(client: Client, until: float, found: list[float]) -> None:
    """Ask, wait for the answer, ask something else."""
    lines = ("hold", "press", "ease")
    while time.perf_counter() < until:
        before, asked = client.times.get("trial", 0.0), time.perf_counter()
        await client.send(do="whatif", line=lines[len(found) % 3], card1="", why="")
        try:
            await asyncio.wait_for(client.until(lambda: client.times.get("trial", 0.0) > before), 5.0)  # noqa: B023
        except TimeoutError:
            continue  # the answer was the same as before, so that nothing was sent
        found.append(time.perf_counter() - asked)
        await asyncio.sleep(0.15)


async def step(lead: Client, clients: list[Client]) -> list[float]:
    """Seconds until each page shows the next part."""
    at = re.search(r'"from": "([\d.]+)"', lead.parts["head"].replace("&#34;", '"'))
    before = time.perf_counter()
    await lead.send(do="next", id=f"n{before}", **{"from": at[1]})
    await asyncio.gather(*(each.until(lambda each=each: each.times.get("head", 0.0) > before) for each in clients))
    return [each.times["head"] - before for each in clients]


async def measure(said: str, pid: int, people: int, dragging: int, seconds: float) -> None:
    secret, code = re.search(r"lead#(\S+)", said)[1], re.search(r"code (\w{6})", said)[1]
    lead = await Client().open("lead", secret)
    actors = re.findall(r'"actor": "(\w+)"', lead.parts["teams"].replace("&#34;", '"'))
    empty, clients = memory(pid), []
    for n in range(people):
        client = await Client().open("seat")
        began = time.perf_counter()
        await client.send(do="join", code=code, name=f"p{n}", actor=actors[n % len(actors)], id="join")
        await client.until(lambda client=client: "rolesheet" in client.parts.get("sheet", ""))
        client.times["joined"] = time.perf_counter() - began
        clients.append(client)
    told("join to role sheet", [each.times["joined"] for each in clients])
    full = memory(pid)
    print(
        f"memory: {empty:.0f} MB empty, {full:.0f} MB with {people}; {1000 * (full - empty) / people:.0f} kB a client"
    )
    for _ in range(3):
        steps = await step(lead, clients)
    told(f"a step on {people} pages", steps)
    await asyncio.gather(
        *(each.until(lambda each=each: "card1" in each.parts["now"] or "pen" in each.parts["now"]) for each in clients)
    )
    sent, found = sum(each.bytes for each in clients), []
    await asyncio.gather(*(drag(each, time.perf_counter() + seconds, found) for each in clients[:dragging]))
    told(f"what-if, {dragging} at once", found)
    print(f"answers: {len(found) / seconds:.1f} a second; kB sent before, a client: {sent / people / 1000:.0f}")
    told(f"a step on {people} pages", await step(lead, clients))
    print(f"memory at the end: {memory(pid):.0f} MB")


def told(what: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * each for each in seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))] if ordered else float("nan")
    middle = statistics.median(ordered) if ordered else float("nan")
    print(f"{what}: p50 {middle:.0f} ms, p95 {p95:.0f} ms ({len(ordered)})")


def memory(pid: int) -> float:
    """Resident memory in MB, where the system says it."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return float("nan")
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1000


def main() -> None:
    given = [float(each) for each in sys.argv[1:]] + [PEOPLE, DRAGGING, SECONDS][len(sys.argv) - 1 :]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "caucasus_sim", "workshop", "bench", "--no-browser", "--port", str(PORT)]
        server = subprocess.Popen(
            [*command, "--preset", "24x90"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            said = ""
            while "Ctrl-C stops" not in said:
                said += server.stdout.readline()
            asyncio.run(measure(said, server.pid, int(given[0]), int(given[1]), given[2]))
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
