"""A served room on the packaged world, few histories; and `sim workshop` in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
import websockets

from caucasus_sim.packing.setup import packaged
from caucasus_sim.web.workshop.opening import Wanted, ground_of, open_session, pages_of
from caucasus_sim.web.workshop.room import Room
from caucasus_sim.web.workshop.routes import room_app

RUNS = 20


@pytest.fixture(scope="session")
def ground():
    """The world under every session of these tests."""
    from caucasus_sim.web.workshop.opening import about_new

    return ground_of(packaged(), about_new(packaged(), Wanted("24x90", seed=3)))


@pytest.fixture
def make_room(tmp_path: Path, ground):
    """Makes a room in a folder; the same folder again is a restart."""

    def make(place=None, name: str = "room", wanted: Wanted | None = None) -> Room:
        folder = tmp_path / name
        exists = (folder / "journal.jsonl").exists()
        about = open_session(folder, packaged(), None if exists else wanted or Wanted("24x90", seed=3))
        address = place.address if place is not None else "http://127.0.0.1"
        return Room(folder, ground, pages_of(packaged(), ground, about["language"]), address, RUNS)

    return make


@pytest.fixture
def served_room(served, make_room):
    """A room that listens; gives the room and its place."""
    rooms = []

    def make(place):
        rooms.append(make_room(place))
        return room_app(rooms[0], place.hosts)

    place = served(make)
    return rooms[0], place


class Phone:
    """A browser without a browser: sends what a page would send, keeps everything it was ever sent."""

    def __init__(self, place) -> None:
        self.place, self.traffic, self.parts, self.notes = place, "", {}, []
        self.count = 0

    async def __aenter__(self):
        self.socket = await websockets.connect(f"ws://127.0.0.1:{self.place.port}/live", origin=self.place.address)
        self.reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_):
        self.reading.cancel()
        await self.socket.close()

    async def _read(self):
        async for text in self.socket:
            self.traffic += text
            told = json.loads(text)
            self.parts |= told["parts"]
            self.notes += told["notes"]

    async def send(self, **message):
        await self.socket.send(json.dumps(message))

    async def ask(self, **message):
        """Send with a number and wait until the server has dealt with it; the notes that came with the answer."""
        self.count += 1
        number, before = message.pop("id", f"{id(self)}-{self.count}"), len(self.notes)
        await self.send(**message, id=number)
        await self.until(lambda: any(note.get("done") == number for note in self.notes[before:]))
        return self.notes[before:]

    async def until(self, holds, seconds: float = 240.0):
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until or self.reading.done():
                raise AssertionError(f"never came; last: {self.notes[-3:]}, {[*self.parts]}")
            await asyncio.sleep(0.02)

    async def closed(self, seconds: float = 10.0) -> int:
        await asyncio.wait_for(self.socket.wait_closed(), seconds)
        return self.socket.close_code

    async def hello(self, page: str, token: str = ""):
        await self.send(do="hello", page=page, token=token)
        await self.until(lambda: any("role" in note for note in self.notes))

    async def join(self, room: Room, name: str, actor: str) -> str:
        await self.hello("seat")
        notes = await self.ask(do="join", code=room.keys.code, name=name, actor=actor)
        return next(note["token"] for note in notes if "token" in note)


class Lead(Phone):
    """The facilitator."""

    async def enter(self, room: Room):
        await self.hello("lead", room.keys.facilitator)
        self.room = room

    async def next(self):
        return await self.ask(do="next", **{"from": self.room.step})

    async def go_to(self, phase: str):
        """Press Next until a phase has come."""
        for _ in range(40):
            if self.room.session.phase == phase:
                return
            await self.next()
            if self.room.session.phase == "reveal":
                await self.until(lambda: self.room.session.round in self.room.session.results)
        raise AssertionError(phase)


class Server:
    """`sim workshop` in a process of its own, which can be killed and started again on the same port."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder, self.words = folder, words
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.said = ""

    def start(self, *more: str) -> None:
        command = [sys.executable, "-m", "caucasus_sim", "workshop", "room", "--no-browser", "--port", str(self.port)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))}
        self.process = subprocess.Popen(
            [*command, *self.words, *more],
            cwd=self.folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said = ""
        assert self.process.stdout is not None
        while "Ctrl-C stops" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        self.draining = threading.Thread(target=self._drain, args=(self.process.stdout,), daemon=True)
        self.draining.start()

    def _drain(self, stream) -> None:
        for line in stream:
            self.said += line

    def kill(self) -> None:
        """As a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.draining.join(10)
            self.process.stdout.close()
            self.process = None

    def find(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found, self.said
        return found[1]


class Wire:
    """A line between a browser and the server that can be cut and mended."""

    def __init__(self, target: int) -> None:
        self.target, self.is_cut, self.ended = target, False, False
        self.open: set[socket.socket] = set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def cut(self) -> None:
        self.is_cut = True
        for each in list(self.open):
            end(each)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.ended = True
        self.cut()
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
        for thread in self.threads:
            thread.join(5)
        self.listening.close()

    def _accept(self) -> None:
        while not self.ended:
            near, _ = self.listening.accept()
            try:
                if self.is_cut:
                    raise OSError
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self.open |= {near, far}
            back = threading.Thread(target=self._pass, args=(far, near), daemon=True)
            there = threading.Thread(target=self._both, args=(near, far, back), daemon=True)
            self.threads += [back, there]
            back.start()
            there.start()

    def _both(self, near: socket.socket, far: socket.socket, back: threading.Thread) -> None:
        self._pass(near, far)
        back.join()
        self.open -= {near, far}
        near.close()
        far.close()

    @staticmethod
    def _pass(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        end(one)
        end(other)


def end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
