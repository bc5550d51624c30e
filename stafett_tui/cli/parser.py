"""Reading a command line by the table of verbs; what is wrong is said in the person's language, with exit code 2."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

from stafett_tui.cli.verbs import VERBS, Option, Verb
from stafett_tui.i18n.texts import N_, Texts

PROGRAM: Final = "stafett"
GLOBAL: Final = (
    Option(("--store",), N_("work on the store in this folder"), "DIR"),
    Option(("--as",), N_("act as this person, of those who write in the store: their name or id"), "PERSON"),
    Option(("--version",), N_("print the version")),
    Option(("-h", "--help"), N_("print this help")),
)
NOT_UNDERSTOOD: Final = N_("This command was not understood. See: {program} --help")


class MisuseError(Exception):
    """A command line that means nothing; `usage` is how the verb is written."""

    def __init__(self, usage: str) -> None:
        """Keep how it should have been."""
        super().__init__("misuse")
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """argparse that raises instead of leaving, and says nothing by itself."""

    def error(self, message: str) -> NoReturn:
        del message
        raise MisuseError(self.format_usage())


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Read the words after `stafett`; raises MisuseError."""
    top = _Parser(prog=PROGRAM, add_help=False, allow_abbrev=False, usage=top_usage())
    top.add_argument("--store", type=Path)
    top.add_argument("--as", dest="acting")
    top.add_argument("--version", action="store_true")
    top.add_argument("-h", "--help", action="store_true")
    verbs = top.add_subparsers(dest="verb", parser_class=_Parser)
    for each in VERBS:
        parser = verbs.add_parser(
            each.name, aliases=list(each.aliases), add_help=False, allow_abbrev=False, usage=verb_usage(each)
        )
        parser.add_argument("-h", "--help", action="store_true", dest="help_verb")
        for option in each.options:
            parser.add_argument(*option.flags, **_reading(option))
    if _asks_for_help(given):
        return _help_only(given)
    return top.parse_args(list(given))


def top_usage() -> str:
    """How a command is written."""
    return f"{PROGRAM} [--store DIR] [--as PERSON] [{'|'.join(each.name for each in VERBS)}] …"


def verb_usage(each: Verb) -> str:
    """How a verb is written, with all it takes."""
    return " ".join([PROGRAM, "[--store DIR]", each.name, *(_shown(option) for option in each.options)])


def help_page(texts: Texts) -> str:
    """The help of the whole command line."""
    names = {each.name: ", ".join((each.name, *each.aliases)) for each in VERBS}
    width = max(map(len, names.values()))
    rows = [f"  {names[each.name]:<{width}}  {texts.tr(each.meaning)}" for each in VERBS]
    opens = texts.tr("Without a command the program itself opens.")
    more = texts.tr("More about one command: {program} COMMAND --help", program=PROGRAM)
    return "\n".join([top_usage(), "", opens, "", *rows, "", *_option_rows(GLOBAL, texts), "", more])


def verb_help(each: Verb, texts: Texts) -> str:
    """The help of one verb."""
    parts = [verb_usage(each), "", texts.tr(each.meaning)]
    if each.aliases:
        parts.append(texts.tr("Also: {names}", names=", ".join(each.aliases)))
    return "\n".join([*parts, "", *_option_rows(each.options, texts)])


def _option_rows(options: Sequence[Option], texts: Texts) -> list[str]:
    shown = [_named(option) for option in options]
    width = max(map(len, shown), default=0)
    return [f"  {name:<{width}}  {texts.tr(option.meaning)}" for name, option in zip(shown, options, strict=True)]


def _named(option: Option) -> str:
    if not option.flags[0].startswith("-"):
        return option.metavar
    return " ".join(filter(None, (", ".join(option.flags), option.metavar)))


def _shown(option: Option) -> str:
    if not option.flags[0].startswith("-"):
        return f"[{option.metavar}]" if option.reading.get("nargs") == "?" else option.metavar
    return f"[{' '.join(filter(None, (option.flags[0], option.metavar)))}]"


def _reading(option: Option) -> dict[str, Any]:
    reading = dict(option.reading)
    kind = reading.pop("kind", None)
    if kind is not None:
        reading["type"] = _KINDS[kind]
    return reading


def _asks_for_help(given: Sequence[str]) -> bool:
    before = list(given)[: list(given).index("--")] if "--" in given else given
    return any(word in {"-h", "--help"} for word in before)


def _help_only(given: Sequence[str]) -> argparse.Namespace:
    known = {name for each in VERBS for name in (each.name, *each.aliases)}
    named = next((word for word in given if word in known), None)
    return argparse.Namespace(store=None, version=False, help=named is None, help_verb=True, verb=named)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError(text)
    return int(text)


def _at(text: str) -> int | date:
    return _count(text) if re.fullmatch(r"[0-9]{1,6}", text) else date.fromisoformat(text)


def _role(text: str) -> object:
    from stafett_tui.domain.people import Role

    return Role(text.replace("-", "_"))


_KINDS: Final[Mapping[str, Callable[[str], Any]]] = {
    "count": _count,
    "at": _at,
    "day": date.fromisoformat,
    "folder": Path,
    "role": _role,
}
