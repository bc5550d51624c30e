"""How the server is set up: environment first, then the file, then the defaults. Nothing is looked up at import."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.policy import Policy

FILE: Final = "server.toml"
_PREFIX: Final = "STAFETT_SERVER_"


@dataclass(frozen=True)
class Settings:
    """The settings of one run of the server."""

    folder: Path = Path("stafett-server")
    """Where the database of a small office, the ledger and the settings file lie."""
    database: str = ""
    """`sqlite:///FILE` or `postgresql://…`; empty: a file in the folder."""
    ledger: Path | None = None
    """The file of revocations and erasures, outside the database and its backups; empty: in the folder."""
    policy: Path | None = None
    """The municipal policy as TOML; empty: the safe defaults."""
    tenant: str = "office"
    name: str = "Stafett"
    """What the server calls itself to people: the municipality."""
    host: str = "127.0.0.1"
    port: int = 8470
    pool: int = 10
    """Connections to PostgreSQL that one process keeps open."""
    lease_days: int = 14
    """How long a laptop opens plans without contact (R10)."""
    keep: bool = False
    """Whether a laptop may keep its plans when it leaves."""
    test_numbers: bool = False
    """Whether this server is a demo, which takes synthetic identity numbers only (N-04)."""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.database or f"sqlite:///{self.folder / 'stafett.db'}"

    @property
    def ledger_file(self) -> Path:
        """The file of the ledger."""
        return self.ledger or self.folder / "ledger.jsonl"

    @property
    def settings_file(self) -> Path:
        """The file of the settings."""
        return self.folder / FILE

    def read_policy(self) -> Policy:
        """Read the municipal policy; raises POLICY_BAD with its file where it does not fit."""
        if self.policy is None:
            return Policy()
        try:
            return Policy.model_validate(tomllib.loads(self.policy.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
            raise StafettError(ErrorKind.POLICY_BAD, file=str(self.policy)) from None


def load(environ: Mapping[str, str], **told: Any) -> Settings:
    """Give the settings of this run; what is `told` (from the command line, None for nothing) beats the environment.

    Raises BAD_INPUT with the name of a setting that is none, or whose value does not fit.
    """
    said = {name: value for name, value in told.items() if value is not None}
    outside = {f.name: environ[key] for f in fields(Settings) if (key := _PREFIX + f.name.upper()) in environ}
    folder = Path(said.get("folder") or outside.get("folder") or Settings.folder)
    values = _read(folder / FILE) | outside | said | {"folder": folder}
    unknown = values.keys() - {f.name for f in fields(Settings)}
    if unknown:
        raise StafettError(ErrorKind.BAD_INPUT, setting=min(unknown))
    return replace(Settings(), **{name: _fit(name, value) for name, value in values.items()})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise StafettError(ErrorKind.BAD_INPUT, setting=str(path)) from None


_FLAGS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}


def _fit(name: str, value: Any) -> Any:
    kind = {f.name: str(f.type) for f in fields(Settings)}[name]
    try:
        if "Path" in kind:
            return Path(value) if value else None
        if kind == "bool":
            return value if isinstance(value, bool) else _FLAGS[str(value).lower()]
        return int(value) if kind == "int" else str(value)
    except (KeyError, TypeError, ValueError):
        raise StafettError(ErrorKind.BAD_INPUT, setting=name) from None
