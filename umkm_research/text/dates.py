"""Days and times as Indonesian newspapers write them: day before month, month names in both languages, WIB, WITA, WIT."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

ZONES = {
    "WIB": dt.timezone(dt.timedelta(hours=7)),
    "WITA": dt.timezone(dt.timedelta(hours=8)),
    "WIT": dt.timezone(dt.timedelta(hours=9)),
    "UTC": dt.UTC,
    "GMT": dt.UTC,
    "Z": dt.UTC,
}
"""The three time zones of Indonesia, and the names of UTC."""

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "pebruari", "february", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agus", "agt", "ags", "agu", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
WEEKDAY = (
    "Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]at|Sabtu|Minggu|Ahad|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
)
"""Alternatives of a regular expression for the day of the week; *Ahad* is Republika's Sunday."""

_PARTS_OF_DAY = r"(?:\s+(?:dini hari|pagi|siang|sore|petang|malam))?"
_DATE = re.compile(
    rf"""(?:\b(?P<weekday>{WEEKDAY}){_PARTS_OF_DAY}(?:,\s*|\s+))?
    (?P<bracket>\()?
    (?:
        (?<![\d/.-])(?P<iso_year>(?:19|20)\d\d)[-/](?P<iso_month>\d\d)[-/](?P<iso_day>\d\d)(?!\d)
      | (?<![\d/.,-])(?P<day>\d{{1,2}})(?:\s+|-)(?P<month>{_MONTH})\.?(?:,?\s+|-)(?P<year>(?:19|20)\d\d|'\d\d)(?!\d)
      | \b(?P<month_first>{_MONTH})\.?\s+(?P<day_second>\d{{1,2}}),\s+(?P<year_last>(?:19|20)\d\d)(?!\d)
      | (?<![\d/.-])(?P<d>\d{{1,2}})(?P<mark>[/.-])(?P<m>\d{{1,2}})(?P=mark)(?P<y>(?:19|20)\d\d|\d\d)(?![\d/]|[.-]\d)
    )
    (?P<after>\))?""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"""[\s,|·•@–-]{0,4}T?(?P<word>(?:pukul|jam|at)\s+)?
    (?P<hour>\d{1,2})(?P<mark>[:.])(?P<minute>\d\d)(?:(?P=mark)(?P<second>\d\d)(?:\.\d{1,9})?)?(?!\d)
    \s?(?P<zone>WIB|WITA|WIT|UTC|GMT|Z|[+-]\d\d:?\d\d)?(?!\w)""",
    re.VERBOSE,
)
_BRACKETED = re.compile(r"\(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\)|\(\d{1,2} [A-Z][a-z]{2,8} \d{4}\)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0)?\Z")


class Moment(NamedTuple):
    """A day that a text names, with the time where it says one.

    ``start`` and ``end`` are code points in the text searched; ``instant`` is in UTC, null where the day alone is
    known or the zone is not.
    """

    start: int
    end: int
    day: dt.date
    instant: dt.datetime | None
    precision: str
    reported: bool
    """Written as newspapers write the day of what they report: ``Rabu (26/7/2023)``."""


def find_dates(text: str, zone: str | None = None) -> Iterator[Moment]:
    """Days with a year that a text names, in order.

    Parameters
    ----------
    text : str
        Any text.
    zone : str, optional
        Time zone of times that name none, a key of `ZONES`; without it such times are not taken.

    Yields
    ------
    Moment
        Impossible days (``31/2/2023``) and days without a year are left out.

    Examples
    --------
    >>> [str(found.day) for found in find_dates("Rabu (26/7/2023), lalu 1 Agt 2023 dan 31/2/2023")]
    ['2023-07-26', '2023-08-01']
    >>> next(find_dates("Jumat, 29 September 2023 21:00 WIB")).instant
    datetime.datetime(2023, 9, 29, 14, 0, tzinfo=datetime.timezone.utc)
    """
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is None:
            continue
        reported = bool(match["weekday"] and match["bracket"] and match["after"])
        found = Moment(match.start(), match.end(), day, None, "day", reported)
        yield found if reported else _with_time(found, text, zone)


def find_reported(text: str) -> Iterator[Moment]:
    """Days written as newspapers write the day of what they report, weekday and day in brackets; quick in a long text.

    Examples
    --------
    >>> [str(found.day) for found in find_reported("kata Teten, Rabu (26/7/2023), soal aturan 5 Mei 2021 (1/2/2020)")]
    ['2023-07-26']
    """
    for match in _BRACKETED.finditer(text):
        start = max(0, match.start() - 24)
        for found in find_dates(text[start : match.end()]):
            if found.reported:
                yield found._replace(start=found.start + start, end=found.end + start)


def parse_date(value: str, zone: str | None = None) -> Moment | None:
    """The first day in a cell of metadata, or a count of seconds or milliseconds since 1970.

    Parameters
    ----------
    value : str
        What a page or a table says of the time of publication.
    zone : str, optional
        As in `find_dates`.

    Examples
    --------
    >>> parse_date("2019-11-04T08:04:50+00:00").precision
    'second'
    >>> parse_date("14/09/23").day
    datetime.date(2023, 9, 14)
    >>> parse_date("2023-09-14 00:00:00").precision
    'day'
    """
    value = value.strip()
    if _EPOCH.match(value):
        number = int(value.split(".")[0])
        instant = dt.datetime.fromtimestamp(number / 1000 if number > 10**11 else number, dt.UTC).replace(microsecond=0)
        return Moment(0, len(value), instant.astimezone(ZONES["WIB"]).date(), instant, "second", False)
    return next(find_dates(value, zone), None)


def _day(match: re.Match[str]) -> dt.date | None:
    if match["iso_year"]:
        year, month, day = match["iso_year"], int(match["iso_month"]), match["iso_day"]
    elif match["day"]:
        year, month, day = match["year"], _MONTH_NUMBER[match["month"].lower()], match["day"]
    elif match["day_second"]:
        year, month, day = match["year_last"], _MONTH_NUMBER[match["month_first"].lower()], match["day_second"]
    else:
        year, month, day = match["y"], int(match["m"]), match["d"]
    full = int(year.lstrip("'"))
    if full < 100:
        full += 2000 if full < 70 else 1900
    try:
        return dt.date(full, month, int(day))
    except ValueError:
        return None


def _with_time(found: Moment, text: str, zone: str | None) -> Moment:
    """The same moment with the time that stands behind the day.

    Midnight without a zone is what databases write for *no time*, and seconds that are 00 were seldom measured.
    """
    match = _TIME.match(text, found.end)
    if not match or (match["mark"] == "." and not (match["word"] or match["zone"])):
        return found
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59 or (hour == minute == second == 0 and match["zone"] is None):
        return found
    named = match["zone"] or zone
    if named is None:
        return found._replace(end=match.end())
    offset = ZONES.get(named) or _offset(named)
    if offset is None:
        return found._replace(end=match.end())
    local = dt.datetime(found.day.year, found.day.month, found.day.day, hour, minute, second, tzinfo=offset)
    # Days are days in Indonesia: a time in UTC is shown on the clock of Jakarta first.
    home = local.astimezone(ZONES["WIB"]) if named not in {"WIB", "WITA", "WIT"} else local
    try:
        instant = local.astimezone(dt.UTC)
    except OverflowError:
        return found
    precision = "second" if second else "minute"
    return found._replace(end=match.end(), day=home.date(), instant=instant, precision=precision)


def _offset(named: str) -> dt.timezone | None:
    hours, minutes = int(named[1:3]), int(named[-2:])
    if hours > 14 or minutes > 59:
        return None
    shift = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-shift if named[0] == "-" else shift)
