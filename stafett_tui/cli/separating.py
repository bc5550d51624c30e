"""`stafett separate`: one of several people takes their plans into a store of their own."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from stafett_tui.cli.asking import asked, chosen, from_file
from stafett_tui.cli.exits import MISUSE, OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.talk import Talk
from stafett_tui.config import load
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.separating import Separated
from stafett_tui.services.separating import separate as take_along
from stafett_tui.store.keys import Passphrase
from stafett_tui.store.opened import Store


def separate(options: Namespace, talk: Talk) -> int:
    """Move the plans of the one who is named, and say what went, what stays with whom, and what comes next."""
    if not Store.exists(load(talk.environ, store=options.store).store_dir):
        raise StafettError(ErrorKind.NO_STORE)
    with opened(options, talk) as office:
        if options.acting is None and len(office.persons) > 1:
            talk.say(talk.tr("Say whose plans go: stafett --as NAME separate DIR"))
            return MISUSE
        told = take_along(office, options.folder, _passphrase(options, talk))
    folder = options.folder.absolute()
    if options.json:
        shown = {"moved": told.plans, "missed": told.missed, "stay": told.stay, "shared": told.shared}
        invited = [{"name": name, "person": person} for name, person in told.invited]
        talk.put(to_text({"version": VERSION, "folder": str(folder), **shown, "others": list(told.others),
                          "invite": invited}))  # fmt: skip
        return OK
    for line in _lines(told, folder, talk):
        talk.say(line)
    talk.put(str(folder))
    return OK


def _passphrase(options: Namespace, talk: Talk) -> Passphrase | None:
    """Read it from the file, or ask: twice for a new store, once for one that is there already."""
    if options.new_file is not None:
        return from_file(options.new_file)
    if Store.exists(options.folder):
        return asked(talk, talk.tr("Passphrase of your own store: "))
    return chosen(talk, talk.tr("New passphrase of your own store, at least ten signs: "))


def _lines(told: Separated, folder: Path, talk: Talk) -> list[str]:
    trn, names = talk.texts.trn, _joined(told.others, talk)
    went = trn("{n} plan is in your own store now, with all that was written in it.",
               "{n} plans are in your own store now, with all that was written in them.",
               told.plans, n=told.plans)  # fmt: skip
    none = talk.tr("You have your own store now. No plan went along: none here was yours.")
    lines = [went if told.plans else none]
    if told.missed:
        lines.append(trn("In {n} plan that went others here take part too; they get it from the server.",
                         "In {n} plans that went others here take part too; they get them from the server.",
                         told.missed, n=told.missed))  # fmt: skip
    if told.stay:
        lines.append(trn("{n} plan stays here, with {names}.", "{n} plans stay here, with {names}.",
                         told.stay, n=told.stay, names=names))  # fmt: skip
    if told.shared:
        lines.append(trn("In {n} plan that stays you take part too; you get it from the server.",
                         "In {n} plans that stay you take part too; you get them from the server.",
                         told.shared, n=told.shared))  # fmt: skip
    lines.append(talk.tr("Who has looked into the plans until now stays noted here."))
    for name, person in told.invited:
        told_to = talk.tr("Let whoever runs the server invite {name} with --person {person}. "
                          "Else the server does not know them again in these plans.",
                          name=name, person=person)  # fmt: skip
        lines.append(told_to)
    own = shlex.quote(str(folder))
    lines.append(talk.tr("Next, you: stafett --store {folder} login SERVER --code CODE", folder=own))
    if len(told.others) == 1:
        lines.append(talk.tr("{name} writes here alone now, and logs in: stafett login SERVER --code CODE", name=names))
    else:
        lines.append(talk.tr("Several still write here. All but one of them take their plans along in the same way."))
    return lines


def _joined(names: tuple[str, ...], talk: Talk) -> str:
    *some, last = names
    return talk.tr("{some} and {last}", some=", ".join(some), last=last) if some else last
