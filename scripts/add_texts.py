r"""Add translations to both catalogues from a table: msgid, bokmål, nynorsk, separated by tabs.

A plural is written `one|many` in all three columns. A line that is empty or begins with `#` is skipped; `\n`
is a line break and `\|` a bar. Translations that exist are replaced.

    python scripts/add_texts.py FILE.tsv [FILE.tsv ...]
"""

from __future__ import annotations

import fcntl
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "stafett_tui" / "i18n" / "locale"
FIELD = re.compile(r"\{([a-z_0-9]*)[^{}]*\}")
BAR = re.compile(r"(?<!\\)\|")
COLUMNS = 3
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


@dataclass(frozen=True)
class Row:
    """One line of the table: the msgid and its two translations, each as a tuple of one or two forms."""

    msgid: tuple[str, ...]
    nb: tuple[str, ...]
    nn: tuple[str, ...]


class TableError(Exception):
    """A line of the table that cannot be taken, and why."""


def unescape(cell: str) -> str:
    r"""A cell as it is meant: `\n` is a line break and `\|` a bar."""
    return cell.replace("\\n", "\n").replace("\\|", "|")


def placeholders(text: str) -> set[str]:
    """The names that `text` wants filled in."""
    return set(FIELD.findall(text))


def parse(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a table; raises TableError on the first that is incomplete or unequal."""
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if not line.strip() or line.startswith("#"):
            continue
        columns = [tuple(map(unescape, BAR.split(cell))) for cell in line.split("\t")]
        if len(columns) != COLUMNS:
            raise TableError(f"line {number}: expected msgid<TAB>nb<TAB>nn, found {len(columns)} columns")
        row = Row(*columns)
        problem = _problem(row)
        if problem:
            raise TableError(f"line {number}: {problem}: {line}")
        yield row


def _problem(row: Row) -> str:
    if not all(part.strip() for cell in (row.msgid, row.nb, row.nn) for part in cell):
        return "an empty text"
    if len({len(row.msgid), len(row.nb), len(row.nn)}) != 1 or len(row.msgid) > 2:  # noqa: PLR2004  # one, many
        return "unequal numbers of plural forms"
    wanted = set().union(*map(placeholders, row.msgid))
    for cell in (row.nb, row.nn):
        if set().union(*map(placeholders, cell)) != wanted:
            return "unequal placeholders"
    return ""


@contextmanager
def locked() -> Iterator[None]:
    """Only one writer of the catalogues at a time."""
    folder = os.open(LOCALE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def load(language: str) -> Catalog:
    """The catalogue of `language`, or an empty one."""
    path = LOCALE / language / "LC_MESSAGES" / "stafett.po"
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(locale=language, project="stafett", charset="utf-8", fuzzy=False)


def save(language: str, catalogue: Catalog) -> None:
    """Write the catalogue sorted and without dates, so that the same texts give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_output=True, no_location=True, omit_header=True)
    path = LOCALE / language / "LC_MESSAGES" / "stafett.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = HEADER.format(language=language) + buffer.getvalue().decode().strip() + "\n"
    fresh = path.with_suffix(".po.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def merge(rows: Iterable[Row]) -> int:
    """Put `rows` into both catalogues and say how many there were."""
    rows = list(rows)
    with locked():
        for language in ("nb", "nn"):
            catalogue = load(language)
            for row in rows:
                catalogue.delete(row.msgid[0])
                key = row.msgid if len(row.msgid) > 1 else row.msgid[0]
                cell = row.nb if language == "nb" else row.nn
                catalogue.add(key, cell if len(cell) > 1 else cell[0])
            save(language, catalogue)
    return len(rows)


def remove(msgids: Iterable[str]) -> None:
    """Take texts that the code no longer names out of both catalogues."""
    gone = list(msgids)
    with locked():
        for language in ("nb", "nn"):
            catalogue = load(language)
            for msgid in gone:
                catalogue.delete(msgid)
            save(language, catalogue)


def main(arguments: list[str]) -> int:
    """Merge every file named."""
    try:
        rows = [row for name in arguments for row in parse(Path(name).read_text(encoding="utf-8").splitlines())]
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{merge(rows)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
