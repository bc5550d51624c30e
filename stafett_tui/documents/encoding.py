"""JSON text that is safe to print; light, as commands without a store use it too."""

from __future__ import annotations

import json
import re

_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029]")


def to_text(value: object, *, indent: int | None = 2) -> str:
    """Give JSON text that is safe to print on a terminal: letters as they are, every control sign escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
