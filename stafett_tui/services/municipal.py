"""The policy that the server judges by: heard of by its fingerprint in a round, fetched in the same one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from stafett_tui.services.policies import Policies
from stafett_tui.sync.protocol import Code, PolicyAsked, PolicyTold, Problem

if TYPE_CHECKING:
    from stafett_tui.store.settings import Settings
    from stafett_tui.sync.link import Link

_LATER: Final = frozenset({Code.RETRY, Code.RESTORING})


class Municipal:
    """Follows the policy of the server; entries that were judged keep the fingerprint they have."""

    def __init__(self, settings: Settings, judged_anew: Callable[[], None]) -> None:
        """Keep policies among these settings; `judged_anew` is called where another one is in force."""
        self._policies = Policies(settings)
        self._judged_anew = judged_anew
        self._heard = ""
        self._asked = ""

    def heard(self, fingerprint: str) -> None:
        """The server has said by which policy it judges; "" where it said nothing."""
        self._heard = fingerprint

    def follow(self, link: Link) -> bool:
        """Fetch the policy where it is another one than here, and tell whether it is in force now.

        Asked once: a server of before does not know the question, and nothing is changed by its answer. What this
        version cannot read stays with the server, which judges by it all the same. Raises Unreachable.
        """
        mark = self._heard
        if mark == self._asked or not self._policies.lacks(mark):
            return False
        answer = link.ask(PolicyAsked(fingerprint=mark))
        if isinstance(answer, Problem) and answer.code in _LATER:
            return False
        self._asked = mark
        good = isinstance(answer, PolicyTold) and self._policies.told_anew(mark, answer.policy)
        if good:
            self._judged_anew()
        return good
