"""The people who write on this laptop: each has their own plans, drafts and look-ups. Light: read at the start."""

from collections.abc import Iterable

from stafett_tui.services.person import Me
from stafett_tui.store.opened import Store
from stafett_tui.store.settings import Settings

_EVERYONE = "people"
_FIELDS = ("person", "name", "service", "title", "language", "office")


class Roster:
    """Who writes here, kept inside the encrypted file."""

    def __init__(self, settings: Settings) -> None:
        """Read and write these settings."""
        self._settings = settings

    @property
    def last(self) -> Me | None:
        """Give whoever wrote here last; None before the first start."""
        get = self._settings.get
        person, name = get("person"), get("name")
        if not person or not name:
            return None
        return Me(person, name, get("service"), get("title"), get("language", "nb"), get("office", "holder"))

    def everyone(self) -> tuple[Me, ...]:
        """Give all who write here, in the order in which they came."""
        last, told = self.last, self._settings.get(_EVERYONE)
        if not told:
            return () if last is None else (last,)
        import json

        known = [Me(**each) for each in json.loads(told)]
        if last is not None and last.person not in {each.person for each in known}:
            known.append(last)
        return tuple(known)

    def become(self, me: Me) -> None:
        """Note that this person writes here from now on, beside those who did before."""
        self._keep({each.person: each for each in self.everyone()} | {me.person: me}, me)

    def alone(self, me: Me) -> None:
        """Note that nobody else writes here: at a server, a laptop is one person's."""
        self._keep({me.person: me}, me)

    def _keep(self, known: dict[str, Me], me: Me) -> None:
        self._settings.set_all(named(known.values(), me))


def named(known: Iterable[Me], last: Me) -> dict[str, str]:
    """Give the settings that say who writes in a store, and who did last."""
    import json

    rows = [{field: getattr(each, field) for field in _FIELDS} for each in known]
    return {_EVERYONE: json.dumps(rows, ensure_ascii=False), **{field: getattr(last, field) for field in _FIELDS}}


def known_as(store: Store, name: str, service: str) -> str:
    """Give the id of the one professional with this name and service in the plans here, "" where there is none."""
    from stafett_tui.domain.people import participants, same_service

    wanted = name.strip().casefold()
    people = {p for plan_id in store.journal.plan_ids() for p in participants(store.journal.plan(plan_id)) if p.service}
    found = {p.person for p in people if p.name.strip().casefold() == wanted and same_service(p.service, service)}
    return found.pop() if len(found) == 1 else ""
