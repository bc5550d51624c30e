"""Compile the catalogues; name the texts of the code without a translation, and those no longer used."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: Mapping[str, int] = {"tr": 1, "trn": 2, "N_": 1}
"""How many of the first arguments of each are texts."""
Msgid = str | tuple[str, str]


def used(root: Path = ROOT) -> dict[Msgid, str]:
    """Every msgid of the code, with one place where it stands."""
    found: dict[Msgid, str] = {}
    for path in sorted((root / "stafett_tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for msgid in _msgids(node):
                found.setdefault(msgid, f"{path.relative_to(root).as_posix()}:{getattr(node, 'lineno', 0)}")
    return found


def _msgids(node: ast.AST) -> Iterator[Msgid]:
    """The texts that a call names; also inside an f-string, where Babel's own reader does not look."""
    if not isinstance(node, ast.Call):
        return
    wanted = KEYWORDS.get(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    if wanted == 1 and node.args:
        yield from filter(None, _constants(node.args[0]))
    elif wanted and len(node.args) >= wanted:
        (one,), (many,) = map(tuple, map(_constants, node.args[:2]))
        yield one, many


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    """The catalogue of a language as Babel reads it."""
    path = root / "stafett_tui" / "i18n" / "locale" / language / "LC_MESSAGES" / "stafett.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(texts: Mapping[Msgid, str], language: str) -> Iterator[str]:
    """A line for each text of the code that the catalogue of `language` does not have whole."""
    translated = catalogue(language)
    for msgid, place in sorted(texts.items(), key=lambda pair: pair[1]):
        message = translated.get(msgid if isinstance(msgid, str) else msgid[0])
        strings = () if message is None else message.string
        forms = strings if isinstance(strings, tuple | list) else (strings,)
        wanted = 1 if isinstance(msgid, str) else 2
        if len(forms) < wanted or not all(forms):
            yield f"{language}: {place}: {msgid}"


def unused(texts: Mapping[Msgid, str], language: str) -> list[str]:
    """The msgids of the catalogue that the code does not name."""
    named = {msgid if isinstance(msgid, str) else msgid[0] for msgid in texts}
    ids = (message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language))
    return sorted(msgid for msgid in ids if msgid and msgid not in named)


def main(arguments: list[str]) -> int:
    """Compile, report, and answer 1 where a translation is missing; `--prune` removes what is no longer used."""
    sys.path.insert(0, str(ROOT))
    from hatch_build import compile_catalogues
    from scripts.add_texts import remove

    texts = used()
    if "--prune" in arguments:
        remove(unused(texts, "nb"))
    compile_catalogues(ROOT)
    gaps = [line for language in ("nb", "nn") for line in missing(texts, language)]
    rest = unused(texts, "nb")
    print(f"{len(texts)} texts, {len(gaps)} without a translation, {len(rest)} no longer used")
    for line in gaps:
        print("missing", line)
    for line in rest:
        print("unused", line)
    return 1 if gaps else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
