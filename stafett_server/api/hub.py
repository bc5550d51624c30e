"""Who listens to which plans on the live sockets, and is woken after a commit (R36).

What a listener is told comes from the keeper's page of its own session alone (R30).
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from stafett_server.log.session import Session
from stafett_tui.sync.protocol import Exchange, Exchanged, Known, Page


@dataclass(eq=False)
class Listener:
    """One socket: whose it is, and what is known there of the plans that it watches."""

    session: Session
    known: dict[str, Known | None] = field(default_factory=dict)
    """None: not sure; the laptop is told to look, and says at its next exchange what it has."""
    woken: dict[str, int] = field(default_factory=dict)
    """For which place each plan was woken last; 0 stands for whatever there is."""
    awake: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self, plans: Iterable[str], head: int = 0) -> None:
        """Have these plans looked at soon, because they went on to this place, or for whatever there is."""
        for plan in plans:
            if plan in self.known:
                before = self.woken.get(plan, head)
                self.woken[plan] = max(head, before) if head and before else 0
        if self.woken:
            self.awake.set()

    def show_out(self) -> None:
        """Have it told that its device takes part no more, whatever it watches."""
        self.woken[""] = 0
        self.awake.set()

    def take(self) -> dict[str, int]:
        """Give the plans that were woken, with the places they were woken for, and sleep again."""
        plans = dict(sorted(self.woken.items()))
        self.woken.clear()
        self.awake.clear()
        return plans

    def has(self, plan: str, head: int) -> bool:
        """Tell whether a place is known here already: its own push, whose answer brought the page."""
        known = self.known.get(plan)
        return known is not None and 0 < head <= known.after

    def watch(self, plans: Iterable[Known]) -> None:
        """Watch these plans from here on, and no others."""
        self.known = {known.plan: known for known in plans}

    def exchanged(self, request: Exchange, answer: Exchanged) -> None:
        """Go on from what an exchange on this socket brought."""
        if request.known.plan in self.known:
            self.known[request.known.plan] = after(request.known, answer.page)


def after(known: Known, page: Page) -> Known | None:
    """Give what is known once this page is taken; None where it cannot be told from the page alone."""
    lacking = any(each.leaf is not None for each in page.entries)
    if lacking or page.hide or page.show or (page.head == 0 and known.after > 0):
        return None
    if not page.entries:
        return known
    return known.model_copy(update={"after": page.entries[-1].seq, "hash": page.hash})


@dataclass
class Hub:
    """All listeners of this process; used on the event loop only, but for `committed`."""

    loop: asyncio.AbstractEventLoop
    tenant: str
    listeners: dict[str, set[Listener]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    present: set[Listener] = field(default_factory=set)
    """Every open socket, each once however many plans it watches."""

    def committed(self, tenant: str, plan: str, head: int) -> None:
        """Hear from the keeper, in any thread, that a commit stands."""
        if tenant == self.tenant and plan in self.listeners and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.wake, plan, head)

    def wake(self, plan: str, head: int) -> None:
        """Wake whoever watches the plan."""
        if plan in self.listeners:
            self.heads[plan] = max(head, self.heads.get(plan, 0))
            for listener in self.listeners[plan]:
                listener.wake((plan,), head)

    def join(self, listener: Listener) -> None:
        """Let a listener hear of its plans, and look at once what it lacks."""
        self.present.add(listener)
        for plan in listener.known:
            self.listeners.setdefault(plan, set()).add(listener)
        listener.wake(listener.known)

    def leave(self, listener: Listener) -> None:
        """Tell a listener of nothing more."""
        self.present.discard(listener)
        for plan in listener.known:
            there = self.listeners.get(plan, set())
            there.discard(listener)
            if not there:
                self.listeners.pop(plan, None)
                self.heads.pop(plan, None)

    def everybody(self) -> frozenset[str]:
        """Give the devices that listen."""
        return frozenset(each.session.device for each in self.present)

    def show_out(self, devices: Collection[str]) -> None:
        """Wake those who take part no more: they are told so, and nothing else."""
        for listener in self.present:
            if listener.session.device in devices:
                listener.show_out()

    def watched(self) -> tuple[str, ...]:
        """Give the plans that anybody watches."""
        return tuple(self.listeners)
