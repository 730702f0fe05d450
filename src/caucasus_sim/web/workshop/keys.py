"""The secrets of a session: the facilitator's, the join code, and what is needed to know a seat again."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from caucasus_sim.store.files import read_json, write_json
from caucasus_sim.web.guarding import is_same, new_token, token_digest

NAME = "keys.json"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


class Keys:
    """Kept beside the journal, readable for the user alone; no export holds them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._kept: dict[str, Any] = {}
        if self.path.exists():
            self._kept = read_json(self.path)
        else:
            code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            self._kept = {"facilitator": new_token(), "screen": new_token(), "code": code, "seats": {}}
            self._write()

    @property
    def facilitator(self) -> str:
        """The facilitator's secret."""
        return str(self._kept["facilitator"])

    @property
    def code(self) -> str:
        """The code that is shown to the room."""
        return str(self._kept["code"])

    def is_facilitator(self, token: str) -> bool:
        """Whether this is the facilitator's secret."""
        return is_same(token, self.facilitator)

    @property
    def screen(self) -> str:
        """The projector's secret: it shows the join code."""
        return str(self._kept["screen"])

    def is_screen(self, token: str) -> bool:
        """Whether this is the projector's secret."""
        return is_same(token, self.screen)

    def is_code(self, code: str) -> bool:
        """Whether this is the room's code, however it was typed."""
        return is_same("".join(code.split()).upper(), self.code)

    def new_seat(self, seat: str) -> str:
        """A token for a seat."""
        token = new_token()
        self._kept["seats"][token_digest(token)] = seat
        self._write()
        return token

    def seat_of(self, token: str) -> str | None:
        """The seat of a token."""
        return self._kept["seats"].get(token_digest(token))

    def _write(self) -> None:
        write_json(self.path, self._kept)
        if os.name != "nt":
            self.path.chmod(0o600)
