"""What screens say when a person wants to go somewhere; `routing` answers."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


class Go(Message):
    """A wish to go somewhere else in the program."""


class OpenHome(Go):
    """Go to today's meetings and my plans."""


@dataclass
class OpenPlan(Go):
    """Open the overview of a plan."""

    plan_id: str
    row: str = ""
    """The key of the row to stand on."""


@dataclass
class OpenBoard(Go):
    """Open the goals and activities of a plan."""

    plan_id: str
    activity: str | None = None
    """The row to stand on."""


@dataclass
class OpenConsent(Go):
    """Open the consents of a plan."""

    plan_id: str
    occasion: str = ""
    """What a new consent is asked for: the form opens on it at once (C-06, C-11)."""


@dataclass
class OpenPeople(Go):
    """Open the people of a plan."""

    plan_id: str


@dataclass
class OpenEyes(Go):
    """Look at a plan with the eyes of somebody in it."""

    plan_id: str
    person: str


@dataclass
class OpenMeeting(Go):
    """Open a meeting of a plan: the named one, else the one that runs or comes next."""

    plan_id: str
    meeting_id: str | None = None


@dataclass
class PlanMade(Go):
    """A new plan is made: it takes the place of its form."""

    plan_id: str
    said: str = ""
    """What is said on its first screen."""


@dataclass
class OpenConflicts(Go):
    """Open what has two versions in a plan."""

    plan_id: str


class OpenRefused(Go):
    """Open what was written here and not taken."""


class OpenDeadlines(Go):
    """Open the deadlines of all plans."""


class NewPlan(Go):
    """Open the form for a new plan."""


class Practise(Go):
    """Go to the practice store with made-up plans."""


class Back(Go):
    """Leave this screen for the one under it."""


@dataclass
class Begun(Go):
    """The first start is answered: who writes on this laptop, and what to do first."""

    name: str
    service: str
    title: str
    language: str
    practise: bool = False
    another: bool = False
    """One more person, beside those who write here already."""
    anew: bool = False
    """The same person, with what was wrong put right."""


class LockScreen(Go):
    """Cover the screens now (S-05)."""


class OpenCopies(Go):
    """Open the copies of everything."""


@dataclass
class OpenLookups(Go):
    """Open who has looked into a plan."""

    plan_id: str


class OpenAlerts(Go):
    """Open who has looked into plans with a protected address."""


class OpenMyself(Go):
    """Put right what stands of oneself."""


class ChangePerson(Go):
    """Somebody else writes here now."""


@dataclass
class Passphrase(Go):
    """The passphrase of the store, typed on the unlock screen."""

    passphrase: str


@dataclass
class ShowHelp(Go):
    """Show the help page of a screen, by its name in the registry."""

    screen: str


class ShowPalette(Go):
    """Show every command."""


class BecameKnown(Go):
    """It is known from now on what is this person's to do here: commands that are shown already follow."""


class ChangeTheme(Go):
    """Take the next theme."""


class ChangeLanguage(Go):
    """Take the next language."""


class TryAgain(Go):
    """Try once more to open the store."""
