"""Days out of cells: ISO, epoch seconds and milliseconds, d/m/y or m/d/y, month names, and "3 weeks ago".

Which of day and month comes first is decided over the whole file.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal

Order = Literal["dmy", "mdy"]
Form = Literal["iso", "epoch", "slashed", "named", "relative"]

YEAR_LEAST, YEAR_MOST = 1995, 2100
CELL_MOST = 80  # characters; longer cells are texts

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EPOCH = re.compile(r"(\d{10})(?:\.\d+)?|(\d{13})(?:\.0)?")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(
    r"(\d{1,2})\s+(?:tháng\s+)?([a-zà-ỹ]+|\d{1,2})\.?,?\s+(?:năm\s+)?(\d{4})|([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})"
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januari enero",
            "feb february februari pebruari pebrero",
            "mar march maret marso",
            "apr april abril",
            "may mei mayo",
            "jun june juni hunyo",
            "jul july juli hulyo",
            "aug august agustus agu agt agosto",
            "sep sept september setyembre",
            "oct october oktober okt oktubre",
            "nov november nopember nobyembre",
            "dec december desember des disyembre",
        ),
        start=1,
    )
    for name in names.split()
}
_UNITS = {  # days
    **dict.fromkeys("minute minutes hour hours menit jam phút giờ minuto oras".split(), 0),
    **dict.fromkeys("day days hari ngày araw".split(), 1),
    **dict.fromkeys("week weeks minggu pekan tuần linggo".split(), 7),
    **dict.fromkeys("month months bulan tháng buwan".split(), 30),
    **dict.fromkeys("year years tahun năm taon".split(), 365),
}
_RELATIVE = re.compile(
    rf"(\d{{1,3}}|an?|một|satu|isang)\s+(?:na\s+)?({'|'.join(_UNITS)})\s+"
    r"(?:ago|lalu|yang lalu|trước|(?:ang\s+)?nakalipas|nakaraan)"
)
_NEAR = {
    **dict.fromkeys(("today", "hari ini", "hôm nay", "ngayon"), 0),
    **dict.fromkeys(("yesterday", "kemarin", "hôm qua", "kahapon"), 1),
}


def form_of(cell: str) -> Form | None:
    """How a cell writes a day, if it does; a date may stand at the start of a short text ("2024-01-31 | white")."""
    cell = cell.strip().casefold()
    if not cell or len(cell) > CELL_MOST:
        return None
    if _EPOCH.fullmatch(cell):
        return "epoch"
    if _ISO.match(cell):
        return "iso"
    if _SLASHED.match(cell):
        return "slashed"
    if _RELATIVE.match(cell) or cell in _NEAR:
        return "relative"
    if (found := _NAMED.search(cell)) and (found[2] or found[4]) and _month(found[2] or found[4]):
        return "named"
    return None


def evidence(cell: str) -> Order | None:
    """The order that a slashed cell proves by a figure over twelve."""
    match = _SLASHED.match(cell.strip())
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    return "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else None


def decide_order(proofs: Mapping[Order, int], usual: Order) -> Order:
    """The order of a file from what its cells prove; the market's usual one where none proves anything."""
    ranked = Counter(proofs).most_common()
    return ranked[0][0] if ranked and ranked[0][1] > 0 else usual


def day_of(cell: str, order: Order, anchor: date | None) -> date | None:
    """The day that a cell tells, or None; relative ones need the day of the crawl as `anchor`. Times are UTC."""
    cell = cell.strip().casefold()
    form = form_of(cell)
    try:
        if form == "epoch":
            seconds = float(cell)
            return _sane(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date())
        if form == "iso" and (match := _ISO.match(cell)):
            return _sane(date(int(match[1]), int(match[2]), int(match[3])))
        if form == "slashed" and (match := _SLASHED.match(cell)):
            first, second, year = map(int, match.groups())
            month, day = (second, first) if order == "dmy" else (first, second)
            return _sane(date(year + 2000 if year < 100 else year, month, day))
        if form == "named" and (match := _NAMED.search(cell)):
            written_month = _month(match[2] or match[4]) or 0
            return _sane(date(int(match[3] or match[6]), written_month, int(match[1] or match[5])))
        if form == "relative" and anchor and cell in _NEAR:
            return _sane(anchor - timedelta(days=_NEAR[cell]))
        if form == "relative" and anchor and (match := _RELATIVE.match(cell)):
            count = int(match[1]) if match[1].isdigit() else 1
            return _sane(anchor - timedelta(days=count * _UNITS[match[2]]))
    except (ValueError, OverflowError):  # 31 February, or a figure that is no time
        return None
    return None


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTHS.get(text)


def _sane(day: date) -> date | None:
    return day if YEAR_LEAST <= day.year <= YEAR_MOST else None
