"""The colours and the language of the screens, changed by command and remembered."""

from __future__ import annotations

from dataclasses import replace

from textual import work

from stafett_tui import config
from stafett_tui.i18n.texts import LANGUAGES
from stafett_tui.routing.ways import Ways
from stafett_tui.screens.frame.messages import ChangeLanguage, ChangeTheme


class Looks(Ways):
    """What a person chooses for every screen."""

    def on_change_theme(self, event: ChangeTheme) -> None:
        """Take the next theme, and remember it."""
        event.stop()
        names = list(config.THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._remember(theme=self.theme)

    def on_change_language(self, event: ChangeLanguage) -> None:
        """Take the next language, and show home in it."""
        event.stop()
        language = LANGUAGES[(LANGUAGES.index(self.given.texts.language) + 1) % len(LANGUAGES)]
        self.settings = replace(self.settings, language=language, language_chosen=True)
        self._remember(language=language)
        self.go_home()

    @work(thread=True, exit_on_error=False, group="settings")
    def _remember(self, **changes: str) -> None:
        config.save(self.settings.paths.config_file, **changes)
