"""List rows: kept up by the journal, equal to those made anew from the logs, whatever happened (I10)."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, Ending
from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.log import Blanked, Restored, Struck
from stafett_tui.domain.meeting import MeetingCalled, MeetingRevised, MeetingTurned, Turn
from stafett_tui.domain.people import ParticipantAdded, Role
from stafett_tui.store.opened import Store
from tests.store.making import HOLDER, KEY, MOTHER, Writer, fresh_id, opened, wall

DUES = st.sampled_from([None, "next_meeting", "2026-11-01", "2026-12-24", "2026-11-30T14:00"])
THING = st.integers(0, 30)

ACTS = st.one_of(
    st.builds(lambda a: ("goal", a), st.sampled_from(Arena)),
    st.tuples(st.just("plan"), DUES, st.sampled_from([None, HOLDER, MOTHER]), THING),
    st.tuples(st.just("due"), DUES, THING),
    st.tuples(st.just("end"), st.sampled_from(Ending), THING),
    st.tuples(st.just("rate"), st.sampled_from(Effect), THING),
    st.tuples(st.just("comment"), THING),
    st.tuples(st.just("meet"), st.integers(1, 28)),
    st.tuples(st.just("move"), st.integers(1, 28), THING),
    st.tuples(st.just("turn"), st.sampled_from(Turn), THING),
    st.tuples(st.just("strike"), THING),
    st.tuples(st.just("restore"), THING),
    st.tuples(st.just("blank"), THING),
    st.tuples(st.just("join")),
    st.tuples(st.just("consent"), st.integers(1, 28)),
)


def body_of(act, ids):
    name, *rest = act
    thing = ids[rest[-1] % len(ids)] if rest and isinstance(rest[-1], int) else ""
    made = {
        "goal": lambda: GoalSet(arena=rest[0], text="Et mål"),
        "plan": lambda: ActivityPlanned(what="Ringer far", due=rest[0], responsible=rest[1], goal=thing),
        "due": lambda: ActivityRevised(thing=thing, field="due", value=rest[0]),
        "end": lambda: ActivityEnded(activity=thing, how=rest[0]),
        "rate": lambda: ActivityEvaluated(activity=thing, effect=rest[0]),
        "comment": lambda: CommentWritten(activity=thing, text="Fint"),
        "meet": lambda: MeetingCalled(time=wall(2026, 12, rest[0], 13)),
        "move": lambda: MeetingRevised(
            thing=thing, field="time", value=wall(2027, 1, rest[0], 9).model_dump(mode="json")
        ),
        "turn": lambda: MeetingTurned(meeting=thing, turn=rest[0]),
        "strike": lambda: Struck(target=thing),
        "restore": lambda: Restored(target=thing),
        "blank": lambda: Blanked(target=thing, reason="Feil logg"),
        "join": lambda: ParticipantAdded(person=MOTHER, name="Linnea Sandvær", role=Role.GUARDIAN),
        "consent": lambda: ConsentGiven(
            consenters=(MOTHER,), services=("Barnehagen",), given_on=date(2026, 1, rest[0]),
            valid_through=date(2028, 1, rest[0]), form=ConsentForm.ORAL,
        ),
    }  # fmt: skip
    return made[name]()


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
@given(st.lists(st.lists(ACTS, min_size=1, max_size=3), max_size=14))
def test_rows_kept_up_equal_rows_made_anew(acts):
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), KEY, create=True)
        writer = Writer(store, fresh_id())
        ids = [*writer.write(opened())]
        for act in acts:
            ids.extend(writer.write(*(body_of(one, ids) for one in act)))
        kept = rows(store)
        assert store.journal.verify() == ()
        held = store.journal.plan(writer.plan_id)
        store.journal.rebuild_index()
        assert rows(store) == kept
        assert store.journal.plan(writer.plan_id) == held
        store.close()


def rows(store):
    with store._channel.reading() as connection:
        return [
            connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
            for table in ("plan", "activity", "meeting")
        ]
