"""Templates of plans: versioned files in both written forms, the shipped ones and the municipality's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from stafett_tui.domain.concern import Side, Trait
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.meeting import AGENDA, AgendaItem
from stafett_tui.domain.people import PlanKind
from stafett_tui.services.validated import Fault, FaultyFileError, Readable, read_validated

Text = Annotated[str, Field(min_length=1, max_length=200)]
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$")]
STANDARD: Final = frozenset(item.key for item in AGENDA)


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Prompt(_Row):
    """What is asked about one side of the owner."""

    strength: Text
    challenge: Text


class Prompts(_Row):
    """What is asked for «about me», side by side."""

    social: Prompt
    emotional: Prompt
    academic: Prompt


class Hints(_Row):
    """What helps where one writes."""

    place: Text
    concern: Text
    voice: Text
    goal: Text
    activity: Text


class Wording(_Row):
    """The words of a template in one written form."""

    title: Text
    place: Text
    """The word for the place: the kindergarten, the school …"""
    about_me: Text
    """The heading of «about me»."""
    services: tuple[Text, ...]
    """Services to choose among, the first of them the usual one."""
    prompts: Prompts
    hints: Hints
    agenda: Mapping[str, Text] = {}
    """Titles of agenda points that differ from the standard ones, by key."""

    def prompt(self, side: Side, trait: Trait) -> str:
        """Give what is asked about this side."""
        asked: Prompt = getattr(self.prompts, side.value)
        return asked.strength if trait is Trait.STRENGTH else asked.challenge


class Point(_Row):
    """A point of the first agenda."""

    key: Key
    minutes: int = Field(ge=0, le=240)


class Template(_Row):
    """What a new plan of a kind begins with."""

    id: Key
    kind: PlanKind
    version: int = Field(ge=1, le=9999)
    arenas: tuple[Arena, ...] = Field(min_length=1)
    """Where goals are usually set, the first of them proposed."""
    agenda: tuple[Point, ...] = Field(min_length=1)
    nb: Wording
    nn: Wording

    @field_validator("kind")
    @classmethod
    def _named_after_its_kind(cls, kind: PlanKind, info: ValidationInfo) -> PlanKind:
        """Refuse an id that is the name of another kind."""
        if info.data.get("id", kind.value) in set(PlanKind) - {kind}:
            raise ValueError
        return kind

    @field_validator("agenda")
    @classmethod
    def _each_point_once(cls, agenda: tuple[Point, ...]) -> tuple[Point, ...]:
        if len({point.key for point in agenda}) < len(agenda):
            raise ValueError
        return agenda

    @field_validator("nb", "nn")
    @classmethod
    def _points_have_titles(cls, wording: Wording, info: ValidationInfo) -> Wording:
        """Refuse a point of one's own without a title, and a title without a point."""
        points = {point.key for point in info.data.get("agenda", ())}
        if points and (points - STANDARD - set(wording.agenda) or set(wording.agenda) - points):
            raise ValueError
        return wording

    @property
    def mark(self) -> str:
        """Give id and version, as a plan remembers what it began with."""
        return f"{self.id}@{self.version}"

    def wording(self, language: str) -> Wording:
        """Give the words for the language of the plan; bokmål where that is neither of the two."""
        return self.nn if language == "nn" else self.nb

    def first_agenda(self, language: str) -> tuple[AgendaItem, ...]:
        """Give the agenda of the first meeting."""
        titles = self.wording(language).agenda
        return tuple(
            AgendaItem(key=point.key, minutes=point.minutes, title=titles.get(point.key, "")) for point in self.agenda
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A template, where it comes from, and whether a higher version of it is used instead."""

    template: Template
    file: str
    own: bool
    used: bool


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file that is left out, and why."""

    file: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Templates:
    """Everything that was found."""

    found: tuple[Found, ...]
    faulty: tuple[Faulty, ...]


def templates(folder: Path) -> tuple[Template, ...]:
    """Give the templates to choose among, by kind and id; a bad file is left out."""
    return tuple(each.template for each in find_templates(folder).found if each.used)


def template_for(kind: PlanKind, among: Iterable[Template]) -> Template:
    """Give the template of a kind: the one named after it."""
    return next(each for each in among if each.id == kind.value)


def find_templates(folder: Path) -> Templates:
    """Read the shipped templates and those in the folder; of one id the highest version is used, else the shipped."""
    read: list[tuple[Template, str, bool]] = []
    faulty: list[Faulty] = []
    for file, name, own in (*_shipped(), *_own(folder)):
        try:
            read.append((read_validated(file, Template), name, own))
        except FaultyFileError as error:
            faulty.append(Faulty(name, error.fault))
    kinds = list(PlanKind)
    read.sort(key=lambda each: (kinds.index(each[0].kind), each[0].id, -each[0].version, each[2]))
    seen: set[str] = set()
    found = []
    for template, name, own in read:
        found.append(Found(template, name, own, used=template.id not in seen))
        seen.add(template.id)
    return Templates(tuple(found), tuple(faulty))


def _shipped() -> list[tuple[Readable, str, bool]]:
    folder = files(__package__) / "data" / "templates"
    return [(each, each.name, False) for each in folder.iterdir() if each.name.endswith(".toml")]


def _own(folder: Path) -> list[tuple[Readable, str, bool]]:
    try:
        listed = sorted(folder.iterdir())
    except OSError:
        return []
    return [(each, each.name, True) for each in listed if each.suffix == ".toml"]
