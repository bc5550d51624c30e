"""The keyring of the system: some keep nothing and do not say so, so what is put in is read back."""

from __future__ import annotations

import contextlib
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError

SERVICE: Final = "stafett"
"""The program's name in the keyring."""


def keep(service: str, name: str, key: bytes) -> bool:
    """Put a key into the keyring and tell whether it is there now."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(service, name, key.hex())
        return keyring.get_password(service, name) == key.hex()
    except KeyringError:
        return False


def take(service: str, name: str) -> bytes | None:
    """Give a key, None where there is none or nobody unlocks; raises WRONG_KEY for what is no key."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return bytes.fromhex(keyring.get_password(service, name) or "") or None
    except KeyringError:
        return None
    except ValueError:
        raise StafettError(ErrorKind.WRONG_KEY) from None


def forget(service: str, name: str) -> None:
    """Take a key out of the keyring; where that cannot be done it stays there, unused."""
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        keyring.delete_password(service, name)
