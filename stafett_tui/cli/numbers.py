"""`stafett explain --id`: whether an identity number is right; it is never shown in full (D-08, N-01 to N-04)."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Final

from stafett_tui.cli.exits import OK
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.national_id import Checked, Mode, Refusal, Scheme, check, mask
from stafett_tui.i18n.errors import sentence
from stafett_tui.i18n.texts import N_
from stafett_tui.services.policies import find_policy

INPUT: Final = "-"
_SCHEMES: Final[Mapping[Scheme, str]] = {Scheme.TODAY: "current", Scheme.FROM_2032: "2032"}
_RIGHT: Final[Mapping[Scheme, str]] = {
    Scheme.TODAY: N_("right, by the rule of today"),
    Scheme.FROM_2032: N_("right, by the rule for numbers from 2032"),
}
_WRONG: Final[Mapping[Refusal, ErrorKind]] = {
    Refusal.WRONG_DIGITS: ErrorKind.NATIONAL_ID_WRONG,
    Refusal.TEST_NUMBER: ErrorKind.NATIONAL_ID_TEST,
    Refusal.REAL_PERSON: ErrorKind.NATIONAL_ID_REAL,
}


def numbers(options: Namespace, talk: Talk) -> int:
    """Answer one number in words or JSON, or each line of the input with a JSON of its own."""
    mode = Mode.DEMO if options.test_numbers else Mode.PRODUCTION
    helps = _help_numbers(options, talk)
    if options.text == [INPUT]:
        for line in talk.lines():
            talk.put(_json(check(line.strip(), mode, help_numbers=helps)))
            talk.out.flush()
        return OK
    text = " ".join(options.text).strip()
    found = check(text, mode, help_numbers=helps)
    talk.put(_json(found) if options.json else f"{mask(text)}: {_words(found, talk)}")
    return OK


def _json(found: Checked) -> str:
    if found.refused is not None or found.scheme is None:
        return json.dumps({"valid": False, "why": found.refused or Refusal.WRONG_DIGITS})
    return json.dumps({"valid": True, "scheme": _SCHEMES[found.scheme]})


def _words(found: Checked, talk: Talk) -> str:
    if found.refused is not None or found.scheme is None:
        return sentence(talk.texts, _WRONG[found.refused or Refusal.WRONG_DIGITS])
    return talk.tr(_RIGHT[found.scheme])


def _help_numbers(options: Namespace, talk: Talk) -> bool:
    """Tell whether the municipality uses help numbers (N-04); with a broken policy file they are not taken."""
    settings = load(talk.environ, store=options.store)
    try:
        return find_policy(settings.policy_file, chosen=settings.policy_chosen is not None).policy.help_numbers
    except StafettError:
        return False
