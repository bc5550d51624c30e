"""Each rule is let go, one at a time, and the tests named after it must then fail: a test that cannot fail says nothing."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stafett_tui.domain import (
    baton,
    checks,
    consent,
    endings,
    hiding,
    keptout,
    level,
    lifecycle,
    lock,
    log,
    meeting,
    people,
)
from stafett_tui.domain.attendance import AttendanceMarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOMAIN = "stafett_tui.domain."


@dataclass(frozen=True)
class LetGo:
    """A check that is made to always allow, and the tests that must notice."""

    rule: str
    what: type | str
    """A kind whose check is let go, or `module.function`."""
    notice: tuple[str, ...]
    gives: Any = None
    """What the function gives instead; a check gives no refusal."""


def refused(*_: object, **__: object) -> None:
    """Refuse nothing."""


RULES = (
    LetGo("C-01", "consenters._check_complete", ("test_c01_a_consent_that_lacks", "test_c01_a_signature_counts")),
    LetGo("C-01", "consent.lacking", ("test_c01_the_plan_is_no_more", "test_c01_signatures_for_different"), ()),
    LetGo("C-01", "admit.check_life", ("test_c01_the_plan_is_no_more",)),
    LetGo("C-02", "consenters.required_consenters", ("test_c02_who_is_asked", "test_c02_a_pregnant"), ()),
    LetGo("C-02", consent.ConsentGiven, ("test_c02_nobody_but_the_family",)),
    LetGo("C-02", "admit.guardian_takes_part", ("test_c02_the_guardians_read", "test_c02_what_both_signed"), True),
    LetGo("C-02", "consenters.answers", ("test_c02_a_guardian_of_one",), True),
    LetGo("C-03", "consenters._check_complete", ("test_c03_one_of_two", "test_c03_a_reason_never")),
    LetGo("C-04", "consenters.own_needed_through", ("test_c04_after_the_birthday", "test_c04_what_the_consent_says")),
    LetGo("C-04", consent.ConsentGiven, ("test_c04_what_the_consent_says",)),
    LetGo("C-05", people.ParticipantAdded, ("test_c05_one_of_a_service",)),
    LetGo("C-05", log.Restored, ("test_c05_one_who_was_taken_out",)),
    LetGo("C-05", "admit._covered", ("test_c05_when_a_service_is_covered",)),
    LetGo("C-05", AttendanceMarked, ("test_c05_when_a_service_is_covered",)),
    LetGo("C-05", "relay.check_receiver", ("test_c05_the_baton_goes",)),
    LetGo("C-06", meeting.LevelChanged, ("test_c06_up_to_level", "test_c06_a_level_goes", "test_c06_both_guardians")),
    LetGo("C-06", meeting.LevelKept, ("test_c06_to_keep",)),
    LetGo("C-06", level.TransitionMade, ("test_c06_each_transition", "test_c06_a_consent_that_was_withdrawn")),
    LetGo("C-07", log.Struck, ("test_c07_no_consent_is",)),
    LetGo("C-07", log.Blanked, ("test_c07_no_consent_is",)),
    LetGo("C-08", "life_gate.shares", ("test_c08_from_the_day_after",), True),
    LetGo("C-08", "view._cut", ("test_c08_one_who_was_covered",)),
    LetGo("C-08", consent.ConsentGiven, ("test_c08_a_period_lies",)),
    LetGo("C-09", "admit.check_life", ("test_c09_withdrawal_in_the_middle",)),
    LetGo("C-09", "consent.withdrawn_at", ("test_c09_withdrawal_takes_effect", "test_c09_withdrawn_for_one"), 0),
    LetGo("C-09", consent.ConsentWithdrawn, ("test_c09_only_the_family", "test_c09_withdrawal_takes_effect")),
    LetGo("C-10", "consent.withdrawn_at", ("test_c10_one_of_two",), 0),
    LetGo("C-10", "lifecycle.endings", ("test_c10_one_of_two",), ()),
    LetGo("C-11", lifecycle.PlanReopened, ("test_c11_a_stopped_plan", "test_c11_a_consent_to_the_processing")),
    LetGo("C-11", "view._not_shown_again", ("test_c11_the_family_chooses",), frozenset()),
    LetGo("C-11", lock.MinutesLocked, ("test_c11_what_is_not_shown",)),
    LetGo("C-11", "life_gate.shares", ("test_c11_after_reopening",), True),
    LetGo("C-12", "consent.is_kept_out", ("test_c12_a_service_kept_out",), False),
    LetGo("C-12", "view.person_kept_out", ("test_c12_one_person_kept_out",), False),
    LetGo("C-12", "admit._covered", ("test_c12_one_person_kept_out", "test_c12_a_service_kept_out")),
    LetGo("C-12", "consent.person_kept_out", ("test_c12_one_person_kept_out",), False),
    LetGo("C-12", "keptout.kept_out", ("test_c12_what_is_written", "test_c12_a_topic_of_several"), ()),
    LetGo("C-12", keptout.KeptOut, ("test_c12_only_the_family",)),
    LetGo("C-12", keptout.LetIn, ("test_c12_only_the_family",)),
    LetGo("C-12", log.Blanked, ("test_c12_the_familys_choice",)),
    LetGo("C-13", "life_gate.shares", ("test_c13_where_the_basis",), True),
    LetGo("C-13", "admit.check_life", ("test_c13_the_two_kinds",)),
    LetGo("C-14", lock.MinutesLocked, ("test_c14_also_for",)),
    LetGo("C-14", "guards.heard_in", ("test_c14_also_for",), True),
    LetGo("C-15", people.PlanOpened, ("test_c15_there_is_no_plan",)),
    LetGo("C-15", "admit.check_life", ("test_c15_before_the_first",)),
    LetGo("D-05", "plan._erased", ("test_d05_after_erasing", "test_d05_what_is_erased"), set()),
    LetGo("D-05", "admit.check_life", ("test_d05_an_erased_plan",)),
    LetGo("D-06", "admit._may", ("test_d06_nobody_but",)),
    LetGo("D-06", lifecycle.PlanErased, ("test_d06_erasing_takes",)),
    LetGo("D-06", "view._told_why", ("test_d06_a_reason_opens",), True),
    LetGo("D-11", "person_gate.may_see_person", ("test_d11_who_may_see",), True),
    LetGo("D-11", "person_gate.may_see_person", ("test_d11_contact_data", "test_d11_an_office"), True),
    LetGo("D-11", "person_gate.check_number", ("test_d11_a_persons_log",)),
    LetGo("D-11", "admit._well_formed", ("test_d11_none_of_it",)),
    LetGo("D-12", "view.hidden_from", ("test_d12_a_hidden_service", "test_d12_the_holder_sees"), ()),
    LetGo("D-12", hiding.ServiceHidden, ("test_d12_the_holder_sees",)),
    LetGo("K-02", "guarding.guarded_guardians", ("test_k02_the_newest",), frozenset()),
    LetGo("K-03", "view.may_read", ("test_k03_one_who_is_not_named",), True),
    LetGo("K-03", "admit._covered", ("test_k03_only_those_named",)),
    LetGo("K-03", "admit.check_place", ("test_k03_no_place",)),
    LetGo("K-03", "person.openers", ("test_k03_the_list",)),
    LetGo("K-04", "view.tells_of_place", ("test_k04_the_other_guardian",), frozenset()),
    LetGo("K-04", "view.retelling", ("test_k04_no_consent", "test_k04_that_consent", "test_k04_who_holds")),
    LetGo("D-12", "view.retelling", ("test_d12_a_consent_that_names", "test_d12_whoever_looks")),
    LetGo("I8", baton.BatonTaken, ("test_i8_nothing_is_accepted",)),
    LetGo("I8", baton.BatonOffered, ("test_i8_nothing_is_accepted", "test_i8_only_a_provider")),
    LetGo("I8", baton.BatonDeclined, ("test_i8_an_offer_is",)),
    LetGo("I8", baton.BatonForced, ("test_i8_only_a_provider",)),
    LetGo("I8", people.ParticipantLeft, ("test_i8_the_holder_neither",)),
    LetGo("I8", log.Blanked, ("test_i8_the_holder_neither",)),
    LetGo("rights", "admit._may", ("test_the_family_wishes", "test_a_provider_proposes")),
)


def named(start: str) -> Callable[..., None]:
    """Give the one test of a rule whose name begins so."""
    found = [
        test
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        if path != Path(__file__)
        for name, test in vars(importlib.import_module(f"tests.domain.rules.{path.stem}")).items()
        if name.startswith(start) and inspect.isfunction(test)
    ]
    assert len(found) == 1, start
    return found[0]


def cases(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """Give the arguments of each run of a parametrized test."""
    found: list[dict[str, Any]] = [{}]
    for mark in getattr(test, "pytestmark", ()):
        if mark.name == "parametrize":
            names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
            rows = [dict(zip(names, row if len(names) > 1 else (row,), strict=True)) for row in mark.args[1]]
            found = [before | row for before in found for row in rows]
    yield from found


def holds(test: Callable[..., None]) -> bool:
    """Run a test as it stands, every case of it."""
    try:
        for told in cases(test):
            test(**told)
    except (AssertionError, pytest.fail.Exception):
        return False
    return True


def let_go(monkeypatch: pytest.MonkeyPatch, rule: LetGo) -> None:
    if isinstance(rule.what, str):
        gives = rule.gives
        monkeypatch.setattr(DOMAIN + rule.what, lambda *_, **__: gives)
    else:
        monkeypatch.setitem(checks.CHECKS, rule.what, refused)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.rule} {r.what if isinstance(r.what, str) else r.what.KIND}")
def test_a_rule_that_is_let_go_is_noticed_by_its_tests(rule, monkeypatch):
    tests = [named(start) for start in rule.notice]
    assert all(holds(test) for test in tests)
    let_go(monkeypatch, rule)
    assert [test.__name__ for test in tests if holds(test)] == []


def test_every_check_of_a_topic_that_is_let_go_is_in_the_list_or_has_tests_of_its_own():
    """The list names the checks of consent, people, baton and life; those of the meeting have theirs beside them."""
    listed = {rule.what for rule in RULES if not isinstance(rule.what, str)}
    topics = (consent, keptout, lifecycle, endings, hiding, baton, level)
    of_this = {kind for kind in checks.CHECKS if kind.__module__ in {topic.__name__ for topic in topics}}
    simple = {baton.BatonWished, endings.PlanPaused, endings.PlanClosed, lifecycle.ErasureAsked}
    assert of_this - listed == simple


def test_every_rule_of_this_package_has_a_check_that_can_be_let_go():
    rules = {rule.rule for rule in RULES}
    wanted = {f"C-{n:02}" for n in range(1, 16)} | {"D-05", "D-06", "D-11", "D-12", "K-02", "K-03", "K-04", "I8"}
    assert wanted <= rules
