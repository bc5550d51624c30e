"""Write docs/openapi.json and the tables of docs/sync.md from the models; `--check` says whether they are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from stafett_server.api.openapi import ANSWERS, described
from stafett_server.api.why import MEANS
from stafett_tui.sync.protocol import MOST_BYTES, MOST_EVENTS, OLDEST, PAGE, PROTO, Code
from stafett_tui.sync.protocol.codes import HTTP_STATUS

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- tables: made by scripts/protocol_docs.py -->", "<!-- end of tables -->"
THEN: Mapping[Code, str] = {
    Code.AUTH: "log in anew; nothing is removed",
    Code.OTHER: "say so; nothing is changed",
    Code.REVOKED: "remove what is here of it",
    Code.GAP: "go on from `expect`",
    Code.EPOCH: "take the log anew, offer own events again",
    Code.FORK: "the same",
    Code.CLONE: "ask for a new name, number anew",
    Code.RESNAPSHOT: "take the log anew",
    Code.PLAN_GONE: "keep what is here, tell",
    Code.TOO_LARGE: "send less at once",
    Code.MALFORMED: "a fault of the program: keep, report",
    Code.UPGRADE: "keep, ask for the version that speaks `least` to `most`",
    Code.RETRY: "again after `wait` seconds",
    Code.RESTORING: "again later",
}
"""What a laptop does then."""


def tables() -> Iterator[str]:
    """The lines of the tables."""
    yield f"Protocol {PROTO}, oldest that is spoken {OLDEST}. Limits of one request: {MOST_EVENTS} events,"
    yield f"{MOST_BYTES} bytes unpacked; of one page: {PAGE} places."
    yield ""
    yield "| Request | Answer |"
    yield "| --- | --- |"
    for kind, model in ANSWERS.items():
        yield f"| `POST /v1/{kind}` | `{model.__name__}`: {(model.__doc__ or '').partition(chr(10))[0]} |"
    yield ""
    yield "| Code | Status | Means | The laptop does |"
    yield "| --- | --- | --- | --- |"
    for code in Code:
        yield f"| `{code.value}` | {HTTP_STATUS[code]} | {MEANS[code]} | {THEN[code]} |"


def renewed(page: str) -> str:
    """The page with its tables made anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([before + BEGIN, "", *tables(), "", END + after])


def main(arguments: list[str]) -> int:
    """Write, or with `--check` answer 1 where a file is not current."""
    stale = []
    page = (DOCS / "sync.md").read_text(encoding="utf-8")
    for name, fresh in (("openapi.json", described()), ("sync.md", renewed(page))):
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(fresh, encoding="utf-8")
    print("protocol documents changed: " + (", ".join(stale) or "none"))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
