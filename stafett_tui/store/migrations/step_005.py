"""Reasons of look-ups under a seal, so that an erased plan takes them along and the chain stays whole (D-06, S-07)."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    "ALTER TABLE lookup ADD COLUMN salt VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lookup ADD COLUMN sealed VARCHAR DEFAULT '' NOT NULL",
)
