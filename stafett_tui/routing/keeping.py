"""The ways to the copies, and to who has looked where."""

from __future__ import annotations

from stafett_tui.routing.ways import Ways
from stafett_tui.screens.frame.messages import OpenAlerts, OpenCopies, OpenLookups


class Keeping(Ways):
    """Where what is kept about the plans is shown."""

    def on_open_copies(self, event: OpenCopies) -> None:
        """Open the copies of everything."""
        event.stop()
        from stafett_tui.screens.copies.screen import CopiesScreen

        self.open_screen(CopiesScreen, None, lambda: CopiesScreen(self.given))

    def on_open_lookups(self, event: OpenLookups) -> None:
        """Open who has looked into a plan."""
        event.stop()
        from stafett_tui.screens.lookups.screen import LookupsScreen

        self.open_screen(LookupsScreen, event.plan_id, lambda: LookupsScreen(self.given, event.plan_id))

    def on_open_alerts(self, event: OpenAlerts) -> None:
        """Open who has looked into plans with a protected address."""
        event.stop()
        from stafett_tui.screens.lookups.alerts import AlertsScreen

        self.open_screen(AlertsScreen, None, lambda: AlertsScreen(self.given))
