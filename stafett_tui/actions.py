"""The one registry of actions: keys, footer, command palette, help page, documents and keymap come from it.

Standard library only; `widgets` makes bindings from it. No default key needs AltGr, a dead key, Alt,
Ctrl+Enter, Shift+Enter or Ctrl+H, I, J, M or [ (T26): those do not reach a terminal program from every
Norwegian keyboard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from stafett_tui.i18n.texts import N_

EVERYWHERE: Final = ("*",)
LISTS: Final = (
    "home", "plan", "board", "consent", "deadlines", "people", "eyes", "copies", "lookups", "conflicts", "refused",
)  # fmt: skip
HINTS: Final = 9
SCREENS: Final = (*LISTS, "meeting", "first_start", "new_plan", "unlock", "help")


class Group(StrEnum):
    """What a person wants to do; the help page and the hand-book have one section for each."""

    GENERAL = "general"
    LISTS = "lists"
    PLAN = "plan"
    LIFE = "life"
    PEOPLE = "people"
    BOARD = "board"
    CONSENT = "consent"
    MEETING = "meeting"
    DEADLINES = "deadlines"
    KEEPING = "keeping"
    TOGETHER = "together"


GROUP_TITLES: Final[Mapping[Group, str]] = {
    Group.GENERAL: N_("Everywhere"),
    Group.LISTS: N_("In lists"),
    Group.PLAN: N_("Plans"),
    Group.LIFE: N_("The baton, levels and the life of a plan"),
    Group.PEOPLE: N_("People of a plan"),
    Group.BOARD: N_("Goals and activities"),
    Group.CONSENT: N_("Consent"),
    Group.MEETING: N_("In the meeting"),
    Group.DEADLINES: N_("Deadlines"),
    Group.KEEPING: N_("Copies and look-ups"),
    Group.TOGETHER: N_("Several laptops"),
}


@dataclass(frozen=True)
class Action:
    """One thing a person can do: its stable id, its keys (Textual's names), its title and its screens."""

    id: str
    keys: tuple[str, ...]
    title: str
    group: Group
    screens: tuple[str, ...]
    footer: int | None = None
    hint: str = ""
    vi: tuple[str, ...] | None = None

    @property
    def footer_hint(self) -> str:
        """The short words for the footer, or the title where it is short enough itself."""
        return self.hint or self.title

    def offered_on(self, screen: str) -> bool:
        """Whether the action is offered on `screen`."""
        return self.screens == EVERYWHERE or screen in self.screens


_GENERAL: Final = (
    Action("help", ("f1",), N_("Help for this screen"), Group.GENERAL, EVERYWHERE),
    Action("palette", ("ctrl+p",), N_("All commands"), Group.GENERAL, EVERYWHERE, 90, N_("commands")),
    Action("undo", ("ctrl+z",), N_("Undo"), Group.GENERAL, EVERYWHERE, 80, N_("undo")),
    Action("redo", ("ctrl+y",), N_("Redo"), Group.GENERAL, EVERYWHERE),
    Action("find", ("ctrl+f",), N_("Search and filter"), Group.GENERAL, EVERYWHERE),
    Action("saved", ("ctrl+s",), N_("When was this last saved?"), Group.GENERAL, EVERYWHERE),
    Action("back", ("escape",), N_("Back"), Group.GENERAL, EVERYWHERE),
    Action("next_field", ("tab",), N_("Next field"), Group.GENERAL, EVERYWHERE),
    Action("previous_field", ("shift+tab",), N_("Previous field"), Group.GENERAL, EVERYWHERE),
    Action("theme", (), N_("Change colours"), Group.GENERAL, EVERYWHERE),
    Action("language", (), N_("Change language"), Group.GENERAL, EVERYWHERE),
    Action("lock_screen", (), N_("Lock the screen now"), Group.GENERAL, EVERYWHERE),
    Action("myself", (), N_("Put my own name, title or service right"), Group.GENERAL, LISTS),
    Action("change_person", (), N_("Somebody else writes here"), Group.GENERAL, EVERYWHERE),
    Action("quit", ("ctrl+q",), N_("Quit (everything is saved)"), Group.GENERAL, EVERYWHERE),
)
_LISTS: Final = (
    Action("open", ("enter",), N_("Open the row"), Group.LISTS, LISTS, 1, N_("open")),
    Action("up", ("up",), N_("Row up"), Group.LISTS, LISTS, vi=("up", "k")),
    Action("down", ("down",), N_("Row down"), Group.LISTS, LISTS, vi=("down", "j")),
    Action("page_up", ("pageup",), N_("Page up"), Group.LISTS, LISTS),
    Action("page_down", ("pagedown",), N_("Page down"), Group.LISTS, LISTS),
    Action("first", ("home",), N_("First row"), Group.LISTS, LISTS),
    Action("last", ("end",), N_("Last row"), Group.LISTS, LISTS),
    Action("undo_here", ("u",), N_("Undo (in lists)"), Group.LISTS, LISTS),
    Action("find_here", ("/",), N_("Search and filter (in lists)"), Group.LISTS, LISTS),
    Action("help_here", ("?",), N_("Help (in lists)"), Group.LISTS, LISTS),
)
_PLAN: Final = (
    Action("new_plan", ("n",), N_("New plan"), Group.PLAN, ("home",), 2, N_("new plan")),
    Action("open_plan", ("ctrl+g",), N_("Open the new plan"), Group.PLAN, ("new_plan",), 1, N_("open the plan")),
    Action("meeting", ("m",), N_("Open the meeting"), Group.PLAN, ("home", "plan", "board"), 6, N_("meeting")),
    Action("board", ("t",), N_("Goals and activities"), Group.PLAN, ("home", "plan"), 4, N_("board")),
    Action("consent", ("s",), N_("Consent"), Group.PLAN, ("home", "plan", "board"), 7, N_("consent")),
    Action(
        "new_participant", ("p",), N_("New participant"), Group.PLAN, ("plan", "consent", "people"), 8, N_("person")
    ),
    Action("wish", ("w",), N_("Wish for somebody at the next meeting"), Group.PLAN, ("plan", "consent")),
    Action("new_goal", ("g",), N_("New goal"), Group.PLAN, ("plan", "board"), 10, N_("goal")),
    Action("change_goal", ("e",), N_("Change a goal: words and target date"), Group.PLAN, ("plan", "board")),
    Action("new_activity", ("n",), N_("New activity"), Group.PLAN, ("plan", "board"), 6, N_("new")),
    Action("concern", ("i",), N_("Why the plan began: write or reword"), Group.PLAN, ("plan",)),
    Action("about_me", ("o",), N_("About me: a new point"), Group.PLAN, ("plan",)),
)
_LIFE: Final = (
    Action("baton", ("b",), N_("The baton: offer it, or answer an offer"), Group.LIFE, ("plan",)),
    Action("hand_over", (), N_("Leave: hand all my plans over to somebody"), Group.LIFE, ("home",)),
    Action("baton_wish", (), N_("Wish for a stafettholder (the family)"), Group.LIFE, ("plan",)),
    Action("baton_force", (), N_("Move the baton without the holder (coordinator)"), Group.LIFE, ("plan",)),
    Action("outcome", (), N_("Decide what the evaluation leads to"), Group.LIFE, ("plan",)),
    Action("level", (), N_("Change the level, with a reason"), Group.LIFE, ("plan",)),
    Action("level_proposal", (), N_("Propose another level"), Group.LIFE, ("plan",)),
    Action("transition", (), N_("Go on to another kindergarten or school"), Group.LIFE, ("plan",)),
    Action("pause_plan", (), N_("Set the plan passive"), Group.LIFE, ("plan",)),
    Action("end_plan", (), N_("End the plan"), Group.LIFE, ("plan",)),
    Action("reopen_plan", (), N_("Open the plan again, by a new consent"), Group.LIFE, ("plan",)),
    Action("demand", (), N_("Demand a pause, an end or erasure (the family)"), Group.LIFE, ("plan",)),
    Action("erase_plan", (), N_("Erase the plan, in two steps (coordinator)"), Group.LIFE, ("plan",)),
    Action("log_note", (), N_("A line for your own system: the log exists, or has ended"), Group.LIFE, ("plan",)),
    Action(
        "wrong_log",
        (),
        N_("Take out what landed in the wrong log, or move it"),
        Group.LIFE,
        ("plan", "board", "meeting"),
    ),
)
_PEOPLE: Final = (
    Action("people", ("f",), N_("People of the plan"), Group.PEOPLE, ("plan",)),
    Action("put_right", ("e",), N_("Put name, title or unit right"), Group.PEOPLE, ("people",), 2, N_("put right")),
    Action("contact", ("c",), N_("Contact data"), Group.PEOPLE, ("people",), 3, N_("contact")),
    Action("number", ("i",), N_("Identity number"), Group.PEOPLE, ("people",), 4, N_("number")),
    Action("protection", ("a",), N_("Protection of the address"), Group.PEOPLE, ("people",), 5, N_("address")),
    Action("eyes", ("v",), N_("See the plan with the eyes of this person"), Group.PEOPLE, ("people",), 6, N_("eyes")),
    Action("hide_service", ("h",), N_("Hide a service from chosen readers"), Group.PEOPLE, ("people",), 7, N_("hide")),
    Action("note_taker", ("t",), N_("Takes the notes of the meeting"), Group.PEOPLE, ("people",)),
    Action("leave_plan", ("x",), N_("Leaves the plan"), Group.PEOPLE, ("people",)),
)
_KEEPING: Final = (
    Action("copies", (), N_("Copies: which there are, where, and how often"), Group.KEEPING, LISTS),
    Action("copy_now", (), N_("Make a copy of everything now"), Group.KEEPING, ("home",)),
    Action("copy_here", ("n",), N_("Make a copy now"), Group.KEEPING, ("copies",), 2, N_("new copy")),
    Action("copy_folder", ("f",), N_("Folder for copies, and how often"), Group.KEEPING, ("copies",), 3, N_("folder")),
    Action("recovery", ("p",), N_("New recovery passphrase"), Group.KEEPING, ("copies",), 4, N_("passphrase")),
    Action("lookups", (), N_("Who has looked into this plan"), Group.KEEPING, ("plan", "people", "consent", "board")),
    Action("alerts", (), N_("Who has looked into plans with a protected address"), Group.KEEPING, ("home",)),
)
_BOARD: Final = (
    Action("done", ("d",), N_("Done"), Group.BOARD, ("board", "deadlines"), 2, N_("done")),
    Action("new_deadline", ("f",), N_("New date, with a reason"), Group.BOARD, ("board", "deadlines"), 3, N_("date")),
    Action("comment", ("c",), N_("Comment"), Group.BOARD, ("board",), 4, N_("comment")),
    Action("responsible", ("a",), N_("Change who is responsible"), Group.BOARD, ("board", "deadlines"), 5, N_("who")),
    Action("review_date", ("r",), N_("Date of evaluation"), Group.BOARD, ("board",)),
    Action("columns", ("b",), N_("Columns or list"), Group.BOARD, ("board",), 9, N_("columns")),
)
_CONSENT: Final = (
    Action("give_consent", ("g",), N_("Consent given"), Group.CONSENT, ("consent",), 2, N_("given")),
    Action("withdraw_consent", ("t",), N_("Withdraw consent"), Group.CONSENT, ("consent",), 3, N_("withdraw")),
    Action(
        "keep_out",
        ("o",),
        N_("Keep out a topic, a service or a person"),
        Group.CONSENT,
        ("consent",),
        4,
        N_("keep out"),
    ),
    Action("let_in", ("i",), N_("Let in again what was kept out"), Group.CONSENT, ("consent",)),
    Action("attach_form", ("v",), N_("Attach the signed form"), Group.CONSENT, ("consent",), 5, N_("signed form")),
)
_MEETING: Final = (
    Action("all_present", ("ctrl+a",), N_("Everyone is present"), Group.MEETING, ("meeting",), 2, N_("all present")),
    Action("next_item", ("ctrl+n",), N_("Next agenda item"), Group.MEETING, ("meeting",), 1, N_("next item")),
    Action("read_back", ("ctrl+r",), N_("Read back what was agreed"), Group.MEETING, ("meeting",), 3, N_("read back")),
    Action("lock", ("ctrl+g",), N_("Lock the minutes"), Group.MEETING, ("meeting",), 4, N_("lock")),
    Action("show", ("f5",), N_("Show on a shared screen"), Group.MEETING, ("meeting",), 5, N_("show")),
    Action("change_pane", ("f6",), N_("Change pane"), Group.MEETING, ("meeting",), 6, N_("pane")),
    Action("clock", (), N_("Pause the clock, or go on"), Group.MEETING, ("meeting",)),
    Action("break_off", (), N_("Break off: go on another day"), Group.MEETING, ("meeting",)),
    Action("unlock", (), N_("Open the minutes again (within 5 minutes)"), Group.MEETING, ("meeting",)),
    Action("interpreter", (), N_("Name an interpreter"), Group.MEETING, ("meeting",)),
    Action("reopen", (), N_("Correct locked minutes, with a reason"), Group.MEETING, ("meeting",)),
    Action("remark", (), N_("Write a remark on locked minutes"), Group.MEETING, ("meeting",)),
    Action("meeting_consent", (), N_("Consent: give, withdraw, keep out"), Group.MEETING, ("meeting",)),
    Action("phrases", ("\\",), N_("Phrases (on an empty line)"), Group.MEETING, ("meeting",)),
)
_OTHERS: Final = tuple(each for each in LISTS if each != "deadlines")
_DEADLINES: Final = (
    Action("deadlines", ("k",), N_("Deadlines of all plans"), Group.DEADLINES, _OTHERS, 9, N_("deadlines"), vi=("K",)),
    Action("view_overdue", ("1",), N_("Show what is overdue"), Group.DEADLINES, ("deadlines",)),
    Action("view_week", ("2",), N_("Show the next 7 days"), Group.DEADLINES, ("deadlines",)),
    Action("view_month", ("3",), N_("Show the next 30 days"), Group.DEADLINES, ("deadlines",)),
    Action("view_unassigned", ("4",), N_("Show what nobody has taken on"), Group.DEADLINES, ("deadlines",)),
    Action("view_mine", ("5",), N_("Show what is mine"), Group.DEADLINES, ("deadlines",)),
    Action("view_all", ("6",), N_("Show all deadlines"), Group.DEADLINES, ("deadlines",)),
)
_TOGETHER: Final = (
    Action("conflicts", ("v",), N_("Two versions: choose which one stands"), Group.TOGETHER, ("plan", "board")),
    Action("refused", ("r",), N_("What was not taken, and why"), Group.TOGETHER, ("home", "plan")),
    Action("write_again", ("a",), N_("Write it again"), Group.TOGETHER, ("refused",), 2, N_("write again")),
    Action("let_go", ("x",), N_("Let it go, with its words"), Group.TOGETHER, ("refused",), 3, N_("let go")),
    Action("meeting_conflicts", (), N_("Two versions: choose which one stands"), Group.TOGETHER, ("meeting",)),
    Action("take_over", ("f7",), N_("Lead the meeting from here: take over"), Group.TOGETHER, ("meeting",)),
    Action("keep_version", ("1",), N_("Keep what stands"), Group.TOGETHER, ("conflicts",), 2, N_("keep")),
    Action("take_version", ("2",), N_("Take the other version"), Group.TOGETHER, ("conflicts",), 3, N_("the other")),
    Action("take_third", ("3",), N_("Take the third version"), Group.TOGETHER, ("conflicts",)),
    Action("take_fourth", ("4",), N_("Take the fourth version"), Group.TOGETHER, ("conflicts",)),
)

ACTIONS: Final[tuple[Action, ...]] = (
    *_GENERAL,
    *_KEEPING,
    *_LISTS,
    *_PLAN,
    *_LIFE,
    *_PEOPLE,
    *_BOARD,
    *_CONSENT,
    *_MEETING,
    *_DEADLINES,
    *_TOGETHER,
)


def action(action_id: str) -> Action:
    """The action of that id."""
    return _BY_ID[action_id]


def offered(screen: str, actions: Iterable[Action] = ACTIONS) -> tuple[Action, ...]:
    """Every action of `screen`, the screen's own before those of everywhere."""
    here = [each for each in actions if each.offered_on(screen)]
    return tuple(sorted(here, key=lambda each: each.screens == EVERYWHERE))


def footer(screen: str, actions: Iterable[Action] = ACTIONS) -> tuple[Action, ...]:
    """The at most nine actions hinted at in the footer of `screen`, most frequent first, the palette last."""
    hinted = [(each.footer, each) for each in offered(screen, actions) if each.footer is not None]
    *first, last = (each for _, each in sorted(hinted, key=lambda pair: pair[0]))
    return (*first[: HINTS - 1], last)


def with_keymap(keymap: Mapping[str, tuple[str, ...]], *, vi: bool = False) -> tuple[Action, ...]:
    """The registry with the person's own keys, and with vi keys in lists when asked for."""
    return tuple(replace(each, keys=keymap.get(each.id, _default(each, vi=vi))) for each in ACTIONS)


def _default(each: Action, *, vi: bool) -> tuple[str, ...]:
    return each.vi if vi and each.vi is not None else each.keys


_BY_ID: Final = {each.id: each for each in ACTIONS}
