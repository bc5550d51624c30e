"""Look at a WAL that a crash left: SQLite would drop, in silence, everything behind a damaged frame (I2, I9)."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final, NamedTuple

_HEADER: Final = 32
_FRAME: Final = 24
_MAGIC: Final = 0x377F0682
_MASK: Final = 0xFFFFFFFF


class _Frame(NamedTuple):
    commits: bool
    salts: tuple[int, int]
    checksum: tuple[int, int]
    summed: bytes


def is_damaged(path: Path) -> bool:
    """Tell whether whole commits stand behind a frame that does not hold.

    A crash can tear the last commit only, as each is on disk before the next one begins; a torn end is no damage.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if len(data) <= _HEADER:
        return False
    magic, _, page, _, salt1, salt2, sum1, sum2 = struct.unpack(">8I", data[:_HEADER])
    order = ">" if magic & 1 else "<"
    if magic | 1 != _MAGIC | 1 or _checksum(data[:24], (0, 0), order) != (sum1, sum2):
        return True
    frames = _frames(data, page)
    whole = _whole(frames, (salt1, salt2), (sum1, sum2), order)
    committed = False
    for frame in frames[whole:]:
        if frame.salts == (salt1, salt2):
            if committed:
                return True
            committed = frame.commits
    return False


def _frames(data: bytes, page: int) -> list[_Frame]:
    size = _FRAME + page
    found: list[_Frame] = []
    for start in range(_HEADER, len(data) - size + 1, size):
        _, pages, salt1, salt2, sum1, sum2 = struct.unpack(">6I", data[start : start + _FRAME])
        summed = data[start : start + 8] + data[start + _FRAME : start + size]
        found.append(_Frame(pages > 0, (salt1, salt2), (sum1, sum2), summed))
    return found


def _whole(frames: list[_Frame], salts: tuple[int, int], checksum: tuple[int, int], order: str) -> int:
    """Count the frames from the start that hold."""
    for count, frame in enumerate(frames):
        if frame.salts != salts:
            return count
        checksum = _checksum(frame.summed, checksum, order)
        if checksum != frame.checksum:
            return count
    return len(frames)


def _checksum(data: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & _MASK
        two = (two + second + one) & _MASK
    return one, two
