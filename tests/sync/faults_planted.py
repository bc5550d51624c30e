"""Rules of syncing, let go one at a time: each must be noticed by the histories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.admit import Verdict
from stafett_tui.domain.event import Status
from stafett_tui.sync.protocol import Exchanged, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWS, PUSH = "stafett_server.log.judging:Judging", "stafett_server.log.exchanging:Push"
SIGHT, PAGES = "stafett_server.log.room", "stafett_server.log.exchanging"
SHELF, TAKING = "stafett_tui.store.shelf:PlanShelf", "stafett_tui.store.taking:Taking"


@dataclass(frozen=True)
class Planted:
    """A rule, where it stands, and what is put in its place, made from what stands there."""

    rule: str
    where: str
    """`module:Class.name` or `module:name`."""
    becomes: Callable[[Any], Any]
    first: int = 0
    """The seed of a history that notices it."""


def gives(value: Any) -> Callable[[Any], Any]:
    """Put something there that always answers so."""
    return lambda _: lambda *_, **__: value


def without_verdict(was: Any) -> Any:
    """Judge every repetition anew."""

    def known(self: Any, held: Any, acked: int, arrived: list[Any]) -> Any:
        return replace(was(self, held, acked, arrived), acked=min(acked, arrived[0].n - 1), verdicts={})

    return known


def any_number(was: Any) -> Any:
    """Take every event, whatever is missing before it."""

    def judge(self: Any, arrived: list[Any]) -> None:
        self.acked = max(self.acked, arrived[0].n - 1)
        was(self, arrived)

    return judge


def one_by_one(was: Any) -> Any:
    """Judge each of a group by itself."""

    def together(self: Any, group: list[Any]) -> None:
        for each in group:
            was(self, [each])

    return together


def on_the_first_state(was: Any) -> Any:
    """Judge everything of a request on the state before it (R13)."""

    def one(self: Any, each: Any) -> Any:
        before, gate = self.held.plan, self.gate
        self.gate = lambda _plan, event: gate(before, event)
        try:
            return was(self, each)
        finally:
            self.gate = gate

    return one


def all_seen(was: Any) -> Any:
    """Show everything to whoever may read at all."""
    return lambda *told: replace(was(*told), lacks=(), told=())


def nothing_hidden(was: Any) -> Any:
    """Never tell that something may be seen no more."""

    def page_of(*told: Any, **named: Any) -> Any:
        page = was(*told, **named)
        return None if page is None else page.model_copy(update={"hide": ()})

    return page_of


def gone_when_sent(was: Any) -> Any:
    """Drop what waits as soon as it goes out (R24)."""

    def waiting(self: Any, plan: str, *limit: int) -> Any:
        found = was(self, plan, *limit)
        with self._channel.writing() as connection:
            for each in found if not limit or limit[0] > 1 else ():
                connection.execute("DELETE FROM pending WHERE salt=?", (unpacked(each.salt),))
        self._folded.forget(plan)
        return found

    return waiting


def kept_rows(was: Any) -> Any:
    """Take a plan out of sight, but not out of the file (I7)."""

    def purge(connection: Any, plan_id: str) -> Any:
        connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM entry WHERE plan_id=?", (plan_id,))
        found = was(connection, plan_id)
        connection.execute("INSERT INTO entry SELECT * FROM kept")
        connection.execute("DROP TABLE kept")
        return found

    return purge


def without_verdicts(was: Any) -> Any:
    """Take the page, and leave the verdicts (I2)."""

    def take(self: Any, answer: Exchanged) -> Any:
        return was(self, answer.model_copy(update={"judged": ()}))

    return take


def from_the_beginning(was: Any) -> Any:
    """Ask for a page that says nothing of what is here (R23)."""
    return lambda self, plan: was(self, plan).model_copy(update={"hash": ""})


def statuses_guessed(was: Any) -> Any:
    """Take every place as one without conflict (the outcome is the log's, not the reader's)."""

    def entry_of(sent: Any, *told: Any) -> Any:
        entry, sealed = was(sent, *told)
        return replace(entry, status=Status.OK), sealed

    return entry_of


def half_transactions(was: Any) -> Any:
    """Write each statement by itself (R6)."""
    from contextlib import contextmanager

    @contextmanager
    def writing(self: Any) -> Any:
        with self._lock:
            yield self._connection

    return writing


PLANTED = (
    Planted("R4 verdicts are stored", f"{PUSH}._known", without_verdict, 11),
    Planted("R5 the counter has no gaps", f"{KNOWS}.judge", any_number, 14),
    Planted("R13 on the state after the one before", f"{KNOWS}._one", on_the_first_state, 29),
    Planted("R15 groups", f"{KNOWS}._together", one_by_one, 8),
    Planted("R26 cloned disks", f"{KNOWS}.cloned", gives(False), 26),
    Planted("R8 rights", f"{SIGHT}:admit", gives(Verdict(Status.OK))),
    Planted("R2 the base", "stafett_tui.domain.admit:judged", gives(Status.OK)),
    Planted("R23 the hash", f"{PAGES}:check_known", gives(None)),
    Planted("R30 the read rule", f"{SIGHT}:sight_of", all_seen),
    Planted("R29 what is hidden goes", f"{PAGES}:page_of", nothing_hidden),
    Planted("R33 blanking", "stafett_server.log.rows:blank", gives(None)),
    Planted("R25 the ledger", "stafett_server.log.ledger:Ledger.add", gives(None), 22),
    Planted("R24 kept until it is seen", f"{SHELF}.waiting", gone_when_sent),
    Planted("R14 the refused stay readable", "stafett_tui.store.taking:refuse", lambda _: _dropped),
    Planted("I7 purge", "stafett_tui.store.shelf:purge", kept_rows),
    Planted("R14 verdicts are noted", f"{TAKING}.take", without_verdicts),
    Planted("R23 own events are offered again", "stafett_tui.store.offering:_offer", gives(None)),
    Planted("R26 renumbering", "stafett_tui.store.offering:renumbered", lambda _: lambda rows, *_: list(rows)),
    Planted("R4 an event stands once", "stafett_server.log.held:Held.place", gives(None)),
    Planted("R23 the laptop proves its past", f"{SHELF}.known", from_the_beginning),
    Planted("R4 the outcome is in the log", "stafett_tui.store.taking:entry_of", statuses_guessed),
    Planted("R6 one transaction", "stafett_tui.store.engine:Channel.writing", half_transactions),
    Planted("R29 hiding on the laptop", f"{TAKING}._hide", gives(None)),
    Planted(
        "R40 bases name events", "stafett_tui.store.batch:named_base", lambda _: lambda _plan, base, _after: base, 39
    ),
)


def _dropped(connection: Any, row: Any, _code: str) -> None:
    connection.execute("DELETE FROM pending WHERE event_id=?", (row.event_id,))
