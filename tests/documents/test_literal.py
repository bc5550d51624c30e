"""What people wrote stays literal in Markdown, in HTML made of it, and on a terminal."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.literal import as_plain, escaped, one_line, plain

READERS = (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True, "linkify": False}))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=60)
SIGNS = st.text("*_`[]()<>#+-=.!|~&:;\\/$^{}\"'12aB \n", max_size=40)


@pytest.mark.parametrize("reader", READERS)
@given(st.one_of(TEXTS, SIGNS))
@example("[/b] [@click=app.quit]x[/]")
@example("<script>alert(1)</script> &amp; <b>")
@example("# tittel\n- punkt\n1. tall\n> sitat")
@example("---")
@example("2026. Et år")
@example("| a | b |\n|---|---|")
@example("`kode` **fet** _skrå_ ~~strøket~~ ![bilde](x) <https://x.no>")
@example("a\n===")
@example("\\*")
def test_nothing_that_people_write_is_markup(reader, text):
    shown = reader.render(f"- {escaped(text)}\n")
    assert re.fullmatch(r"<ul>\n<li>.*</li>\n</ul>\n", shown, re.DOTALL)
    inner = shown.removeprefix("<ul>\n<li>").removesuffix("</li>\n</ul>\n")
    assert "<" not in inner
    assert one_line(html.unescape(inner)) == one_line(text)


@given(st.one_of(TEXTS, SIGNS))
def test_the_plain_page_gives_back_what_was_written(text):
    assert as_plain(f"- {escaped(text)}") == f"- {one_line(text)}\n"


def test_titles_lose_their_signs_on_a_plain_page():
    assert as_plain("# A\n\n## B\n### C #1") == "A\n\nB\nC #1\n"


@given(st.text())
def test_no_control_sign_reaches_a_terminal(text):
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", plain(text))
    assert not re.search("[\x00-\x1f\x7f-\x9f]", one_line(text))


@given(st.text())
def test_json_is_printed_without_control_signs_and_reads_back(text):
    import json

    shown = to_text({"t": text}, indent=None)
    assert json.loads(shown) == {"t": text}
    assert not re.search("[\x00-\x1f\x7f-\x9f]", shown)
