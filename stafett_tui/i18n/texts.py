"""The texts of one language, from gettext catalogues. Standard library only: this is on the start path."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final, Literal

Language = Literal["nb", "nn", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("nb", "nn", "en")
NAMES: Final[Mapping[Language, str]] = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}
LOCALE_DIR: Final = Path(__file__).parent / "locale"
_PRIMARY: Final[Mapping[str, Language]] = {
    "nb": "nb",
    "no": "nb",
    "nn": "nn",
    "en": "en",
    "norwegian": "nb",
    "bokmal": "nb",
    "bokmål": "nb",
    "nynorsk": "nn",
}


def N_(msgid: str) -> str:  # noqa: N802  # gettext's own name for a text that is translated later
    """Mark a text for the catalogues and give it back as it is."""
    return msgid


USUAL_KEYS: Final[Mapping[str, str]] = {
    "key_attach_form": "v", "key_back": "Esc", "key_baton": "b", "key_change_pane": "F6", "key_consent": "s",
    "key_give_consent": "g", "key_lock": "Ctrl+G", "key_meeting": "m", "key_new_activity": "n", "key_new_goal": "g",
    "key_new_participant": "p", "key_new_plan": "n", "key_palette": "Ctrl+P", "key_quit": "Ctrl+Q",
    "key_undo": "Ctrl+Z",
}  # fmt: skip
"""What stands in a text as `{key_undo}`: the key of an action, until a person's own keys are told."""


class Texts:
    """The texts of one language: `tr` for one text, `trn` for a number of things."""

    def __init__(self, language: Language) -> None:
        """Read the catalogue of `language`; English is the language of the msgids themselves."""
        self.language: Language = language
        self._catalogue = _catalogue(language)
        self._keys = USUAL_KEYS

    def with_keys(self, keys: Mapping[str, str]) -> Texts:
        """The same texts, with the names of a person's own keys where these are usual."""
        mine = copy(self)
        mine._keys = {**USUAL_KEYS, **keys}  # noqa: SLF001 - of the same class
        return mine

    def tr(self, msgid: str, /, **values: object) -> str:
        """The text in this language, with `{name}` filled in exactly as given (never markup)."""
        text = self._catalogue.gettext(msgid) if msgid else ""
        if "{key_" in text:
            values = {**self._keys, **values}
        return text.format(**values) if values else text

    def trn(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The text for `n` things in this language, with `{name}` filled in exactly as given."""
        return self._catalogue.ngettext(one, many, n).format(**values)


@cache
def texts(language: Language) -> Texts:
    """The one `Texts` of a language; reading a catalogue twice would be waste."""
    return Texts(language)


def system_language(environ: Mapping[str, str]) -> Language:
    """The language of LC_ALL, LC_MESSAGES or LANG; bokmål where they name none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return _PRIMARY.get(_primary_tag(value), "nb")
    return "nb"


def known_language(value: str) -> Language | None:
    """`value` as one of our languages, or None."""
    return value if value in LANGUAGES else None


def _primary_tag(locale: str) -> str:
    return locale.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].lower()


def _catalogue(language: Language) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    folder = LOCALE_DIR / language / "LC_MESSAGES"
    compiled, source = folder / "stafett.mo", folder / "stafett.po"
    if _is_current(compiled, source):
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    from stafett_tui.i18n.po import SourceTranslations

    return SourceTranslations(source.read_text(encoding="utf-8"))


def _is_current(compiled: Path, source: Path) -> bool:
    try:
        made = compiled.stat().st_mtime_ns
    except FileNotFoundError:
        return False
    try:
        return made >= source.stat().st_mtime_ns
    except FileNotFoundError:
        return True
