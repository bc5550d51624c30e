"""What lists over many plans leave out for one person; read by the raw driver, light enough for the first frame.

Plans of somebody whose address is strictly confidential, but for those named (K-03); all of a plan for a guardian while
the place of another is protected (K-04); activities and meetings that are not shown again, or are of a service hidden
from the reader (C-11, D-12). Most stores have none of these, and then nothing is asked of the rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from stafett_tui.store.engine import Connection

_GUARDED: Final = """SELECT p.plan_id, :person <> '' AND EXISTS
(SELECT 1 FROM opener n WHERE n.owner = o.owner AND n.person = :person)
FROM opener o CROSS JOIN "plan" p ON p.owner = o.owner WHERE o.person = ''"""
_OF_OTHER_GUARDIANS: Final = """SELECT u.plan_id FROM unseen u WHERE u.person = :person AND u.thing = u.plan_id
AND EXISTS (SELECT 1 FROM opener o CROSS JOIN unseen k ON k.person = o.owner AND k.thing = u.plan_id
WHERE o.person = '*' AND o.owner <> :person)"""
_THINGS: Final = "(SELECT thing FROM unseen WHERE person IN ('', :person))"
_ANY: Final = "SELECT EXISTS (SELECT 1 FROM unseen WHERE person IN ('', :person) AND thing <> plan_id)"
_FEWER: Final = """SELECT a.plan_id, count(*), coalesce(sum(a.due < :today), 0) FROM unseen u
JOIN activity a ON a.activity_id = u.thing WHERE u.person IN ('', :person) AND a.open = 1 GROUP BY a.plan_id"""
_NEXT: Final = f"""SELECT m.plan_id, (SELECT min(n.starts) FROM meeting n WHERE n.plan_id = m.plan_id
AND n.state = 'called' AND n.meeting_id NOT IN {_THINGS})
FROM unseen u JOIN meeting m ON m.meeting_id = u.thing WHERE u.person IN ('', :person) GROUP BY m.plan_id"""  # noqa: S608 - of this module


class Fewer(NamedTuple):
    """How many activities of a plan are left out, and how many of them are overdue."""

    open: int
    overdue: int


class Unseen(NamedTuple):
    """What is left out, for whom."""

    person: str
    out: frozenset[str]
    """Plans that stand in no list of this person."""
    mine: frozenset[str]
    """Strictly confidential plans that do, without a word of them."""
    apart: frozenset[str]
    """Plans that do, with nothing of what is in them (K-04)."""
    things: bool
    """Whether activities or meetings are left out of plans that stand there."""

    def terms(self, given: dict[str, object], thing: str, plan: str = "plan_id") -> str:
        """Give the terms that keep a query to what is shown, each beginning with AND; `thing` is the id's column."""
        told, out = "", self.out | self.apart if thing else self.out
        if out:
            name = "out" if thing else "plans_out"
            given[name] = json.dumps(sorted(out))
            told = f" AND {plan} NOT IN (SELECT value FROM json_each(:{name}))"  # noqa: S608 - names of this module
        if self.things and thing:
            given["person"] = self.person
            told += f" AND {thing} NOT IN {_THINGS}"
        return told

    def counted(self, connection: Connection, today_iso: str) -> Counted:
        """Give what the rows of plans count that is left out."""
        if not self.things:
            return Counted({}, {})
        given = {"person": self.person, "today": today_iso}
        fewer = {plan: Fewer(*told) for plan, *told in connection.execute(_FEWER, given).fetchall()}
        return Counted(fewer, dict(connection.execute(_NEXT, given).fetchall()))


class Counted(NamedTuple):
    """What is left out of the rows of plans."""

    fewer: Mapping[str, Fewer]
    following: Mapping[str, str | None]
    """The next meeting that is shown, of the plans of which one is not."""


def unseen(connection: Connection, person: str) -> Unseen:
    """Read what is left out: a few looks into indexes that are empty in most stores."""
    told: dict[str, Any] = {"person": person}
    guarded = connection.execute(_GUARDED, told).fetchall()
    apart = frozenset(row[0] for row in connection.execute(_OF_OTHER_GUARDIANS, told).fetchall())
    out = frozenset(plan for plan, named in guarded if not named)
    mine = frozenset(plan for plan, named in guarded if named)
    return Unseen(person, out, mine, apart, bool(connection.execute(_ANY, told).fetchone()[0]))
