"""Rules of syncing, let go one at a time: each must be noticed by the histories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stafett_server.log.actors import plans_of
from stafett_server.log.room import held_of
from stafett_tui.domain.admit import Verdict
from stafett_tui.domain.event import Status
from stafett_tui.sync.protocol import Exchanged, unpacked
from tests.support.domain import STODIG

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
    """`module:Class.name` or `module:name`; several stand one after the other."""
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

    def entry_of(sent: Any, *told: Any, **named: Any) -> Any:
        entry, sealed = was(sent, *told, **named)
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


def whatever_is_asked(was: Any) -> Any:
    """Give pages of the live socket as whoever wrote there last may read them (R30)."""

    def page(self: Any, session: Any, known: Any, *limit: int) -> Any:
        holder = replace(session, person=STODIG)
        return was(self, session if known.plan.startswith("person:") else holder, known, *limit)

    return page


def whoever_asks(was: Any) -> Any:
    """Let the log of a person be written by everybody (D-11)."""
    if was.__name__ == "admit_person":
        return lambda *_: Verdict(Status.OK)

    def seen_from(self: Any, person: str) -> Any:
        tenant = self.session.tenant
        found = (held_of(self.room, self.connection, (tenant, p)) for p in plans_of(self.connection, tenant, person))
        return next((held.plan for held in found if held is not None), None)

    return seen_from


def unviewed(_was: Any) -> Any:
    """Look at the whole plan instead of what is seen of it (I7)."""
    return lambda room, connection, session, plan: held_of(room, connection, (session.tenant, plan)).plan


def machine_clock_alone(was: Any) -> Any:
    """Believe the clock of the machine (R10)."""

    def latest(self: Any) -> Any:
        was(self)
        self._latest = self._now() - self._ahead
        return self._latest

    return latest


def never_due(was: Any) -> Any:
    """Note no file as due, neither here nor in the store."""
    return lambda self, *_: setattr(self, "_known", ())


PLANTED = (
    Planted("R4 verdicts are stored", f"{PUSH}._known", without_verdict, 14),
    Planted("R5 the counter has no gaps", f"{KNOWS}.judge", any_number, 79),
    Planted("R13 on the state after the one before", f"{KNOWS}._one", on_the_first_state, 17),
    Planted("R15 groups", f"{KNOWS}._together", one_by_one, 226),
    Planted("R26 cloned disks", f"{KNOWS}.cloned", gives(False), 14),
    Planted("R8 rights", f"{SIGHT}:admit", gives(Verdict(Status.OK))),
    Planted("R2 the base", "stafett_tui.domain.admit:judged", gives(Status.OK)),
    Planted("R23 the hash", f"{PAGES}:check_known", gives(None), 4),
    Planted("R30 the read rule", f"{SIGHT}:sight_of", all_seen),
    Planted("R29 what is hidden goes", f"{PAGES}:page_of", nothing_hidden, 27),
    Planted("R33 blanking", "stafett_server.log.rows:blank", gives(None), 4),
    Planted("R25 the ledger", "stafett_server.log.ledger:Ledger.add", gives(None), 4),
    Planted("R24 kept until it is seen", f"{SHELF}.waiting", gone_when_sent),
    Planted("R14 the refused stay readable", "stafett_tui.store.taking:refuse", lambda _: _dropped, 4),
    Planted("I7 purge", "stafett_tui.store.shelf:purge", kept_rows, 3),
    Planted("R14 verdicts are noted", f"{TAKING}.take", without_verdicts, 4),
    Planted("R23 own events are offered again", "stafett_tui.store.offering:_offer", gives(None)),
    Planted("R26 renumbering", "stafett_tui.store.offering:renumbered", lambda _: lambda rows, *_: list(rows)),
    Planted("R4 an event stands once", "stafett_server.log.held:Held.place", gives(None), 20),
    Planted("R23 the laptop proves its past", f"{SHELF}.known", from_the_beginning),
    Planted("R4 the outcome is in the log", "stafett_tui.store.taking:entry_of", statuses_guessed),
    Planted("R6 one transaction", "stafett_tui.store.engine:Channel.writing", half_transactions, 357),
    Planted("R29 hiding on the laptop", f"{TAKING}._hide", gives(None), 27),
    Planted(
        "R40 bases name events", "stafett_tui.store.batch:named_base", lambda _: lambda _plan, base, _after: base, 31
    ),
)


PLANTED_BESIDE = (
    Planted(
        "D-11 the log of a person is read by those who may",
        f"{SIGHT}:may_see_person stafett_server.log.overseeing:may_see_person",
        gives(True),
    ),
    Planted("D-11 it is written by those who may", f"{SIGHT}:admit_person {SIGHT}:Asker.seen_from", whoever_asks, 29),
    Planted("K-02 a guarded address is known to the gates", "stafett_server.log.writing:write_guard", gives(None), 40),
    Planted(
        "K-03 those named alone open the plan", f"{SIGHT}:actor_in", lambda _: lambda _plan, base, _found: base, 40
    ),
    Planted(
        "D-06 whoever is in no other plan goes along",
        "stafett_server.log.writing:_erase_person",
        lambda _: lambda *_: [],
        60,
    ),
    Planted("R25 a guarded address is guarded after a restore", "stafett_server.log.restore:_begins", gives(False), 7),
    Planted("I7 a file is handed to those who are told of it", "stafett_server.log.beside:_seen", unviewed, 296),
    Planted("I7 a file goes with the last word of it", "stafett_server.log.writing:take_along", gives(None), 130),
    Planted(
        "I7 a file goes from the laptop with its words",
        "stafett_tui.store.taking:drop_untold stafett_tui.store.blanking:drop_untold",
        gives(None),
        130,
    ),
    Planted("I2 files follow their events", "stafett_tui.services.files:Files.note", never_due, 7),
    Planted(
        "R30 what is told by itself is cut by the same rule",
        "stafett_server.log.keeper:Keeper.page",
        whatever_is_asked,
        8,
    ),
    Planted("R10 the lease ends", "stafett_tui.services.lease:Lease.check", gives(None), 5),
    Planted(
        "R10 a clock set back makes no lease longer",
        "stafett_tui.services.lease:Lease.latest",
        machine_clock_alone,
        331,
    ),
    Planted("S-07 look-ups are brought", "stafett_tui.sync.round:bring", gives(None), 2),
    Planted("R26 look-ups of a cloned disk", "stafett_server.log.beside:_others", gives(False), 3),
    Planted(
        "R23 look-ups that a restored server lacks",
        "stafett_tui.store.shelf:PlanShelf.lookups_taken",
        lambda was: lambda self, through: was(self, through) if through else None,
        28,
    ),
    Planted("S-02 whoever takes part writes as their account", "stafett_tui.store.shelf:PlanShelf.begin", gives(None)),
)
"""Of what stands beside the plans."""


def _dropped(connection: Any, row: Any, _code: str) -> None:
    connection.execute("DELETE FROM pending WHERE event_id=?", (row.event_id,))
