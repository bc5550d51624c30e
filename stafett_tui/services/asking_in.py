"""The secrets that go along with codes of invitations: an answer that is lost costs no code (S-02)."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Final

from stafett_tui.store.settings import Settings

ASKED: Final = "asked_in"
_MOST: Final = 8
"""Codes that are waited for at the same time; the oldest is forgotten."""


class AskingIn:
    """What this laptop drew for each code that it has shown and heard nothing of."""

    def __init__(self, settings: Settings, draw: Callable[[int], str] = secrets.token_hex) -> None:
        """Keep it among these settings, in the encrypted file; `draw` gives so many random bytes in hexadecimal."""
        self._settings = settings
        self._draw = draw

    def nonce(self, server: str, code: str) -> str:
        """Give the secret for this code at this server: kept before it is shown, and the same until an answer comes."""
        known, name = self._known(), _named(server, code)
        if name not in known:
            known[name] = self._draw(32)
            self._keep(dict(list(known.items())[-_MOST:]))
        return known[name]

    def refused(self, server: str, code: str) -> None:
        """The server has said no: the code is waited for no more."""
        known = self._known()
        if known.pop(_named(server, code), None) is not None:
            self._keep(known)

    def done(self) -> None:
        """This laptop takes part: nothing is waited for."""
        if self._settings.get(ASKED):
            self._settings.set(ASKED, "")

    def _known(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(self._settings.get(ASKED) or "{}")
        return told

    def _keep(self, known: dict[str, str]) -> None:
        self._settings.set(ASKED, json.dumps(known) if known else "")


def _named(server: str, code: str) -> str:
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"{server} {typed}".encode()).hexdigest()
