"""Every command, from the one registry of actions, and a palette that finds them: `maal` finds `mål`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from stafett_tui.actions import Action, offered
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.matching import rank
from stafett_tui.screens.frame.messages import OpenHome, OpenPlan
from stafett_tui.widgets.bindings import OWN, key_name
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.dialog import Dialog
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from textual.screen import Screen

    from stafett_tui.screens.frame.framed import Framed
    from stafett_tui.services.front import PlanLine


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do: its words, its key, and doing it on the screen it was asked from."""

    words: str
    key: str
    run: Callable[[Screen[Any]], object]


def found(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that answer the query, the best first."""
    if not query.strip():
        return list(commands)
    ranked = [(place, command) for command in commands if (place := rank(query, command.words)) is not None]
    return [command for _, command in sorted(ranked, key=lambda pair: pair[0])]


def offered_commands(screen: Framed, plans: Iterable[PlanLine] = ()) -> list[Command]:
    """What can be done on the screen, then where one can go."""
    t = screen.texts
    here = offered(screen.SCREEN, screen.given.actions)
    acts = [each for each in here if screen.offers(each.id) and screen.knows(each.id)]
    commands = [_act(each, t) for each in acts if each.id not in OWN and hasattr(screen, f"action_{each.id}")]
    commands = [each for each in commands if each.words != t.tr("All commands")]
    commands.append(
        Command(t.tr("Go to today's meetings and my plans"), "", lambda here: here.post_message(OpenHome()))
    )
    commands.extend(_plan(plan, t) for plan in plans)
    return list({command.words: command for command in reversed(commands)}.values())[::-1]


def _act(each: Action, t: Texts) -> Command:
    async def run(screen: Screen[Any]) -> None:
        await screen.run_action(each.id)

    return Command(
        t.tr(each.title), key_name(each.keys[0], t) if each.keys else "", lambda here: here.call_later(run, here)
    )


def _plan(plan: PlanLine, t: Texts) -> Command:
    words = t.tr("Plan {number} {who}", number=plan.number, who=plan.initials)
    return Command(words, "", lambda here: here.post_message(OpenPlan(plan.plan_id)))


class PaletteField(Field):
    """The line of the palette; the arrows move in the list under it."""

    rows: Rows

    def act(self, key: str) -> bool:
        """Give the arrows and pages to the list."""
        return key in {"up", "down", "pageup", "pagedown"} and self.rows.take_key(key, None)


class Palette(Dialog[Command | None]):
    """All commands in a list that narrows as one types."""

    AUTO_FOCUS = "PaletteField"
    DEFAULT_CSS = """
    Palette { align: center top; }
    Palette > Vertical { max-width: 100%; height: 100%; }
    Palette Rows { height: 1fr; max-height: 100%; }
    """

    def __init__(self, commands: Sequence[Command], t: Texts) -> None:
        """Offer these commands."""
        super().__init__(t.tr("All commands"))
        self.commands = list(commands)
        self.field = PaletteField(prompt="> ", placeholder=t.tr("write what you want to do"))
        columns = (Column("", flex=1), Column("", width=10, right=True))
        self.field.rows = self.list = Rows(columns, mark_width=0, empty=t.tr("Nothing like that is found."))
        self.shown: list[Command] = []
        self._answers = ""

    def answers(self) -> ComposeResult:
        """The line, and the list."""
        yield self.field
        yield self.list

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow()

    def on_field_changed(self, event: Field.Changed) -> None:
        """Show what answers to the text."""
        event.stop()
        self._narrow()

    def offer(self, commands: Sequence[Command]) -> None:
        """Offer these from now on, by what is typed already."""
        self.commands = list(commands)
        self._narrow()

    def _narrow(self) -> None:
        self._answers = self.field.text
        self.shown = found(self.commands, self._answers)
        rows = [Row(str(index), (command.words, command.key)) for index, command in enumerate(self.shown)]
        self.list.set_rows(rows, keep=False)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: the command the list stands on; typed words count even if the list has not caught up."""
        event.stop()
        self._narrow_to(event.text)

    def _narrow_to(self, text: str) -> None:
        if text != self._answers:
            self._narrow()
        if self.shown:
            self.dismiss(self.shown[min(self.list.cursor, len(self.shown) - 1)])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a double click on a command."""
        event.stop()
        self.dismiss(self.shown[int(event.row.key)])
