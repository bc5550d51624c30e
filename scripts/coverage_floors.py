"""Hold the branch coverage of each layer against its floor; reads the combined data of `make cover`."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

FLOORS = {
    "domain": 95,
    "capture": 95,
    "i18n": 95,
    "store": 95,
    "sync": 95,
    "services": 95,
    "screens": 85,
    "widgets": 85,
    "server": 90,
}


@dataclass
class Tally:
    """What was run and what there is to run, branches among it."""

    run: int = 0
    whole: int = 0

    @property
    def percent(self) -> float:
        """Whole percents; a layer without code is covered."""
        return 100 * self.run / self.whole if self.whole else 100.0


def tallies(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, Tally]:
    """The tally of each layer out of coverage's JSON report."""
    found: dict[str, Tally] = {}
    for name, entry in report["files"].items():
        parts = Path(name).parts
        layer = "server" if parts[0] == "stafett_server" else parts[1] if len(parts) > 2 else "top"  # noqa: PLR2004  # stafett_tui / layer / file
        summary = entry["summary"]
        tally = found.setdefault(layer, Tally())
        tally.run += summary["covered_lines"] + summary["covered_branches"]
        tally.whole += summary["num_statements"] + summary["num_branches"]
    return found


def main() -> int:
    """Print every layer and answer 1 where one is below its floor."""
    coverage = Coverage()
    coverage.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        coverage.json_report(outfile=file.name)
        report = json.loads(Path(file.name).read_text(encoding="utf-8"))
    short = 0
    for layer, tally in sorted(tallies(report).items()):
        floor = FLOORS.get(layer)
        below = floor is not None and tally.percent < floor
        short += below
        mark = f"below its floor of {floor}" if below else f"floor {floor}" if floor else ""
        print(f"{layer:10} {tally.percent:6.1f} %  {mark}")
    if short:
        print("Layers below their floor: run .venv/bin/coverage report to see the lines.", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
