"""What counts as somebody's own item, where the rights table says so."""

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised
from stafett_tui.domain.baton import BatonDeclined, BatonTaken
from stafett_tui.domain.concern import AboutMeRevised, AboutMeWritten
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn
from stafett_tui.domain.evaluation import ActivityEvaluated, EvaluationRevised
from stafett_tui.domain.event import Body
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.people import Role, role_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceRevised

_FAMILY = frozenset({Role.GUARDIAN, Role.OWNER})


def owns(plan: Plan, person: str, body: Body) -> bool:
    """Tell whether what is written is the writer's own item."""
    match body:
        case BatonTaken() | ConsentWithdrawn() | KeptOut() | LetIn():
            return person == (body.person if isinstance(body, BatonTaken) else body.by)
        case ConsentGiven():
            return body.consenters == (person,) and body.one_reason is None
        case VoiceHeard():
            return body.speaker is Speaker.CHILD
        case VoiceRevised() | EvaluationRevised():
            said = plan.get(body.thing, body.TARGET)
            return said is not None and said.by == person
    return isinstance(body, AboutMeWritten | AboutMeRevised | BatonDeclined) or _own_activity(plan, person, body)


def _own_activity(plan: Plan, person: str, body: Body) -> bool:
    match body:
        case ActivityPlanned():
            return body.responsible == person and role_of(plan, person) in _FAMILY and _at_home(plan, body)
        case ActivityEvaluated() | ActivityEnded():
            return _responsible(plan, person, body.activity)
        case ActivityRevised():
            return body.field in {"due", "helpers"} and _responsible(plan, person, body.thing)
    return False


def _responsible(plan: Plan, person: str, activity: str) -> bool:
    planned = plan.get(activity, ActivityPlanned)
    return planned is not None and planned.body.responsible == person


def _at_home(plan: Plan, body: ActivityPlanned) -> bool:
    """Tell whether it is a measure of the family's own: under a goal at home or under none."""
    goal = plan.get(body.goal, GoalSet)
    return goal is None or goal.body.arena is Arena.HOME
