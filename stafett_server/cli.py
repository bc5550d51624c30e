"""The operator's command line: `stafett-server run` starts a server, the other verbs look after one.

Its words are English, for they are for whoever runs the server; case data never stands in them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stafett_server.settings import Settings, load
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import Role

if TYPE_CHECKING:
    from stafett_server.main import Parts

OK: Final = 0
ERROR: Final = 1
MISUSE: Final = 2
FOUND: Final = 3
"""What `check` found is not as it should be."""
LOCAL: Final = frozenset({"127.0.0.1", "::1", "localhost"})
OFFICES: Final = (Role.COORDINATOR, Role.UNIT_LEADER, Role.ADMIN)
"""What somebody can be outside the plans."""
_FRAME: Final = 2 * 1024 * 1024
"""Bytes of a message on the socket before the connection is ended."""
_GARBAGE: Final = (50_000, 20, 50)
"""How seldom circles of objects are looked for: folded logs hold many objects, and none of them stands in a circle."""
_TABLE: Final = ("device", "name", "owner", "person", "state", "plans", "seen_at", "lease_until")
_TOLD: Final = ("folder", "database", "ledger", "policy", "tenant", "name", "host", "port", "certificate", "key")
_SAYS: Final[Mapping[ErrorKind, str]] = {
    ErrorKind.STORE_NEWER: "the database was written by a later version of the server; install that version",
    ErrorKind.POLICY_BAD: "the policy cannot be read or holds a value outside its limits",
    ErrorKind.BAD_INPUT: "there is no such setting, or its value does not fit",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; answers the exit code."""
    try:
        told = _parser().parse_args(arguments)
    except SystemExit as asked:
        return int(asked.code or OK)
    os.umask(0o077)
    try:
        settings = load(os.environ, **{name: getattr(told, name, None) for name in _TOLD})
        return int(told.do(settings, told))
    except StafettError as error:
        data = ", ".join(str(value) for value in error.data.values())
        _say(f"{_SAYS.get(error.kind, error.kind.value)}{': ' if data else ''}{data}")
        return ERROR
    except (OSError, ImportError) as error:
        _say(f"{type(error).__name__}: {getattr(error, 'strerror', None) or error}")
        return ERROR
    except Exception as error:  # noqa: BLE001  # a message of a database can hold what is in it
        _say(f"the database does not answer as it should ({type(error).__name__})")
        return ERROR


def _init(settings: Settings, told: argparse.Namespace) -> int:
    """Make the folder, the settings file and the tables; what is there already stays."""
    _prepare(settings)
    _parts(settings).database.close()
    where = "" if told.folder is None else f" --folder {shlex.quote(str(told.folder))}"
    _put(f"Ready: {settings.folder}")
    _put(f"Start the server: stafett-server run{where}")
    _put(f"Invite somebody:  stafett-server invite NAME{where}")
    _put("Somebody who is in plans here already: --person ID as well, as `devices` and the plans name them")
    return OK


def _run(settings: Settings, told: argparse.Namespace) -> int:
    """Serve until somebody ends it; an empty folder becomes a server by itself."""
    import uvicorn

    from stafett_server.main import create_app

    del told
    _prepare(settings)
    app = create_app(settings)
    secure = settings.certificate is not None
    if not secure and settings.host not in LOCAL:
        _say("warning: without --certificate and --key only a proxy with TLS may stand in front of this address")
    _say(f"{settings.name}: http{'s' * secure}://{settings.host}:{settings.port}")
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    uvicorn.run(
        app, host=settings.host, port=settings.port, http="h11", ws="websockets-sansio", ws_max_size=_FRAME,
        ws_per_message_deflate=True, access_log=False, log_level="warning", server_header=False, lifespan="on",
        timeout_graceful_shutdown=5, ssl_certfile=settings.certificate, ssl_keyfile=settings.key,
    )  # fmt: skip
    return OK


def _invite(settings: Settings, told: argparse.Namespace) -> int:
    """Make a code that lets one laptop in."""
    made = _parts(settings)
    offices = [Role(office) for office in told.office]
    invited = made.access.invite(told.who, person=told.person, offices=offices, days=told.days)
    made.database.close()
    _put(invited.code)
    _say(f"for {told.who}, one laptop, until {invited.ends_at:%Y-%m-%d %H:%M} UTC:")
    _say(f"  stafett login SERVER --code {invited.code}")
    return OK


def _devices(settings: Settings, told: argparse.Namespace) -> int:
    """List the laptops: whose they are, when they were here, and how many plans they hold (S-10)."""
    made = _parts(settings)
    rows = [asdict(each) for each in made.access.listed()]
    made.database.close()
    if told.json:
        _put(json.dumps(rows, ensure_ascii=False, indent=1))
        return OK
    counted = [row | {"plans": len(row["plans"])} for row in rows]
    table = [_TABLE, *(tuple(str(row[name]) for name in _TABLE) for row in counted)]
    widths = [max(len(row[at]) for row in table) for at in range(len(_TABLE))]
    for row in table:
        _put("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    return OK


def _revoke(settings: Settings, told: argparse.Namespace) -> int:
    """Show out a laptop or a person: at its next contact the laptop is told, and empties itself (S-02)."""
    if (told.device is None) == (told.person is None):
        _say("name one device, or --person ID")
        return MISUSE
    made = _parts(settings)
    gone = made.access.revoke(device=told.device, person=told.person)
    made.database.close()
    if gone is None:
        _say("nobody is called that; see stafett-server devices")
        return ERROR
    for device in gone:
        _put(device)
    _say(f"{len(gone)} shown out; what they hold goes at their next contact, or when their lease ends")
    return OK


def _restore(settings: Settings, told: argparse.Namespace) -> int:
    """Say that the database came back from a backup: what the ledger took out goes again, and laptops offer anew.

    Until this was done a restored server must not run: `run` alone does the ledger again, but laptops would only
    notice plan by plan that the server lost something.
    """
    del told
    made = _parts(settings)
    shown_out = made.access.restore()
    lines, epochs = made.keeper.restore()
    made.database.close()
    _put(f"done again from the ledger: {shown_out} who takes part, {lines} of plans")
    _put(f"new epochs: {len(epochs)}; every laptop offers again what the server may lack")
    _say("all codes are void: invite anew whoever has not logged in yet")
    return OK


def _check(settings: Settings, told: argparse.Namespace) -> int:
    """Read every log and tell what does not hold: chains, gaps, lists and the ledger (I5, I10)."""
    del told
    made = _parts(settings)
    found = made.keeper.check()
    lacks = made.access.lacks()
    made.database.close()
    for each in found:
        _put(" ".join((each.kind.value, each.tenant, each.plan, str(each.seq), each.what)).rstrip())
    if lacks:
        _put(f"ledger: {lacks} who were shown out are not so in the database")
    if found or lacks:
        return FOUND
    _put("Everything holds.")
    return OK


def _migrate(settings: Settings, told: argparse.Namespace) -> int:
    """Take the steps that the database lacks."""
    del told
    _parts(settings).database.close()
    _put("The database is of this version.")
    return OK


def _prepare(settings: Settings) -> None:
    """Make the folder and write down what was told, so that the next start finds it."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    settings.ledger_file.parent.mkdir(parents=True, exist_ok=True)
    if not settings.settings_file.exists():
        said = {name: getattr(settings, name) for name in ("database", "tenant", "name", "host", "port", "lease_days")}
        files = {name: getattr(settings, name) for name in ("ledger", "policy", "certificate", "key")}
        said |= {name: str(file.absolute()) for name, file in files.items() if file is not None}
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
        settings.settings_file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _parts(settings: Settings) -> Parts:
    """Put the parts together as they stand: what the ledger says is found by `check`, and done again by `restore`."""
    from stafett_server.main import parts

    settings.folder.mkdir(parents=True, exist_ok=True)
    return parts(settings, replay=False)


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="stafett-server", description="Keeps plans for many laptops.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    _verb(verbs, "init", _init)
    run = _verb(verbs, "run", _run)
    run.add_argument("--host", help="the address to listen on (127.0.0.1)")
    run.add_argument("--port", type=int, help="the port to listen on (8470)")
    run.add_argument("--certificate", type=Path, metavar="FILE", help="certificate for TLS")
    run.add_argument("--key", type=Path, metavar="FILE", help="key of the certificate")
    invite = _verb(verbs, "invite", _invite)
    invite.add_argument("who", metavar="NAME", help="what the person is called")
    invite.add_argument("--person", metavar="ID", help="who the person is in plans that are here already")
    invite.add_argument("--office", action="append", default=[], choices=[office.value for office in OFFICES])
    invite.add_argument("--days", type=_days, default=7, help="how long the code is good (7)")
    devices = _verb(verbs, "devices", _devices)
    devices.add_argument("--json", action="store_true", help="as JSON, with the ids of the plans they hold")
    revoke = _verb(verbs, "revoke", _revoke)
    revoke.add_argument("device", nargs="?", help="the id of a laptop")
    revoke.add_argument("--person", metavar="ID", help="a person, with all laptops")
    _verb(verbs, "restore", _restore)
    _verb(verbs, "check", _check)
    _verb(verbs, "migrate", _migrate)
    return top


def _verb(verbs: Any, name: str, do: Callable[[Settings, argparse.Namespace], int]) -> argparse.ArgumentParser:
    """Add a verb with the options that all of them take."""
    says = (do.__doc__ or "").partition("\n")[0]
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=says, description=says)
    parser.set_defaults(do=do)
    parser.add_argument("--folder", type=Path, help="where the server's files lie (./stafett-server)")
    parser.add_argument("--database", metavar="URL", help="postgresql://… ; without it a SQLite file in the folder")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="revocations and erasures, outside all backups")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="the municipal policy")
    parser.add_argument("--tenant", help="whose plans these are, a short name")
    parser.add_argument("--name", help="what the server calls itself to people")
    return parser


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 90:  # noqa: PLR2004  # a code lies about somewhere until then
        raise ValueError
    return days


def _put(text: str) -> None:
    print(text)


def _say(text: str) -> None:
    print(f"stafett-server: {text}", file=sys.stderr)
