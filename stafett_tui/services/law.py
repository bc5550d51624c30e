"""Dated law: which act stands behind a rule on a given day. No section is named in code, only in these data files."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stafett_tui.services.validated import read_validated

RuleId = Annotated[str, Field(pattern="^[A-Z]-[0-9]{2}$")]
Text = Annotated[str, Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Provision(_Row):
    """A place in an act, with the days it is valid."""

    nb: Text
    nn: Text
    place: str = ""
    """Section, chapter or article; empty where it is not known."""
    valid_from: date | None = None
    """None: adopted, but the day it takes effect is not known here, so it is never in force yet."""
    valid_until: date | None = None
    """The last day; None: until further notice."""
    confirmed: bool
    """Whether the dates were seen in a source; otherwise a lawyer must look."""

    def valid_on(self, day: date) -> bool:
        """Tell whether it is the law on this day."""
        return self.valid_from is not None and self.valid_from <= day <= (self.valid_until or date.max)

    def named(self, language: str) -> str:
        """Give the act and the place in it, in the reader's written form of Norwegian."""
        return " ".join(filter(None, (self.nn if language == "nn" else self.nb, self.place)))


class Topic(_Row):
    """What the law says something about, and the rules it stands behind."""

    id: Text
    rules: tuple[RuleId, ...]
    nb: Text
    nn: Text
    provision: tuple[Provision, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_day_has_two(self) -> Self:
        dated = sorted((p.valid_from, p.valid_until or date.max) for p in self.provision if p.valid_from)
        if any(later[0] <= earlier[1] for earlier, later in pairwise(dated)):
            msg = "two provisions on one day"
            raise ValueError(msg)
        return self

    def on(self, day: date) -> Provision | None:
        """Give the provision that is the law on this day; None before the first known one."""
        return next((each for each in self.provision if each.valid_on(day)), None)

    def about(self, language: str) -> str:
        """Say what it is about, in the reader's written form of Norwegian."""
        return self.nn if language == "nn" else self.nb


class _File(_Row):
    topic: tuple[Topic, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Give every topic of the data files, in their order."""
    folder = files(__package__) / "data" / "law"
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple(topic for each in found for topic in read_validated(each, _File).topic)


def topic(name: str) -> Topic:
    """Give the topic of this id."""
    return next(each for each in topics() if each.id == name)


def behind(rules: Iterable[str], day: date) -> tuple[tuple[Topic, Provision], ...]:
    """Give what stands behind any of the rules on this day, each topic once."""
    wanted = set(rules)
    found = ((each, each.on(day)) for each in topics() if wanted & set(each.rules))
    return tuple((each, provision) for each, provision in found if provision is not None)
