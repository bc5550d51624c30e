"""Real messages, broken in every way: bytes, values, keys, texts within texts, and what stands twice."""

from __future__ import annotations

import json

ODD = (
    None, True, False, 0, -1, 1, 2**53, 2**64, 1e308, 0.5, "", "0", "\x00", "\ud800", "A" * 5000, "ÆØÅ", "\u202e", "🙂",
    [], {}, [[]], {"": {}}, "2026-11-23T08:00:00.000000Z", "AA==", "person:x", "..", "' OR 1=1 --",
)  # fmt: skip


def mutated(dice, content):
    """Give the bytes broken once or a few times; now and then as they were."""
    for _ in range(dice.choice([0, 1, 1, 1, 2, 3])):
        content = dice.choice([_byte, _cut, _twice, _value, _value, _value, _inside, _inside, _key])(dice, content)
    return content


def _byte(dice, content):
    at = dice.randrange(len(content) or 1)
    return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]


def _cut(dice, content):
    return content[: dice.randrange(len(content) + 1)]


def _twice(dice, content):
    at = dice.randrange(len(content) + 1)
    return content[:at] + content[dice.randrange(at + 1) :]


def _value(dice, content):
    return _changed(dice, content, lambda old: dice.choice(ODD))


def _key(dice, content):
    def renamed(old):
        if not isinstance(old, dict) or not old:
            return dice.choice(ODD)
        gone = dice.choice(sorted(old))
        return {key: value for key, value in old.items() if key != gone} | {dice.choice(["x", gone.upper()]): 1}

    return _changed(dice, content, renamed)


def _inside(dice, content):
    """Break a message that stands as text within the message: the header or the body of an event."""

    def broken(old):
        if isinstance(old, str) and old.startswith("{"):
            return mutated(dice, old.encode()).decode(errors="replace")
        return dice.choice([old, old, dice.choice(ODD)])

    return _changed(dice, content, broken, lambda value: isinstance(value, str) and value.startswith("{"))


def _changed(dice, content, change, wanted=lambda value: True):
    try:
        message = json.loads(content)
    except ValueError:
        return _byte(dice, content)
    places = [place for place in _places(message) if wanted(place[0][place[1]])]
    if places:
        holder, at = dice.choice(places)
        holder[at] = change(holder[at])
    return json.dumps(message).encode()


def _places(value):
    """Give every place of a value that holds another one."""
    found = []
    if isinstance(value, dict | list):
        for at in sorted(value) if isinstance(value, dict) else range(len(value)):
            found += [(value, at), *_places(value[at])]
    return found
