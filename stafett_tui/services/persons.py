"""The logs of persons, read for what the gates need to know of a plan: whose address is protected (K-02, K-03)."""

from stafett_tui.domain import person as persons
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import everyone, opening
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.store.journal import Journal


class Persons:
    """Reads persons' logs; those that have none cost nothing."""

    def __init__(self, journal: Journal) -> None:
        """Read from this journal."""
        self._journal = journal
        self._known: set[str] | None = None

    @property
    def some(self) -> bool:
        """Whether anybody has a log here."""
        return bool(self._with_log())

    def log(self, person: str) -> Plan:
        """Give a person's log, empty where nothing was noted."""
        if person not in self._with_log():
            return Plan()
        try:
            return self._journal.plan(persons.log_of(person))
        except StafettError as error:
            if error.kind is ErrorKind.PLAN_UNKNOWN:
                return Plan()
            raise

    def noted(self, person: str) -> None:
        """Remember that a person has a log now."""
        self._with_log().add(person)

    def guarded(self, plan: Plan) -> tuple[dict[str, AddressProtection], frozenset[str] | None]:
        """Give the protections of everybody in a plan, and who alone may open it."""
        opened = opening(plan)
        if opened is None or not self._with_log():
            return {}, None
        owner = self.log(opened.owner.id)
        known = {p.person: persons.protection(self.log(p.person)) for p in everyone(plan)}
        known[opened.owner.id] = persons.protection(owner)
        return {who: found for who, found in known.items() if found is not None}, persons.openers(owner)

    def _with_log(self) -> set[str]:
        if self._known is None:
            self._known = {log.removeprefix(persons.PREFIX) for log in self._journal.logs_of(persons.PREFIX)}
        return self._known
