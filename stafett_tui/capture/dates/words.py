"""The words of Norwegian dates, bokmål and nynorsk, with the slips that leave no doubt."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final


def _table(*rows: tuple[int, str]) -> Mapping[str, int]:
    return MappingProxyType({word: value for value, words in rows for word in words.split()})


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


DAY_NAMES: Final = _table(
    (0, "mandag måndag maandag mandg mandga maandg"),
    (1, "tirsdag tysdag tirdag tirsdg tirsag tisdag tysdg"),
    (2, "onsdag onsdg onsag ondsag"),
    (3, "torsdag torsdg torsag tordag"),
    (4, "fredag fredg fredga freddag frdag"),
    (5, "lørdag laurdag lordag loerdag lørdg laurdg"),
    (6, "søndag sundag sondag soendag sønndag søndg"),
)
DAY_SHORTS: Final = _table(
    (0, "man mån ma"), (1, "tirs tir tys"), (2, "ons on"), (3, "tors tor"), (4, "fre fr"),
    (5, "lør lau lø"), (6, "søn sun sø"),
)  # fmt: skip
NYNORSK_SHORTS: Final = _table((0, "må"), (1, "ty"), (5, "la"), (6, "su"))
DOUBTFUL_SHORTS: Final = _table((1, "ti"), (3, "to"))  # also the numbers ten and two
DAYS: Final = MappingProxyType({**DAY_NAMES, **DAY_SHORTS, **NYNORSK_SHORTS, **DOUBTFUL_SHORTS})

MONTHS: Final = _table(
    (1, "januar jan janaur januer"), (2, "februar feb febr febuar feburar"), (3, "mars mar"),
    (4, "april apr"), (5, "mai"), (6, "juni jun"), (7, "juli jul"), (8, "august aug"),
    (9, "september sept sep setpember"), (10, "oktober okt otkober"),
    (11, "november nov novmber"), (12, "desember des desmber december dec"),
)  # fmt: skip

ONES: Final = _table(
    (1, "en ei ein én éi éin et ett eit eitt"), (2, "to"), (3, "tre"), (4, "fire"), (5, "fem"),
    (6, "seks"), (7, "sju syv"), (8, "åtte aatte"), (9, "ni"), (10, "ti"), (11, "elleve"),
    (12, "tolv"), (13, "tretten"), (14, "fjorten"), (15, "femten"), (16, "seksten"),
    (17, "sytten"), (18, "atten"), (19, "nitten"), (20, "tjue tyve tjuge"), (30, "tretti tredve"),
)  # fmt: skip
NUMBERS: Final = MappingProxyType(
    {**ONES, **{f"tjue{word}": 20 + value for word, value in ONES.items() if value < 10}}  # noqa: PLR2004 - ones behind twenty
)
HOURS: Final = MappingProxyType({word: value for word, value in NUMBERS.items() if value <= 12})  # noqa: PLR2004 - hours of a clock face

ORDINALS: Final = _table(
    (1, "første fyrste forste"), (2, "andre annen anna"), (3, "tredje"), (4, "fjerde"), (5, "femte"),
    (6, "sjette"), (7, "sjuende syvende sjuande"), (8, "åttende åttande"), (9, "niende niande"),
    (10, "tiende tiande"), (11, "ellevte"), (12, "tolvte tolte"), (13, "trettende trettande"),
    (14, "fjortende fjortande"), (15, "femtende femtande"), (16, "sekstende sekstande"),
    (17, "syttende syttande"), (18, "attende attande"), (19, "nittende nittande"),
    (20, "tjuende tjuande tyvende"), (21, "tjueførste tjuefyrste"), (22, "tjueandre"),
    (23, "tjuetredje"), (24, "tjuefjerde"), (25, "tjuefemte"), (26, "tjuesjette"),
    (27, "tjuesjuende tjuesyvende tjuesjuande"), (28, "tjueåttende tjueåttande"),
    (29, "tjueniende tjueniande"), (30, "trettiende trettiande"), (31, "trettiførste trettifyrste"),
)  # fmt: skip

TODAY: Final = "i dag|idag"
AHEAD_DAYS: Final = _table(
    (0, "idag"),
    (1, "imorgen imorgon imorra imorn imårå morgendagen morgondagen"),
    (2, "iovermorgen iovermorgon overmorgen overmorgon overimorgen overimorgon ovenimorgen"),
)

EVERY: Final = "hver|hvert|hver|kvar|kvart|annenhver|annankvar|annakvar|alle|ukentlig|vekentleg|daglig|dagleg"
PAST: Final = (
    "i går|igår|i gaar|i gårkveld|i forgårs|i førgårs|forgårs|førgårs|forrige|førre|forige|sist|i fjor|siden|sidan"
)
ABOUT: Final = (
    "ca|cirka|circa|sirka|rundt|omkring|omtrent|sånn|rett|like|kanskje|helst|gjerne|trolig|truleg|muligens|"
    "kring|ikring|om lag|omlag|cirka"
)
SOON: Final = (
    "snart|snarest|snarast|straks|umiddelbart|omgående|asap|så fort som mulig|så snart som mulig|"
    "så fort som råd|så snart som råd|så snart råd er|så fort råd er|mulig|mogleg|nå|no|med en gang|"
    "med ein gong|fort|seinere|senere|seinare"
)
EARLY: Final = "begynnelsen|byrjinga|starten|tidlig|tidleg|først|fyrst|primo"
MIDDLE: Final = "midten|midt|medio"
LATE: Final = "slutten|slutt|sent|seint|ultimo"
