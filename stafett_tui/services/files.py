"""Files of plans go to the server and come from it by their hash, after the log that names them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol

from stafett_tui.domain.document import documents
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.blobs import DUE

if TYPE_CHECKING:
    from stafett_tui.store.opened import Store

_HTTP_OK: Final = 200


class Carrier(Protocol):
    """The way that files go."""

    def blob(self, method: str, plan: str, digest: str, data: bytes | None = None) -> tuple[int, bytes]:
        """Bring or fetch a file and give the status and the bytes."""


class Files:
    """The files of the plans that the server orders."""

    def __init__(self, store: Store) -> None:
        """Bring from and fetch into this store."""
        self._store = store
        self._known: tuple[str, ...] | None = None

    def note(self, plans: Iterable[str]) -> None:
        """Look at the files of these plans when the server is there, and of those that the store noted itself."""
        self._known = None
        self._keep(dict.fromkeys((*self._due(), *plans)))

    def heard(self) -> None:
        """The store may note plans itself while a log is taken: it is asked anew which."""
        self._known = None

    def carry(self, over: Carrier) -> None:
        """Bring what the server lacks and fetch what lacks here; what does not go now stays due. Raises Unreachable."""
        for plan in self._due():
            if self._carried(plan, over):
                self._keep(each for each in self._due() if each != plan)

    def _carried(self, plan_id: str, over: Carrier) -> bool:
        try:
            told = {fact.body.sha256: fact.body for fact in documents(self._store.journal.plan(plan_id))}
        except StafettError as error:
            if error.kind is ErrorKind.PLAN_UNKNOWN:
                return True
            raise
        here = {blob.hash for blob in self._store.blobs.of(plan_id)}
        done = [self._bring(plan_id, digest, over) for digest in told if digest in here]
        for digest, body in told.items():
            if digest not in here:
                status, data = over.blob("GET", plan_id, digest)
                whole = status == _HTTP_OK and hashlib.sha256(data).hexdigest() == digest
                if whole:
                    self._store.blobs.put(plan_id, body.name, data, body.media)
                done.append(whole)
        return all(done)

    def _bring(self, plan_id: str, digest: str, over: Carrier) -> bool:
        return over.blob("PUT", plan_id, digest, self._store.blobs.get(digest))[0] == _HTTP_OK

    def _due(self) -> tuple[str, ...]:
        if self._known is None:
            self._known = tuple(json.loads(self._store.settings.get(DUE) or "[]"))
        return self._known

    def _keep(self, due: Iterable[str]) -> None:
        before, now = self._due(), tuple(due)
        if now != before:
            self._store.settings.set(DUE, json.dumps(now) if now else "")
            self._known = now
