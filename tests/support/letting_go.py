"""Rules whose checks live outside the gate and the read rule, let go one at a time; a plugin runs their tests meanwhile.

`python -m tests.support.letting_go` prints what each rule's tests did while its check always allowed.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.support.source import ROOT

NUMBERS, PERSON = "tests/domain/test_national_id.py", "tests/domain/test_person.py"
TOLD, OUTPUTS, INVENTED = (
    "tests/cli/test_numbers.py",
    "tests/cli/test_outputs.py",
    "tests/services/demo/test_persons.py",
)
PEOPLE, STARTING = "tests/services/test_people.py", "tests/services/test_starting.py"
AUDIT, LOOKUPS, PRIVACY = "tests/store/test_audit.py", "tests/services/test_lookups.py", "tests/store/test_privacy.py"
LISTS = "tests/services/test_unseen_rows.py"
UNLOCKING, LOCKED = "tests/services/test_unlocking.py", "tests/screens/test_locked.py"
PLANS, PROGRAM = "tests/services/test_plan_services.py", "tests/screens/test_program.py"


@dataclass(frozen=True)
class LetGo:
    """What is put in the place of a check, and the tests that must notice."""

    rule: str
    where: str
    """`module.name` or `module.Class.name` under the program."""
    becomes: Any
    notice: tuple[str, ...]
    """`file::start of a name`; each is one test."""


def gives(value: Any) -> Any:
    """Give a check that always answers so."""
    return lambda *_, **__: value


def in_clear(connection: Any, _key: bytes) -> None:
    """Set a connection up without its key."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")


def no_test_number(scheme: Any = None, test: bool = False, refused: Any = None) -> Any:
    """Give what is found of a number, but never that nobody real has it."""
    return SimpleNamespace(scheme=scheme, test=test, refused=None if refused == "test_number" else refused)


def nothing_left_out(_connection: Any, person: str) -> Any:
    """Leave nothing out of any list."""
    from stafett_tui.store.unseen import Unseen

    return Unseen(person, frozenset(), frozenset(), frozenset(), things=False)


def with_field(name: str) -> Any:
    """Give the fields of a model with one more."""
    from pydantic.fields import FieldInfo

    return {"id": FieldInfo(annotation=str), "name": FieldInfo(annotation=str), name: FieldInfo(annotation=str)}


def rules() -> tuple[LetGo, ...]:
    """Give every rule with what lets it go."""
    return (*of_numbers(), *of_the_program())


def of_numbers() -> tuple[LetGo, ...]:
    """Give the rules of numbers and what is known of a person, with what lets each go."""
    from stafett_tui.domain.errors import ErrorKind
    from stafett_tui.domain.national_id import Scheme

    return (
        LetGo("N-01", "domain.national_id._scheme", gives(None), (f"{NUMBERS}::test_n01_the", f"{TOLD}::test_n01_the")),
        LetGo("N-02", "domain.national_id._LARGEST_R1", 0,
              (f"{NUMBERS}::test_n02_the_form", f"{NUMBERS}::test_n02_the_pub", f"{TOLD}::test_n02_the_form")),
        LetGo("N-03", "domain.national_id._scheme", gives(Scheme.TODAY),
              (f"{NUMBERS}::test_n03_wrong", f"{TOLD}::test_n03_wrong")),
        LetGo("N-03", "domain.person_gate.check_number", gives(None),
              (f"{PERSON}::test_n03_n04_n07", f"{PEOPLE}::test_n03_n04")),
        LetGo("N-04", "domain.national_id.Checked", no_test_number, (f"{NUMBERS}::test_n04_prod", f"{TOLD}::test_n04_prod")),
        LetGo("N-04", "domain.national_id._MONTHS", 0, (f"{NUMBERS}::test_n04_the_demo", f"{TOLD}::test_n04_with")),
        LetGo("N-04", "domain.national_id._HELP", 80, (f"{NUMBERS}::test_n04_help", f"{TOLD}::test_n04_help")),
        LetGo("N-04", "domain.person_gate.check_number", gives(None), (f"{STARTING}::test_n04_a_number",)),
        LetGo("N-05", "domain.national_id.SYNTHETIC", 0, (f"{NUMBERS}::test_n05_every", f"{INVENTED}::test_n05_a_thousand_people_have")),
        LetGo("N-05", "services.demo.persons.invented_name", gives("Munter"), (f"{INVENTED}::test_n05_a_thousand_people_are",)),
        LetGo("N-06", "domain.national_id.sex_of", gives("k"), (f"{NUMBERS}::test_n06_nothing", f"{NUMBERS}::test_n06_no_function")),
        LetGo("N-07", "domain.person_gate.check_number", gives(ErrorKind.NATIONAL_ID_WRONG), (f"{PERSON}::test_n03_n04_n07",)),
        LetGo("N-07", "domain.people.PersonName.__pydantic_fields__", with_field("number"), (f"{NUMBERS}::test_n07",)),
        LetGo("D-08", "cli.numbers.mask", str, (f"{TOLD}::test_d08_no_number",)),
        LetGo("D-08", "screens.people.listing.mask", str, ("tests/screens/test_people_screen.py::test_d08_a_number",)),
        LetGo("K-01", "domain.person.ContactNoted.__pydantic_fields__", with_field("home_address"),
              (f"{PERSON}::test_k01", "tests/domain/rules/test_k_rules.py::test_k01")),
    )  # fmt: skip


def of_the_program() -> tuple[LetGo, ...]:
    """Give the rules of look-ups, lists, the lock and the file, with what lets each go."""
    return (
        LetGo("C-11", "store.reader.unseen", nothing_left_out, (f"{LISTS}::test_c11",)),
        LetGo("D-12", "store.reader.unseen", nothing_left_out, (f"{LISTS}::test_d12",)),
        LetGo("K-04", "store.reader.unseen", nothing_left_out, (f"{LISTS}::test_k04",)),
        LetGo("K-02", "domain.person_gate._check_lowered", gives(None),
              (f"{PERSON}::test_k02_a_guarded", f"{PEOPLE}::test_k02_protection")),
        LetGo("D-12", "documents.plan_state.consent_unseen", gives(False), ("tests/screens/test_untold_consent.py::test_d12",)),
        LetGo("K-06", "services.persons.Persons.guarded", gives(({}, None)),
              ("tests/services/test_confidential_year.py::test_k06_raising",)),
        LetGo("S-01", "store.engine._set_up", in_clear, (f"{PRIVACY}::test_s01_no_file", f"{PRIVACY}::test_s01_no_other")),
        LetGo("S-05", "routing.idle.Idle.over", False,
              (f"{UNLOCKING}::test_s05_the_time", f"{LOCKED}::test_s05_the_screen_locks")),
        LetGo("S-05", "services.opening.Office.prove", gives(None),
              (f"{UNLOCKING}::test_s05_a_passphrase_store", f"{UNLOCKING}::test_s05_a_keyring")),
        LetGo("S-06", "store.audit.Audit.note", gives(True),
              (f"{LOOKUPS}::test_s06_opening", f"{LOOKUPS}::test_s06_each")),
        LetGo("S-06", "services.plans.may_read", gives(True), (f"{PLANS}::test_s06_s09",)),
        LetGo("S-07", "store.audit.Audit.broken", gives(0),
              (f"{AUDIT}::test_s07_a_changed", f"{AUDIT}::test_s07_a_look", f"{AUDIT}::test_s07_a_reason",
               "tests/cli/test_lookups.py::test_s07_a_changed")),
        LetGo("S-08", "store.audit.Audit.lookups", gives(()), ("tests/cli/test_lookups.py::test_s08_the",)),
        LetGo("S-09", "services.deadlines.masked", lambda row, _: row, (f"{PLANS}::test_s09_a_familys",)),
        LetGo("S-09", "domain.index.initials", str, ("tests/screens/test_home.py::test_s09", "tests/screens/test_deadlines.py::test_s09")),
        LetGo("S-11", "screens.frame.crash.place", repr, (f"{PROGRAM}::test_s11_the_crash_text", f"{PROGRAM}::test_s11_the_crash_screen")),
        LetGo("S-11", "app.StafettApp.TITLE", "Munter Linerle", (f"{PROGRAM}::test_s11_the_window",)),
    )  # fmt: skip


class LettingGo:
    """Runs the tests of each rule while it is let go; one session, so that everything is imported once."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.told: list[dict[str, str]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the usual run."""
        by_test: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in session.items:
            by_test[item.nodeid.split("[")[0]].append(item)
        for rule in rules():
            self.told.append({start: self._while_gone(rule, start, by_test) for start in rule.notice})
        return True

    def _while_gone(self, rule: LetGo, start: str, by_test: dict[str, list[pytest.Item]]) -> str:
        found = [items for name, items in by_test.items() if name.startswith(start)]
        if len(found) != 1:
            return f"is {len(found)} tests"
        words = (self._one(rule, item) for item in found[0])
        return next((word for word in words if word != "passed"), "passed")

    def _one(self, rule: LetGo, item: pytest.Item) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"stafett_tui.{rule.where}", rule.becomes, raising=rule.rule != "N-06")
            item._initrequest()
            reports = runtestprotocol(item, log=False, nextitem=None)
        called = next((report for report in reports if report.when == "call"), reports[0])
        if called.passed:
            return "passed"
        crash = getattr(called.longrepr, "reprcrash", None)
        by_the_test = crash is not None and Path(crash.path).resolve().is_relative_to(ROOT / "tests")
        noticed = by_the_test or "AssertionError" in str(called.longrepr) or "Failed: DID NOT" in str(called.longrepr)
        return "noticed" if noticed else f"broke: {called.longreprtext[-600:]}"


def main() -> None:
    """Run the tests that are named, each file once, and print what they did."""
    files = sorted({start.split("::")[0] for rule in rules() for start in rule.notice})
    plugin = LettingGo()
    quiet = ["-q", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", "--timeout=0"]
    pytest.main([*quiet, *files], plugins=[plugin])
    sys.stdout.write(f"\n{json.dumps(plugin.told)}\n")


if __name__ == "__main__":
    main()
