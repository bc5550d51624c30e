"""D-12: where the consent of a plan is not told to a reader, nothing says that there is none."""

from __future__ import annotations

import pytest

from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.plan_state import consent_state
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.domain.view import view
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.consent.status import summary
from stafett_tui.screens.frame.waiting import Sight
from stafett_tui.screens.plan.overview import head
from tests.support.domain import BLID, NURSE, STODIG, VARM, asked, family, with_goal

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
