"""Events that were refused, as the store keeps them after a round (I2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.domain.event import Body, Event, stamp
from stafett_tui.domain.kinds import CODEC

if TYPE_CHECKING:
    from stafett_tui.services.opening import Office


def refuse(office: Office, plan_id: str, body: Body, code: str, *, by: str = "p-stodig", erased: bool = False) -> str:
    """Note an event of this person as refused with this code; gives its id."""
    at = office.clock.now()
    event = Event(
        id=office.desk().ids(), plan_id=plan_id, body=body, salt=b"s" * 16, actor=by, device="laptop", n=1, made_at=at,
        base=1, act="a", group="a",
    )  # fmt: skip
    sealed = CODEC.seal(event)
    given = (plan_id, "laptop", 1, event.id, code, sealed.header, b"" if erased else sealed.body, stamp(at))
    columns = "plan_id, device, n, event_id, code, header, body, at"
    with office.store._channel.writing() as connection:
        connection.execute(f"INSERT INTO refused ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", given)
    return event.id
