"""Events as they come in: the header read strictly, the body by its kind; what is wrong stops the whole request."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from json.encoder import encode_basestring as _quoted
from typing import Annotated, Final

from pydantic import Field, ValidationError

from stafett_server.log.stopping import Stopped
from stafett_tui.domain.event import Event, Sealed, read_stamp
from stafett_tui.domain.kinds import CODEC, KINDS
from stafett_tui.sync.protocol import MOST_EVENTS, PROTO, Code, SentEvent, Wire, sealed_event

_Text = Annotated[str, Field(max_length=80)]


class _Head(Wire):
    """The header of an event: these fields, of these types."""

    act: _Text
    actor: _Text
    base: int | _Text | None
    device: _Text
    group: _Text
    id: Annotated[_Text, Field(min_length=1)]
    kind: _Text
    made_at: _Text
    n: Annotated[int, Field(gt=0, lt=2**53)]
    plan: _Text
    v: int


_SALT: Final = 16


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event that came in; `event` is None where its body does not fit its kind."""

    n: int
    id: str
    group: str
    sealed: Sealed
    event: Event | None


def arrivals(sent: tuple[SentEvent, ...], plan: str, device: str) -> list[Arrived]:
    """Read the events of a request in their order; raises Stopped with MALFORMED or UPGRADE, and then none counts."""
    found = [_arrived(each, plan, device) for each in sent]
    if len(found) > MOST_EVENTS or any(b.n <= a.n for a, b in pairwise(found)):
        raise Stopped(Code.MALFORMED, "events stand in the order of n, each once")
    return found


def _arrived(sent: SentEvent, plan: str, device: str) -> Arrived:
    sealed = sealed_event(sent)
    head = _read(sealed, plan)
    if head.device != device:
        raise Stopped(Code.MALFORMED, "an event of another device")
    return Arrived(head.n, head.id, head.group, sealed, _opened(head, sealed))


def opened(sealed: Sealed, plan: str) -> Event:
    """Read an event that stands in a log already; raises Stopped where it is none of this log."""
    event = _opened(_read(sealed, plan), sealed)
    if event is None:
        raise Stopped(Code.MALFORMED, "a body that does not fit its kind")
    return event


def _read(sealed: Sealed, plan: str) -> _Head:
    head = _header(sealed.header)
    if head.plan != plan:
        raise Stopped(Code.MALFORMED, "an event of another plan")
    if sealed.body is not None and len(sealed.salt) != _SALT:
        raise Stopped(Code.MALFORMED, "salt: 16 bytes")
    kind = head.kind
    if kind not in KINDS or head.v > KINDS[kind].V:
        raise Stopped(Code.UPGRADE, "an event of a later version", least=PROTO, most=PROTO)
    return head


def _opened(head: _Head, sealed: Sealed) -> Event | None:
    try:
        return CODEC.read(vars(head), sealed)
    except (ValidationError, ValueError):
        return None


def _header(raw: bytes) -> _Head:
    """Read a header, written in the one way there is."""
    try:
        head = _Head.model_validate_json(raw)
        read_stamp(head.made_at)
        if _written(head) == raw:
            return head
    except ValueError:
        pass
    raise Stopped(Code.MALFORMED, "the header of an event")


def _written(head: _Head) -> bytes:
    """Write a header as a writer does (`domain.event.canonical`), without asking which fields there are."""
    base = head.base
    told = _quoted(base) if type(base) is str else "null" if base is None else base
    text = (
        f'{{"act":{_quoted(head.act)},"actor":{_quoted(head.actor)},"base":{told},'
        f'"device":{_quoted(head.device)},"group":{_quoted(head.group)},"id":{_quoted(head.id)},'
        f'"kind":{_quoted(head.kind)},"made_at":{_quoted(head.made_at)},"n":{head.n},'
        f'"plan":{_quoted(head.plan)},"v":{head.v}}}'
    )
    return text.encode()
