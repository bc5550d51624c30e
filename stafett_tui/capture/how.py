"""How a child was asked: well-known ways have a key, anything else stays the words typed."""

from types import MappingProxyType
from typing import Final

WAYS: Final = MappingProxyType(
    {
        "conversation": "samtale samtalar snakk prat conversation talk",
        "drawing": "tegning teikning tegnet teikna tegna drawing",
        "play": "lek leik lekte leika play",
        "questionnaire": "spørreskjema skjema sporreskjema questionnaire form",
        "film": "film video filmklipp",
        "pictures": "bilde bilder bilete bileta foto fotografi symboler symbol symbolkort pictures",
        "walk": "gåtur tur spasertur walk",
        "letter": "brev melding sms letter message",
        "observation": "observasjon observation",
        "interpreter": "tolk interpreter",
    }
)
SHORTEST: Final = 3
_KEYS: Final = MappingProxyType({word: key for key, words in WAYS.items() for word in words.split()})


def how_key(text: str) -> str | None:
    """The key of a well-known way of asking, also by its first three letters; nothing for other words."""
    wanted = text.strip().casefold()
    if wanted in _KEYS:
        return _KEYS[wanted]
    if len(wanted) < SHORTEST:
        return None
    keys = {key for word, key in _KEYS.items() if word.startswith(wanted)}
    return keys.pop() if len(keys) == 1 else None
