"""Write the key tables of docs/user from the action registry; `--check` only says whether they are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from stafett_tui.actions import ACTIONS, GROUP_TITLES, Group
from stafett_tui.i18n.keys import key_name
from stafett_tui.i18n.texts import LANGUAGES, Texts

DOCS = Path(__file__).resolve().parent.parent / "docs" / "user"
BEGIN, END = "<!-- keys: made by make keys -->", "<!-- end of keys -->"
HEAD = {"nb": ("Tast", "Gjør"), "nn": ("Tast", "Gjer"), "en": ("Key", "Does")}


def table(texts: Texts) -> Iterator[str]:
    """The lines of the table: one section for each group, one row for each action that has a key."""
    for group in Group:
        rows = [each for each in ACTIONS if each.group is group and each.keys]
        yield from (f"### {texts.tr(GROUP_TITLES[group])}", "", "| {} | {} |".format(*HEAD[texts.language]))
        yield "| --- | --- |"
        for each in rows:
            keys = ", ".join(f"`{key_name(key, texts)}`" for key in each.keys)
            yield f"| {keys} | {texts.tr(each.title)} |"
        yield ""


def renewed(page: str, texts: Texts) -> str:
    """The page with its table made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([before + BEGIN, "", *table(texts), END + after])


def main(arguments: list[str]) -> int:
    """Write, or with `--check` answer 1 where a page is not current."""
    stale = []
    for language in LANGUAGES:
        path = DOCS / language / "README.md"
        page = path.read_text(encoding="utf-8")
        fresh = renewed(page, Texts(language))
        if fresh == page:
            continue
        stale.append(language)
        if "--check" not in arguments:
            path.write_text(fresh, encoding="utf-8")
    print("key tables changed: " + (", ".join(stale) or "none"))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
