"""The verbs of the command line as one table: parser, help and documentation come from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from stafett_tui.i18n.texts import N_


@dataclass(frozen=True)
class Option:
    """One argument or option: its flags, what it is called in the help, what it means, how argparse reads it."""

    flags: tuple[str, ...]
    meaning: str
    metavar: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    """`action`, `choices`, `nargs` as argparse knows them; `kind` names the reader of the value."""


@dataclass(frozen=True)
class Verb:
    """One command: its name, its Norwegian aliases, what it does, its options, and where it lives."""

    name: str
    meaning: str
    run: str
    """`module:function` within the command line; loaded only when the verb is called."""
    aliases: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


_FLAG: Final = {"action": "store_true"}
PLAN: Final = Option(("plan",), N_("id, its first six signs, or the number of the plan"), "PLAN")
REASON: Final = Option(("--reason",), N_("why you look into a plan that is not yours; it is noted"), "TEXT")
JSON: Final = Option(("--json",), N_("print one JSON object with a version field"), reading=_FLAG)
RECOVERY_FILE: Final = Option(
    ("--recovery-file",), N_("the recovery passphrase is the first line of this file"), "FILE", {"kind": "folder"}
)
EXIT_CODE: Final = Option(("--exit-code",), N_("exit with 3 where something was found"), reading=_FLAG)

VERBS: Final = (
    Verb("plans", N_("list the plans"), "reading:plans", ("planer",), (JSON,)),
    Verb(
        "show",
        N_("show a plan with its minutes"),
        "reading:show",
        ("vis",),
        (
            PLAN,
            Option(("--at",), N_("as it stood after an event, or at the end of a day"), "SEQ|DATE", {"kind": "at"}),
            Option(("--markdown",), N_("as Markdown, in the language of the plan"), reading=_FLAG),
            REASON,
            JSON,
        ),
    ),
    Verb(
        "deadlines",
        N_("list the deadlines of all plans"),
        "reading:deadlines",
        ("frister",),
        (
            Option(("--overdue",), N_("only those whose day has passed"), reading=_FLAG),
            Option(("--within",), N_("only those within so many days"), "DAYS", {"kind": "count"}),
            Option(("--limit",), N_("at most so many"), "N", {"kind": "count"}),
            JSON,
            EXIT_CODE,
        ),
    ),
    Verb(
        "meeting",
        N_("hold a meeting as plain questions and answers"),
        "holding:meeting",
        ("møte", "mote"),
        (PLAN, Option(("--line",), N_("line by line, also for a screen reader"), reading=_FLAG)),
    ),
    Verb(
        "explain",
        N_("say what is understood by a capture line or a date phrase"),
        "explain:explain",
        ("forklar",),
        (
            Option(("text",), N_("the words, or - for one phrase a line from the input"), "TEXT|-", {"nargs": "+"}),
            Option(("--date",), N_("the words are a date phrase"), reading=_FLAG),
            Option(("--id",), N_("the words are an identity number; it is never shown in full"), reading=_FLAG),
            Option(
                ("--test-numbers",), N_("with --id: only invented numbers are right, as in the demo"), reading=_FLAG
            ),
            Option(("--from",), N_("reckon from this day instead of today"), "DATE", {"kind": "day", "dest": "base"}),
            Option(("--next",), N_("the day of the next meeting"), "DATE", {"kind": "day", "dest": "following"}),
            Option(("--lang",), N_("the language of the words"), "nb|nn", {"choices": ("nb", "nn")}),
            JSON,
        ),
    ),
    Verb(
        "lookups",
        N_("list who has looked into a plan, how, when and why"),
        "lookups:lookups",
        ("innsyn",),
        (
            Option(("plan",), PLAN.meaning, "PLAN", {"nargs": "?"}),
            Option(("--alerts",), N_("for a coordinator: look-ups of plans with a protected address"), reading=_FLAG),
            REASON,
            JSON,
        ),
    ),
    Verb(
        "conflicts",
        N_("list what stands in two versions, or choose"),
        "conflicts:conflicts",
        ("versjoner", "versjonar"),
        (
            PLAN,
            Option(("--take",), N_("let this version stand: its id, or the last six signs"), "ID"),
            Option(("--keep",), N_("keep what stands, where this version is another: its id"), "ID"),
            JSON,
        ),
    ),
    Verb("refused", N_("list what you wrote and was not taken"), "conflicts:refused", ("avvist",), (JSON,)),
    Verb(
        "note",
        N_("print the line for your own system: that a log exists, or has ended"),
        "note:note",
        ("notat",),
        (PLAN, REASON, JSON),
    ),
    Verb(
        "attach",
        N_("attach a file to a plan: the signed form of a consent, or another"),
        "attaching:attach",
        ("vedlegg",),
        (
            PLAN,
            Option(
                ("file",),
                N_("the file, at most 20 MB; it is kept inside the encrypted store"),
                "FILE",
                {"kind": "folder"},
            ),
            Option(("--consent",), N_("it is the signed form of this consent; last: of the newest one"), "ID|last"),
            JSON,
        ),
    ),
    Verb(
        "verify",
        N_("check the chain, the lists and the file"),
        "reading:verify",
        ("sjekk",),
        (Option(("plan",), PLAN.meaning, "PLAN", {"nargs": "?"}), JSON, EXIT_CODE),
    ),
    Verb(
        "policy",
        N_("show the choices of the municipality, and the law behind them"),
        "policy:policy",
        ("valg",),
        (Option(("--example",), N_("print a file to fill in"), reading=_FLAG), JSON),
    ),
    Verb(
        "rights",
        N_("show who may do what in a plan"),
        "rights:rights",
        ("rettigheter", "rettar"),
        (Option(("--role",), N_("only what this role may do"), "ROLE", {"kind": "role"}), JSON),
    ),
    Verb("templates", N_("list the templates of plans"), "templates:templates", ("maler",), (JSON,)),
    Verb(
        "backup",
        N_("make a verified copy of everything in one encrypted file"),
        "copies:backup",
        ("kopi",),
        (
            Option(("--to",), N_("into this folder"), "DIR", {"kind": "folder"}),
            Option(
                ("--every",), N_("and from now on by itself every so many days; 0 ends that"), "DAYS", {"kind": "count"}
            ),
            Option(("--new-recovery",), N_("choose a new recovery passphrase first"), reading=_FLAG),
            RECOVERY_FILE,
        ),
    ),
    Verb(
        "restore",
        N_("bring a copy back"),
        "copies:restore",
        ("hent",),
        (
            Option(("file",), N_("the copy"), "FILE", {"kind": "folder"}),
            Option(
                ("--replace",), N_("also where the store holds what is not in the copy; that is lost"), reading=_FLAG
            ),
            RECOVERY_FILE,
        ),
    ),
    Verb(
        "separate",
        N_("move your plans to a store of your own; --as says who you are"),
        "separating:separate",
        ("skill",),
        (
            Option(
                ("folder",),
                N_("the folder of your own store; it is made where there is none"),
                "DIR",
                {"kind": "folder"},
            ),
            Option(
                ("--new-file",),
                N_("the passphrase of your own store is the first line of this file"),
                "FILE",
                {"kind": "folder"},
            ),
            JSON,
        ),
    ),
    Verb(
        "login",
        N_("take part at the server of your municipality"),
        "together:login",
        ("logginn",),
        (
            Option(("server",), N_("the address of the server"), "SERVER"),
            Option(("--code",), N_("the code of your invitation; it is good once"), "CODE"),
            Option(("--device",), N_("what this laptop is called in the list of the server"), "NAME"),
            JSON,
        ),
    ),
    Verb(
        "sync",
        N_("send and fetch everything now"),
        "together:sync",
        ("synk",),
        (
            Option(("--watch",), N_("and go on until Ctrl+C"), reading=_FLAG),
            Option(("--all",), N_("also plans that went from here as nobody opened them"), reading=_FLAG),
            Option(("--take",), N_("a plan whose version on the server counts, whatever it lacks"), "PLAN"),
            JSON,
        ),
    ),
    Verb(
        "logout",
        N_("take part at the server no more; plans go from this laptop"),
        "together:logout",
        ("loggut",),
        (
            Option(("--keep",), N_("keep the plans here, where your municipality allows it"), reading=_FLAG),
            Option(("--anyway",), N_("also with things that were never sent; their words are kept"), reading=_FLAG),
            JSON,
        ),
    ),
    Verb(
        "passphrase",
        N_("change the passphrase of the store, or its key"),
        "passphrase:passphrase",
        ("passord",),
        (
            Option(("--keyring",), N_("let the keyring of the system keep the key"), reading=_FLAG),
            Option(("--new-key",), N_("encrypt the store anew under a new key"), reading=_FLAG),
            Option(
                ("--new-file",), N_("the new passphrase is the first line of this file"), "FILE", {"kind": "folder"}
            ),
        ),
    ),
    Verb("paths", N_("say where everything lies"), "paths:paths", ("stier",), (JSON,)),
    Verb("keys", N_("show what the terminal sends for each key"), "keys:keys", ("taster",), (JSON,)),
    Verb(
        "demo",
        N_("open a practice store with invented plans"),
        "holding:demo",
        (),
        (
            Option(
                ("--as",),
                N_("the part you play"),
                "holder|coordinator",
                {"choices": ("holder", "coordinator"), "dest": "office", "default": "holder"},
            ),
            Option(("--plans",), N_("so many more plans"), "N", {"kind": "count", "default": 0}),
            Option(("--keep",), N_("keep the store in this folder"), "DIR", {"kind": "folder"}),
        ),
    ),
)


def verb(name: str) -> Verb:
    """The verb of that name or alias."""
    return next(each for each in VERBS if name == each.name or name in each.aliases)
