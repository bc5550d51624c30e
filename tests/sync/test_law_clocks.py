"""No client's clock takes part in order, conflict or rights: shuffled by years, the same history gives the same log (R1).

Every history is played twice, once with clocks that are right and once with clocks that are drawn anew before each
step; ids are made from these clocks too. What the server has at the end is compared word by word.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import timedelta
from random import Random

import pytest

from stafett_server.log import judging
from tests.support.quick import quick_folder
from tests.sync.machine_laws import BrokenLawError
from tests.sync.machine_steps import LENGTH, begun, history
from tests.sync.shares import measured

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
HISTORIES = 1_000 if os.environ.get("STAFETT_SOAK") else 30
YEARS = (-14_600, -4_000, -400, -31, 0, 31, 400, 4_000, 14_600)


def right(fleet):
    for laptop in fleet.laptops:
        laptop.sets_clock(timedelta(0))


def shuffled(seed):
    chance = Random(seed)

    def shuffle(fleet):
        for laptop in fleet.laptops:
            laptop.sets_clock(timedelta(days=chance.choice(YEARS), seconds=chance.randrange(86_400)))

    return shuffle


def played(beginning, seed, folder, clocks):
    """Give what the server has at the end, with ids named by the order in which they come."""
    rng = Random(seed)
    fleet = begun(beginning, rng, folder)
    fleet.power_is_safe = True
    try:
        history(fleet, rng, rng.randrange(*LENGTH), clocks)
        return told(fleet.server), verdicts(fleet.record)
    finally:
        fleet.close()
        shutil.rmtree(folder)


def told(server):
    names, found = {}, []
    for plan in server.plans():
        for entry, sealed in server.log(plan):
            head = {} if entry.event is None else json.loads(sealed.header)
            head.pop("made_at", None)
            for each in (head.get("id"), head.get("act") if head.get("device") == "server" else None):
                if each is not None:
                    names.setdefault(each, f"#{len(names)}")
            body = "" if sealed is None or sealed.body is None else sealed.body.decode()
            found.append((plan, entry.seq, entry.at, entry.status, json.dumps(head), body))
    return [tuple(named(each, names) if isinstance(each, str) else each for each in row) for row in found]


def named(text, names):
    for each, name in names.items():
        text = text.replace(each, name)
    return text


def verdicts(record):
    return sorted((plan, device, n, *map(str, verdict)) for (plan, device, n, _), verdict in record.first.items())


def test_r1_the_log_of_a_history_is_the_same_whatever_the_clocks_say(beginning):
    with quick_folder() as folder, measured(also=False):
        for seed in range(HISTORIES):
            one = played(beginning, seed, folder / f"{seed}-right", right)
            assert played(beginning, seed, folder / f"{seed}-wrong", shuffled(seed)) == one, seed


def test_r1_a_server_that_believes_the_clock_of_a_writer_is_noticed(beginning, monkeypatch):
    was = judging.place
    monkeypatch.setattr(judging, "place", lambda e, sealed, last, _at, *more: was(e, sealed, last, e.made_at, *more))
    with quick_folder() as folder:
        try:
            one = played(beginning, 1, folder / "right", right)
            assert played(beginning, 1, folder / "wrong", shuffled(1)) != one
        except BrokenLawError:
            return
