"""What a reader is not told, so that a screen does not call it missing (D-12)."""

from stafett_tui.domain.unseen import consent_unseen

__all__ = ["consent_unseen"]
