"""`python -m stafett_server` is `stafett-server`."""

from __future__ import annotations

import sys

from stafett_server.cli import main

if __name__ == "__main__":
    sys.exit(main())
