"""Where things lie and how the program is set up. Nothing is looked up or made at import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from stafett_tui.i18n.texts import Language, known_language, system_language

APP: Final = "stafett"
THEMES: Final = ("ansi", "stafett-dark", "stafett-light")


@dataclass(frozen=True)
class Paths:
    """The folders of the program on this machine; `stafett paths` prints them."""

    config: Path
    data: Path
    log: Path
    backup: Path

    @property
    def config_file(self) -> Path:
        """The settings, which hold no case data."""
        return self.config / "config.toml"

    @property
    def policy(self) -> Path:
        """The municipal policy where no other file is chosen."""
        return self.config / "policy.toml"

    @property
    def templates(self) -> Path:
        """The municipality's own templates."""
        return self.config / "templates"

    @property
    def store(self) -> Path:
        """The folder of the store where no other is chosen."""
        return self.data / "store"


@dataclass(frozen=True)
class Settings:
    """The settings of one run: environment first, then the settings file, then the defaults."""

    paths: Paths
    store_dir: Path
    language: Language
    language_chosen: bool = False
    theme: str = "ansi"
    vi: bool = False
    passphrase_file: Path | None = None
    policy_chosen: Path | None = None
    """Another policy file than the one in the folder of the settings."""
    keymap: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def policy_file(self) -> Path:
        """The file of the municipal policy, whether or not there is one."""
        return self.policy_chosen or self.paths.policy


def platform_paths(environ: Mapping[str, str]) -> Paths:
    """The folders this system wants used, or all of them under STAFETT_HOME."""
    home = environ.get("STAFETT_HOME")
    if home:
        base = Path(home)
        return Paths(base / "config", base / "data", base / "log", base / "backup")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    data = Path(dirs.user_data_dir)
    return Paths(Path(dirs.user_config_dir), data, Path(dirs.user_log_dir), data / "backup")


def load(environ: Mapping[str, str], *, store: Path | None = None) -> Settings:
    """The settings of this run; `store` (from `--store DIR`) beats the environment."""
    paths = platform_paths(environ)
    stored = read_file(paths.config_file)
    passphrase = environ.get("STAFETT_PASSPHRASE_FILE")
    chosen = known_language(_text(environ.get("STAFETT_LANGUAGE"), stored.get("language")))
    theme = _text(environ.get("STAFETT_THEME"), stored.get("theme"))
    policy = _text(environ.get("STAFETT_POLICY"), stored.get("policy"))
    return Settings(
        paths=paths,
        store_dir=store or Path(_text(environ.get("STAFETT_STORE"), stored.get("store")) or paths.store),
        language=chosen or system_language(environ),
        language_chosen=chosen is not None,
        theme=theme if theme in THEMES else THEMES[0],
        vi=_flag(environ.get("STAFETT_VI"), stored.get("vi")),
        passphrase_file=Path(passphrase) if passphrase else None,
        policy_chosen=Path(policy) if policy else None,
        keymap=_keymap(stored.get("keys")),
    )


def read_file(path: Path) -> dict[str, Any]:
    """The settings file as values; one that is missing or cannot be read counts as empty."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def save(path: Path, **changes: str | bool) -> None:
    """Change settings in the file at `path`, keeping the others."""
    values = {**read_file(path), **changes}
    plain = [f"{name} = {_toml(value)}" for name, value in values.items() if not isinstance(value, dict)]
    tables = [
        "\n".join([f"\n[{name}]", *(f"{json.dumps(key)} = {_toml(value)}" for key, value in table.items())])
        for name, table in values.items()
        if isinstance(table, dict)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join([*plain, *tables]) + "\n", encoding="utf-8")
    fresh.replace(path)


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(*candidates: object) -> str:
    return next((each for each in candidates if isinstance(each, str) and each), "")


def _flag(*candidates: object) -> bool:
    for each in candidates:
        if isinstance(each, bool):
            return each
        if isinstance(each, str) and each:
            return each.lower() in {"1", "true", "yes", "on", "ja"}
    return False


def _keymap(table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        return {}
    return {str(name): _keys(value) for name, value in table.items()}


def _keys(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(filter(None, (part.strip() for part in value.split(","))))
    return tuple(str(part) for part in value) if isinstance(value, list) else ()
