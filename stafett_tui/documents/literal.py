"""Text that people wrote, made literal: it shows as it was typed and does nothing."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>&|~$]")
_STARTS_SOMETHING = re.compile(r"^(\s*)([#+=\-]|\d+(?=[.)]))", re.MULTILINE)
_TITLE = re.compile(r"#{1,6} ")
_ESCAPED = re.compile(r"\\(.)")
_LINKS = re.compile(r"(?i)(https?|ftp)(:)(?=//)|(www)(\.)")


def plain(text: str) -> str:
    """Give the text with control signs replaced, so that a terminal obeys none."""
    return _CONTROL.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Give the text on one line, without control signs."""
    return " ".join(plain(text).split())


def escaped(text: str) -> str:
    """Give the text for one line of Markdown or HTML in it: nothing in it is markup."""
    literal = _MEANS_SOMETHING.sub(lambda found: "\\" + found[0], one_line(text))
    literal = _LINKS.sub(lambda f: f"{f[1] or f[3]}\\{f[2] or f[4]}", literal)
    return _STARTS_SOMETHING.sub(_at_start, literal)


def _at_start(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign}\\" if sign.isdigit() else f"{found[1]}\\{sign}"


def as_plain(page: str) -> str:
    """Give a Markdown page of ours as plain text: titles without signs, what people wrote as they wrote it."""
    return "\n".join(_plain_line(line) for line in page.splitlines()) + "\n"


def _plain_line(line: str) -> str:
    title = _TITLE.match(line)
    text = line if title is None else line[title.end() :]
    return _ESCAPED.sub(r"\1", text)
