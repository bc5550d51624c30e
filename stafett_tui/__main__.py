"""`python -m stafett_tui` is the same as `stafett`."""

from __future__ import annotations

from stafett_tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
