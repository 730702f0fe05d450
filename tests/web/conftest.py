"""A server on a thread of its own; it ends with the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def served() -> Iterator[Callable]:
    """Serves an application made for a place; gives the place."""
    import uvicorn

    from caucasus_sim.web.serve import find_place

    running = []

    def start(make, port: int = 0):
        place = find_place(port)
        config = uvicorn.Config(make(place), ws="websockets-sansio", ws_max_size=32768, log_level="error")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place.listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        running.append((server, thread))
        return place

    yield start
    for server, thread in running:
        server.should_exit = server.force_exit = True
        thread.join(20)
