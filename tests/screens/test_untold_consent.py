"""D-12, C-11: where a consent or what shows it is not told to a reader, nothing says that there is none."""

from __future__ import annotations

import pytest

from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.plan_state import consent_state
from stafett_tui.domain.consent import ConsentGiven, Occasion
from stafett_tui.domain.document import evidence_unseen, shown_by
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.lifecycle import PlanPaused, PlanReopened
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.sections import Section
from stafett_tui.domain.tasks import tasks
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.domain.view import view
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.consent.history import given_lines, shortly_shown
from stafett_tui.screens.consent.status import summary
from stafett_tui.screens.frame.waiting import Sight
from stafett_tui.screens.plan.overview import head
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    NURSE,
    PPT,
    STODIG,
    VARM,
    asked,
    family,
    running,
    started,
    with_goal,
)

WORDS = {"nb": "Samtykke: gitt; vises ikke for deg", "nn": "Samtykke: gitt; blir ikkje vist for deg",
         "en": "Consent: given; not shown to you"}  # fmt: skip


def seen(log, person):
    return view(log.plan, log.actor(person), log.policy, log.today)


@pytest.fixture
def log():
    """A plan whose one consent is to a service that Varm is to know nothing of."""
    made = family()
    made.add(asked(made, NURSE))
    with_goal(made)
    made.add(ServiceHidden(service=NURSE, readers=(VARM,)))
    return made


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(("person", "untold"), [(VARM, True), (BLID, False), (STODIG, False)])
def test_d12_the_consent_screen_the_plan_and_show_agree_that_it_is_given_and_not_shown(log, person, untold, language):
    plan, t = seen(log, person), texts(language)
    assert consent_unseen(plan) is untold
    assert consent_state(plan, log.policy, log.today)["not_shown"] is untold
    assert (WORDS[language] in plan_markdown(plan, t)) is untold
    assert ("".join(words for words, _ in summary(Sight(plan, log.policy, log.today, t))) == WORDS[language]) is untold
    told = [words for line in head(plan, log.today, t) for words, _ in line]
    assert (WORDS[language].partition(": ")[2] in told) is untold


def test_a_plan_that_waits_for_its_first_consent_says_so():
    log = family()
    assert not consent_unseen(seen(log, VARM))
    assert not consent_state(log.plan, log.policy, log.today)["not_shown"]


def said_in_the_minutes(*, blanked: bool = False):
    """Give a plan with an oral consent that a line of the minutes shows; the minutes are not shown again."""
    log = started()
    line = log.add(LineWritten(meeting=running(log), item="welcome", sort=LineSort.NOTE, text="Vi sier ja til PPT"))
    given = log.add(asked(log, PPT, evidence=line))
    if blanked:
        log.add(Blanked(target=line, reason="feil logg"))
    log.add(PlanPaused(reason="ferie"))
    again = log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.REOPENING))
    log.add(PlanReopened(consent=again, sections=(Section.GOALS,)))
    return log, given


def test_c11_what_shows_a_consent_is_not_called_missing_where_it_is_not_shown_again():
    log, given = said_in_the_minutes()
    for person, there in ((STODIG, False), (VARM, True)):
        plan = seen(log, person)
        fact = plan.get(given, ConsentGiven)
        assert shown_by(plan, given, fact.body.evidence)
        assert evidence_unseen(plan, fact.body.evidence) is not there
        words = [line if isinstance(line, str) else line[0][0] for line in given_lines(fact, looked(log, plan))]
        assert ("Det som viser det, vises ikke for deg." in words) is not there
        assert shortly_shown(fact, looked(log, plan)) == ("referat" if there else "ikke for deg")
    assert given not in {task.about for task in tasks(seen(log, STODIG), log.policy, log.today)}


def test_what_was_taken_out_of_the_log_shows_no_consent_any_more():
    log, given = said_in_the_minutes(blanked=True)
    plan = seen(log, STODIG)
    assert not shown_by(plan, given, plan.get(given, ConsentGiven).body.evidence)


def looked(log, plan):
    return Sight(plan, log.policy, log.today, texts("nb"))
