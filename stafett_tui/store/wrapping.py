"""Wrap a secret behind a passphrase: Argon2id makes a key of it, ChaCha20-Poly1305 seals the secret."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple

from stafett_tui.domain.errors import ErrorKind, StafettError

_LENGTH: Final = 32
_PASSES: Final = 3
_LANES: Final = 4
_MEMORY_KIB: Final = 64 * 1024
SHORTEST: Final = 10
"""The fewest signs of a passphrase that is chosen anew."""

Entropy = Callable[[int], bytes]
Passphrase = Callable[[], str]


class Wrapped(NamedTuple):
    """A sealed secret, each part in hexadecimal."""

    salt: str
    nonce: str
    wrapped: str


def long_enough(passphrase: str) -> str:
    """Give a newly chosen passphrase back; raises TOO_SHORT."""
    if len(passphrase) < SHORTEST:
        raise StafettError(ErrorKind.TOO_SHORT)
    return passphrase


def wrap(secret: bytes, passphrase: str, about: bytes, entropy: Entropy = os.urandom) -> Wrapped:
    """Seal a secret; `about` must be the same when it is opened. An empty passphrase is NO_KEY."""
    if not passphrase:
        raise StafettError(ErrorKind.NO_KEY)
    salt = entropy(16)
    nonce, sealed = seal(secret, _derived(passphrase, salt), about, entropy)
    return Wrapped(salt.hex(), nonce, sealed)


def unwrap(wrapped: Wrapped, passphrase: str, about: bytes) -> bytes:
    """Open a sealed secret; raises WRONG_KEY for another passphrase, FILE_DAMAGED for what was never sealed."""
    try:
        salt = bytes.fromhex(wrapped.salt)
        key = _derived(passphrase, salt)
    except ValueError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None
    return unseal(wrapped.nonce, wrapped.wrapped, key, about)


def seal(secret: bytes, key: bytes, about: bytes, entropy: Entropy = os.urandom) -> tuple[str, str]:
    """Seal a secret under a key; gives nonce and sealed bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = entropy(12)
    return nonce.hex(), ChaCha20Poly1305(key).encrypt(nonce, secret, about).hex()


def unseal(nonce: str, sealed: str, key: bytes, about: bytes) -> bytes:
    """Open what `seal` made; raises WRONG_KEY, or FILE_DAMAGED for what was never sealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(bytes.fromhex(nonce), bytes.fromhex(sealed), about)
    except InvalidTag:
        raise StafettError(ErrorKind.WRONG_KEY) from None
    except ValueError:
        raise StafettError(ErrorKind.FILE_DAMAGED) from None


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = Argon2id(salt=salt, length=_LENGTH, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return argon.derive(unicodedata.normalize("NFC", passphrase).encode())
