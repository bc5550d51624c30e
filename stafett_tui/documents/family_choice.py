"""What the family keeps out, in words: said while somebody writes about it, and never a bar (C-12)."""

from __future__ import annotations

from stafett_tui.domain.keptout import KeptOut, touched_topics
from stafett_tui.domain.names import name_of
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n.texts import Texts


def touched_words(plan: Plan, text: str, t: Texts) -> str:
    """Give whose choice a text goes against, and which; empty where it goes against none."""
    found = touched_topics(plan, text)
    if not found:
        return ""
    first = found[0].body
    return t.tr("{who} wants {topic} kept out. Ask before it is written.", who=name_of(plan, first.by),
                topic=quoted(first.topic, t))  # fmt: skip


def kept_words(plan: Plan, body: KeptOut, t: Texts) -> str:
    """Give what is kept out: a topic, a service, or a person."""
    if body.topic:
        return quoted(body.topic, t)
    return body.service or name_of(plan, body.person)


def quoted(text: str, t: Texts) -> str:
    """Give words of a person between the quotation marks of the language."""
    return f"“{text}”" if t.language == "en" else f"«{text}»"
