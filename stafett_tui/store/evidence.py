"""Tell a wrong key from a damaged file: a page whose seal holds under the key proves the key."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Final

PAGE: Final = 4096
_SALT: Final = 16
_MAC: Final = 64
_LOOKED_AT: Final = 64
"""How many pages are tried before the key is called wrong."""


def opens_a_page(path: Path, key: bytes) -> bool:
    """Tell whether the seal (HMAC-SHA512 of SQLCipher 4) of any page of the file holds under the raw key."""
    try:
        with path.open("rb") as file:
            pages = [file.read(PAGE) for _ in range(_LOOKED_AT)]
    except OSError:
        return False
    salt = bytes(byte ^ 0x3A for byte in pages[0][:_SALT])
    sealing = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    return any(_sealed(sealing, page, number) for number, page in enumerate(pages, start=1))


def _sealed(sealing: bytes, page: bytes, number: int) -> bool:
    if len(page) < PAGE:
        return False
    start = _SALT if number == 1 else 0
    mac = hmac.new(sealing, page[start:-_MAC] + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(mac, page[-_MAC:])
