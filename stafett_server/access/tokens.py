"""Secrets of devices and codes of invitations: kept as hashes only."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, NamedTuple

from stafett_tui.sync.protocol.invitation import LETTERS, SIGNS, as_meant

Draw = Callable[[int], bytes]
"""Gives so many random bytes; `secrets.token_bytes` outside tests."""

_GROUP: Final = 4


class Token(NamedTuple):
    """What a device shows with every request: whose it is, and its secret."""

    tenant: str
    device: str
    secret: str

    def text(self) -> str:
        """Write it as it travels."""
        return f"{self.tenant}.{self.device}.{self.secret}"


def new_token(tenant: str, device: str, draw: Draw) -> Token:
    """Make the token of a device."""
    return Token(tenant, device, draw(32).hex())


def token_of(tenant: str, device: str, nonce: str) -> Token:
    """Make the token of a device from the secret that its laptop drew: the same again, though nobody keeps it."""
    return Token(tenant, device, hmac.new(bytes.fromhex(nonce), device.encode(), hashlib.sha256).hexdigest())


def read_token(header: str) -> Token | None:
    """Read the token of an Authorization header; None where there is none."""
    scheme, _, text = header.partition(" ")
    parts = text.strip().split(".")
    if scheme.lower() != "bearer" or len(parts) != len(Token._fields) or not all(parts):
        return None
    return Token(*parts)


def hash_of(secret: str) -> str:
    """Give what is kept of a secret; it is long and random, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def is_of(secret: str, kept: str) -> bool:
    """Tell whether a secret is the one whose hash is kept, in the same time either way."""
    return hmac.compare_digest(hash_of(secret), kept)


def new_code(draw: Draw) -> str:
    """Make the code of an invitation: 80 bits in four groups."""
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in draw(SIGNS))
    return "-".join(letters[at : at + _GROUP] for at in range(0, SIGNS, _GROUP))


def code_as_kept(code: str) -> str:
    """Give what is kept of a code, however it was typed."""
    return hash_of(as_meant(code))
