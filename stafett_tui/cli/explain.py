"""`stafett explain`: what the program understands by a capture line or a date phrase."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, datetime

from stafett_tui.capture.dates import Ask, NextMeeting, Understood, parse_date
from stafett_tui.capture.dates import as_json as date_json
from stafett_tui.capture.line import parse_line, understand
from stafett_tui.capture.line_json import as_json as line_json
from stafett_tui.capture.scene import Scene
from stafett_tui.cli.exits import OK
from stafett_tui.cli.line.dayoff import day_off
from stafett_tui.cli.numbers import INPUT, numbers
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.json import VERSION
from stafett_tui.i18n import dates
from stafett_tui.services.clock import Clock


def explain(options: Namespace, talk: Talk) -> int:
    """Answer one phrase in words or JSON, or each line of the input with a JSON of its own."""
    if options.id:
        return numbers(options, talk)
    base = options.base or Clock().today()
    lang = options.lang or ("nn" if talk.texts.language == "nn" else "nb")
    if options.text == [INPUT]:
        for line in talk.lines():
            talk.put(_one_line(_json(line, options, base, lang)))
            talk.out.flush()
        return OK
    text = " ".join(options.text)
    if options.json:
        talk.put(_one_line(_json(text, options, base, lang)))
        return OK
    for line in _words(text, options, base, lang, talk) if options.date else _facts(text, options, base, lang):
        talk.put(line)
    return OK


def _json(text: str, options: Namespace, base: date, lang: str) -> dict[str, object]:
    if options.date:
        return dict(date_json(parse_date(text, today=base, next_meeting=options.following, lang=lang)))
    return {"version": VERSION, **line_json(understand(parse_line(text), _scene(options, base, lang)))}


def _scene(options: Namespace, base: date, lang: str) -> Scene:
    return Scene(people=(), today=base, next_meeting=options.following, lang=lang)


def _one_line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _words(text: str, options: Namespace, base: date, lang: str, talk: Talk) -> list[str]:
    result = parse_date(text, today=base, next_meeting=options.following, lang=lang)
    if isinstance(result, Understood):
        if told := day_off(result.on, talk.texts):
            talk.say(told)
        return [_moment(result.moment, talk)]
    if isinstance(result, NextMeeting):
        known = talk.tr("next meeting")
        return [known if result.on is None else f"{known}, {_moment(result.on, talk)}"]
    return _asked(result, talk)


def _asked(result: Ask, talk: Talk) -> list[str]:
    if not result.dates:
        return [talk.tr("This day was not understood. Write for example 15.12 or Friday.")]
    return [talk.tr("Which day is meant?"), *(_moment(moment, talk) for moment in result.dates)]


def _moment(moment: date | datetime, talk: Talk) -> str:
    language = talk.texts.language
    return dates.long_time(moment, language) if isinstance(moment, datetime) else dates.long(moment, language)


def _facts(text: str, options: Namespace, base: date, lang: str) -> list[str]:
    found = line_json(understand(parse_line(text), _scene(options, base, lang)))
    return [f"{name}: {_fact(value)}" for name, value in found.items()]


def _fact(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
