"""The municipal policy: read from its file, kept by fingerprint in the store, never applied backwards."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Protocol

from pydantic import ValidationError

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import canonical
from stafett_tui.domain.policy import Policy
from stafett_tui.services.validated import FaultyFileError, read_validated, values_of
from stafett_tui.store.settings import Settings

_LAST: Final = "policy"
_KEPT: Final = "policy:"
SERVED: Final = "policy_of_server"
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "consent_years": ("C-08",),
    "consent_warn_days": ("C-08",),
    "youth_age": ("C-02", "C-04"),
    "adult_age": ("C-02",),
    "guardians_beside_youth": ("C-02",),
    "youth_grace_days": ("C-04",),
    "leap_birthday": ("C-04",),
    "legal_basis": ("C-13",),
    "lowest_level": ("C-15",),
    "archive_point": ("A-01",),
    "help_numbers": ("N-04",),
    "lock_minutes": ("S-05",),
    "purge_days": ("D-07",),
}
"""The rules that read a setting, where they have a name."""


class Origin(StrEnum):
    """Where the policy in force comes from."""

    DEFAULT = "default"
    """There is no file: the safe defaults."""
    FILE = "file"
    SERVER = "server"
    """The municipality's, as its server gave it: it stands before every file."""
    KEPT = "kept"
    """The file has a fault: the last good policy of this store."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy that new events are judged by, and what is wrong with the file."""

    policy: Policy
    origin: Origin
    fault: StafettError | None = None


class Named(Protocol):
    """Small named texts that last, as the store keeps them."""

    def get(self, name: str, default: str = "") -> str:
        """Give the text of this name."""

    def set(self, name: str, value: str) -> None:
        """Keep the text under this name."""

    def set_all(self, values: Mapping[str, str]) -> None:
        """Keep texts, all of them or none."""


class Policies:
    """Every policy that events of this store were judged by, by fingerprint."""

    def __init__(self, settings: Named) -> None:
        """Keep them among the settings of the store."""
        self._settings = settings

    def keep(self, policy: Policy) -> None:
        """Keep a policy and make it the last good one; a policy that is kept is never written anew."""
        mark = policy.fingerprint()
        if not self._settings.get(_KEPT + mark):
            self._settings.set(_KEPT + mark, policy.model_dump_json())
        if self._settings.get(_LAST) != mark:
            self._settings.set(_LAST, mark)

    def told(self, fingerprint: str) -> dict[str, Any] | None:
        """Give the values of a policy by its fingerprint, as they were then; None where it is not here."""
        text = self._settings.get(_KEPT + fingerprint)
        return json.loads(text) if text else None

    def last(self) -> Policy | None:
        """Give the last good policy; settings that this version no longer knows are left out."""
        return _read(self.told(self._settings.get(_LAST)) or {})

    def served(self) -> Policy | None:
        """Give the policy that the server gave; None while there is no server."""
        mark = self._settings.get(SERVED)
        return _read(self.told(mark) or {}) if mark else None

    def of_server(self, values: Mapping[str, Any] | None) -> None:
        """Take the values that the server gave, in one transaction; None: there is no server any more.

        They are kept as they came, under the server's fingerprint: settings of a later version too.
        """
        policy = None if values is None else _read(values)
        if values is None or policy is None:
            self._settings.set(SERVED, "")
            return
        mark, here = fingerprint_of(values), policy.fingerprint()
        kept = {_KEPT + here: policy.model_dump_json(), _KEPT + mark: json.dumps(dict(values), ensure_ascii=False)}
        new = {name: text for name, text in kept.items() if not self._settings.get(name)}
        self._settings.set_all(new | {_LAST: mark, SERVED: mark})

    def lacks(self, fingerprint: str) -> bool:
        """Tell whether the server judges by another policy than it gave; "" where it said nothing of one."""
        return fingerprint not in {"", self._settings.get(SERVED)}

    def told_anew(self, fingerprint: str, text: str) -> bool:
        """Take a policy that the server was asked for; False where it is not what its name says, or not readable."""
        try:
            values = json.loads(text)
        except ValueError:
            return False
        good = isinstance(values, dict) and fingerprint_of(values) == fingerprint and _read(values) is not None
        if good:
            self.of_server(values)
        return good


def kept_policies(settings: Settings) -> dict[str, str]:
    """Give the settings that hold every policy by which events of a store were judged, and which was the last."""
    last = settings.get(_LAST)
    return settings.beginning(_KEPT) | ({_LAST: last} if last else {})


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """Give the fingerprint of a policy by its values, those of a later version too."""
    return hashlib.sha256(canonical(dict(values))).hexdigest()[:16]


def _read(values: Mapping[str, Any]) -> Policy | None:
    known = {name: value for name, value in values.items() if name in Policy.model_fields}
    try:
        return Policy.model_validate(known) if known else None
    except ValidationError:
        return None


def read_policy(path: Path) -> Policy:
    """Give the policy of the file, the rest at its defaults; raises POLICY_BAD with the place of the fault."""
    try:
        return read_validated(path, Policy)
    except FaultyFileError as error:
        raise StafettError(ErrorKind.POLICY_BAD, **error.fault.data()) from None


def settings_in(path: Path) -> frozenset[str]:
    """Give the names of the settings that a good file sets."""
    return frozenset(values_of(path)) if _is_there(path) else frozenset()


def find_policy(path: Path, *, chosen: bool = False) -> InForce:
    """Give the policy of the file, the defaults where there is none; a file that was chosen must be there.

    Raises POLICY_BAD with the place of the fault.
    """
    if chosen or _is_there(path):
        return InForce(read_policy(path), Origin.FILE)
    return InForce(Policy(), Origin.DEFAULT)


def policy_in_force(path: Path, kept: Policies, *, chosen: bool = False) -> InForce:
    """Give the policy that new events are judged by, and keep it; a broken file never stops the program."""
    served = kept.served()
    if served is not None:
        return InForce(served, Origin.SERVER)
    try:
        found = find_policy(path, chosen=chosen)
    except StafettError as error:
        found = InForce(kept.last() or Policy(), Origin.KEPT, error)
    with suppress(StafettError):  # a store that cannot be written to gets no events to judge either
        kept.keep(found.policy)
    return found


def _is_there(path: Path) -> bool:
    """Tell whether there is a file, also one in a folder that is closed to us."""
    try:
        return path.exists()
    except OSError:
        return True
