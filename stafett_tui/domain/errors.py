"""Kinds of errors and refusals; the sentences are made in `i18n.errors`."""

from enum import StrEnum


class ErrorKind(StrEnum):
    """Why something was refused or could not be done, without a sentence."""

    # rights, rules
    NOT_ALLOWED = "not_allowed"
    """The role of the actor does not have this right."""
    LOOKUP_REASON = "lookup_reason"
    """The plan of others opens for an office once a reason is given (S-06)."""
    NO_CONSENT = "no_consent"
    """No valid consent covers the plan yet (C-01)."""
    SERVICE_NOT_COVERED = "service_not_covered"
    """The person's service is not covered by a valid consent (C-05)."""
    CONSENTER_UNKNOWN = "consenter_unknown"
    """Who consents must be the owner or a guardian in the plan (C-02)."""
    BAD_PERIOD = "bad_period"
    """An end that lies before its start."""
    ALREADY_OPENED = "already_opened"
    NOT_OPENED = "not_opened"
    PERSON_UNKNOWN = "person_unknown"
    PERSON_ALREADY_THERE = "person_already_there"
    GOAL_UNKNOWN = "goal_unknown"
    ACTIVITY_UNKNOWN = "activity_unknown"
    ACTIVITY_CLOSED = "activity_closed"
    MEETING_UNKNOWN = "meeting_unknown"
    MEETING_NOT_RUNNING = "meeting_not_running"
    MEETING_ALREADY_RUNNING = "meeting_already_running"
    MEETING_OVER = "meeting_over"
    ITEM_UNKNOWN = "item_unknown"
    TEXT_EMPTY = "text_empty"
    DATE_NOT_A_DATE = "date_not_a_date"
    REASON_NEEDED = "reason_needed"
    TARGET_UNKNOWN = "target_unknown"
    FIELD_UNKNOWN = "field_unknown"
    BASE_MISSING = "base_missing"
    NATIONAL_ID_WRONG = "national_id_wrong"
    """The digits of an identity number do not fit together (N-03)."""
    NATIONAL_ID_TEST = "national_id_test"
    """A test number in production (N-04)."""
    NATIONAL_ID_REAL = "national_id_real"
    """What could be a real person's number in the demo (N-04)."""
    # minutes
    MINUTES_LOCKED = "minutes_locked"
    MINUTES_NOT_LOCKED = "minutes_not_locked"
    MINUTES_NOT_READY = "minutes_not_ready"
    VERSION_WRONG = "version_wrong"
    UNLOCK_TOO_LATE = "unlock_too_late"
    # undo
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    NOT_UNDOABLE = "not_undoable"
    BUILT_UPON = "built_upon"
    BLANKED = "blanked"
    # log
    UPGRADE = "upgrade"
    """The kind is from a later version of the program."""
    CHAIN_BROKEN = "chain_broken"
    INDEX_DIFFERS = "index_differs"
    FILE_DAMAGED = "file_damaged"
    # store, program
    WRONG_KEY = "wrong_key"
    NO_KEY = "no_key"
    NO_STORE = "no_store"
    IN_USE = "in_use"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    STORE_NEWER = "store_newer"
    POLICY_BAD = "policy_bad"
    """The municipal policy file cannot be read, or a value lies outside its limits."""
    PLAN_UNKNOWN = "plan_unknown"
    PLAN_AMBIGUOUS = "plan_ambiguous"
    NO_ACTOR = "no_actor"
    NO_MEETING = "no_meeting"
    BAD_INPUT = "bad_input"


class StafettError(Exception):
    """An error of a kind, with the data its sentence needs (never case data that a log would keep)."""

    def __init__(self, kind: ErrorKind, **data: object) -> None:
        """Keep the kind and its data; `str()` gives only the kind."""
        super().__init__(str(kind))
        self.kind = kind
        self.data = data
