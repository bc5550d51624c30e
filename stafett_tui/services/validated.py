"""Data files that people write by hand: read as TOML, held against a model, and what is wrong is named by its place."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Schema = Mapping[str, Any]


class Wrong(StrEnum):
    """What is wrong with a file."""

    CLOSED = "closed"
    """It cannot be opened or is no text."""
    SYNTAX = "syntax"
    """A line is no TOML."""
    UNKNOWN = "unknown"
    """There is no such field."""
    MISSING = "missing"
    """A field is left out."""
    VALUE = "value"
    """The value of a field is outside what is allowed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault of a file: its place and what is allowed there, never the value itself."""

    wrong: Wrong
    field: str = ""
    line: int = 0
    """Counted from 1; 0 where it is not known."""
    allowed: str = ""

    def data(self) -> dict[str, Any]:
        """Give the fault as plain values."""
        return asdict(self)


class FaultyFileError(Exception):
    """A file that cannot be taken, with its first fault."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(str(fault.wrong))
        self.fault = fault


class Readable(Protocol):
    """A file on the disk or inside the package."""

    def read_text(self, encoding: str) -> str:
        """Give what stands in it."""


def read_validated(file: Readable | Path, model: type[Model]) -> Model:
    """Give what the file says as this model; raises FaultyFileError with the first fault."""
    return validated(_text(file), model)


def validated(text: str, model: type[Model]) -> Model:
    """Give what the text says as this model; raises FaultyFileError with the first fault."""
    try:
        written = json.dumps(tomllib.loads(text), default=str)
    except (ValueError, RecursionError) as error:  # no TOML, a number of thousands of digits, or endless nesting
        raise FaultyFileError(Fault(Wrong.SYNTAX, line=_line_of_syntax(str(error), text))) from None
    try:
        return model.model_validate_json(written, strict=True)
    except ValidationError as error:
        raise FaultyFileError(_fault(error, text, model.model_json_schema())) from None


def values_of(file: Readable | Path) -> dict[str, Any]:
    """Give the values of a file that was validated before."""
    return tomllib.loads(_text(file))


def allowed(model: type[BaseModel], *place: str | int) -> str:
    """Say what a field may hold, in signs that need no language: `1–5`, `true | false`, `[1–365, …]`."""
    schema = model.model_json_schema()
    return _allowed(_at(schema, place, schema), schema)


def _text(file: Readable | Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FaultyFileError(Fault(Wrong.CLOSED)) from None


def _line_of_syntax(message: str, text: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else max(1, len(text.splitlines()))


_WRONG = {"extra_forbidden": Wrong.UNKNOWN, "missing": Wrong.MISSING}


def _fault(error: ValidationError, text: str, schema: Schema) -> Fault:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place: tuple[str | int, ...] = tuple(first["loc"])
    wrong = _WRONG.get(first["type"], Wrong.VALUE)
    if not place:  # two fields contradict each other: the model says how they belong, the first one first
        between = first["msg"].removeprefix("Value error, ")
        field = between.partition(" ")[0]
        return Fault(wrong, field, _line_of((field,), text), between)
    told = "" if wrong is Wrong.UNKNOWN else _allowed(_at(schema, place, schema), schema)
    return Fault(wrong, ".".join(map(_spoken, place)), _line_of(place, text), told)


def _spoken(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def _line_of(place: Sequence[str | int], text: str) -> int:
    """Give the line on which the field is written, where it is written once only."""
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\W*{re.escape(name)}\W*\s*=", line)]
    return lines[0] if len(lines) == 1 else 0


def _at(schema: Schema, place: Sequence[str | int], root: Schema) -> Schema:
    """Walk down the schema; what the schema does not tell of is an empty one."""
    schema = _resolved(schema, root)
    if not place:
        return schema
    part, rest = place[0], place[1:]
    below = schema.get("items", {}) if isinstance(part, int) else schema.get("properties", {}).get(part, {})
    return _at(below, rest, root)


def _resolved(schema: Schema, root: Schema) -> Schema:
    if "$ref" in schema:
        found: Schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
        return found
    choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return _resolved(choices[0], root) if choices else schema


def _allowed(schema: Schema, root: Schema) -> str:
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    kind = schema.get("type")
    if kind == "boolean":
        return "true | false"
    if kind == "integer":
        return f"{schema.get('minimum', '')}–{schema.get('maximum', '')}"
    if kind == "array":
        return f"[{_allowed(_resolved(schema.get('items', {}), root), root)}, …]"
    return {"object": "{…}", "string": f'"{schema.get("pattern", "…")}"'}.get(str(kind), "")
