"""Which server this laptop takes part at, and as whom. Light: read at the start.

The secret stands in the keyring of the system; where there is none, in the encrypted file beside the rest.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from stafett_tui.store.settings import Settings

ACCOUNT: Final = "account"
SECRET: Final = "account_secret"  # noqa: S105 - the name of a setting


@dataclass(frozen=True, slots=True)
class Account:
    """This laptop at a server; `local` is who wrote here before."""

    server: str
    called: str
    device: str
    person: str
    name: str
    offices: tuple[str, ...] = ()
    keep: bool = False
    """Whether plans may stay here when the laptop leaves."""
    local: str = ""


class Accounts:
    """The account of this store, and its secret."""

    def __init__(self, settings: Settings, *, ring: bool = True) -> None:
        """Keep it among these settings; `ring`: the secret goes into the keyring where there is one."""
        self._settings = settings
        self._ring = ring
        self._known: Account | None = None
        self._read = False

    @property
    def current(self) -> Account | None:
        """Give the account; None while the store is alone."""
        if not self._read:
            told = self._settings.get(ACCOUNT)
            self._known, self._read = (_account(told) if told else None), True
        return self._known

    def keep(self, account: Account, token: str) -> bool:
        """Keep the secret first, then the account; tell whether a keyring has the secret."""
        import json

        before = self.current
        rung = self._ring and self._in_ring(account, token)
        self._settings.set(SECRET, "" if rung else token)
        self._settings.set(ACCOUNT, json.dumps(asdict(account), ensure_ascii=False))
        self._known = account
        if before is not None and before.device != account.device:
            self._out_of_ring(before)
        return rung

    def token(self) -> str:
        """Give the secret; "" where nobody has it, as on a copy of the store on another machine (R26)."""
        account = self.current
        if account is None:
            return ""
        kept = self._settings.get(SECRET)
        if kept or not self._ring:
            return kept
        from stafett_tui.domain.errors import StafettError
        from stafett_tui.store import ring

        try:
            found = ring.take(ring.SERVICE, _named(account))
        except StafettError:
            return ""
        return "" if found is None else found.decode(errors="replace")

    def forget(self) -> None:
        """Take part no more."""
        account = self.current
        if account is not None:
            self._out_of_ring(account)
        self._settings.set(SECRET, "")
        self._settings.set(ACCOUNT, "")
        self._known = None

    def _in_ring(self, account: Account, token: str) -> bool:
        from stafett_tui.store import ring

        return ring.keep(ring.SERVICE, _named(account), token.encode())

    def _out_of_ring(self, account: Account) -> None:
        from stafett_tui.store import ring

        if self._ring:
            ring.forget(ring.SERVICE, _named(account))


def _named(account: Account) -> str:
    return f"server:{account.device}"


def _account(told: str) -> Account:
    import json

    values: dict[str, Any] = json.loads(told)
    return Account(**{**values, "offices": tuple(values["offices"])})
