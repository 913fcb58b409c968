"""Days and times as Indonesian newspapers write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umkm_research.text.dates import ZONES, find_dates, find_reported, parse_date

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def day(text):
    found = next(find_dates(text), None)
    return found and str(found.day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26/7/2023", "2023-07-26"),
        ("14/09/23", "2023-09-14"),
        ("03-04-2021", "2021-04-03"),
        ("5.6.2020", "2020-06-05"),
        ("2019-11-04", "2019-11-04"),
        ("4 November 2019", "2019-11-04"),
        ("4 Nopember 2019", "2019-11-04"),
        ("1 Agt 2022", "2022-08-01"),
        ("1 Ags. 2022", "2022-08-01"),
        ("12 Des 2022", "2022-12-12"),
        ("17-Okt-2021", "2021-10-17"),
        ("3 Mei '23", "2023-05-03"),
        ("Apr 29, 2025", "2025-04-29"),
        ("November 4, 2019", "2019-11-04"),
        ("Ahad, 5 Feb 2023", "2023-02-05"),
        ("Jum'at 6 Jan 2023", "2023-01-06"),
        ("Thu, 14 Sep 2023 10:00:00 +0700", "2023-09-14"),
    ],
)
def test_day_before_month(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2023",
        "2023",
        "18/1",
        "Senin (18/1)",
        "12/13/2023",
        "Rp 1.500.2000",
        "021-555-2023",
        "192.168.1.20",
        "4 Pemuda 2019",
    ],
)
def test_what_names_no_day(text):
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "instant", "precision"),
    [
        ("Jumat, 29 September 2023 21:00 WIB", "2023-09-29T14:00", "minute"),
        ("Senin, 18/01/2021 10:05 WIB", "2021-01-18T03:05", "minute"),
        ("Rabu, 4 November 2015 | 21.04 WITA", "2015-11-04T13:04", "minute"),
        ("14 Sep 2023, pukul 09.30 WIT", "2023-09-14T00:30", "minute"),
        ("2019-11-04T08:04:50+00:00", "2019-11-04T08:04:50", "second"),
        ("2023-09-14T10:05:00+07:00", "2023-09-14T03:05", "minute"),
        ("2023-09-14T10:05:07Z", "2023-09-14T10:05:07", "second"),
    ],
)
def test_instants(text, instant, precision):
    found = next(find_dates(text))
    assert found.instant == dt.datetime.fromisoformat(instant).replace(tzinfo=dt.UTC)
    assert found.precision == precision


@pytest.mark.parametrize(
    "text", ["29 September 2023 21:00", "2023-09-14 00:00:00", "14/9/2023 21.00", "14/9/2023 25:10 WIB"]
)
def test_precision_is_never_overstated(text):
    found = next(find_dates(text))
    assert found.instant is None
    assert found.precision == "day"


def test_the_zone_of_the_paper_holds_for_times_without_one():
    found = parse_date("2023-09-14 21:05", "WIB")
    assert found.instant == dt.datetime(2023, 9, 14, 14, 5, tzinfo=dt.UTC)


def test_a_day_is_a_day_in_indonesia():
    assert str(parse_date("2023-09-14T20:30:00Z").day) == "2023-09-15"
    assert str(parse_date("15 September 2023 00:30 WIT").day) == "2023-09-15"


def test_counts_of_seconds_and_milliseconds():
    assert parse_date("1694660400").instant == parse_date("1694660400000").instant
    assert parse_date("tidak ada") is None


def test_reported_days_are_weekday_and_brackets():
    text = "kata Teten, Rabu (26/7/2023). Aturan terbit 1/7/2023. Kamis siang (27 Juli 2023) ia hadir, Senin (31/7)."
    assert [str(found.day) for found in find_reported(text)] == ["2023-07-26", "2023-07-27"]
    assert next(text[found.start : found.end] for found in find_reported(text)) == "Rabu (26/7/2023)"


@given(st.dates(min_value=dt.date(1980, 1, 1), max_value=dt.date(2069, 12, 31)))
def test_any_day_in_any_form(date):
    forms = [
        f"{date.day} {MONTHS[date.month - 1]} {date.year}",
        f"{date.day}/{date.month}/{date.year}",
        date.isoformat(),
        f"({date.day:02d}/{date.month:02d}/{date.year})",
    ]
    assert {day(form) for form in forms} == {date.isoformat()}


@given(
    st.dates(min_value=dt.date(1990, 1, 2), max_value=dt.date(2060, 1, 1)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["WIB", "WITA", "WIT"]),
)
def test_times_come_back(date, hour, minute, zone):
    local = dt.datetime(date.year, date.month, date.day, hour, minute, tzinfo=ZONES[zone])
    found = parse_date(f"{local.day} {MONTHS[local.month - 1]} {local.year} {local.hour:02d}:{local.minute:02d} {zone}")
    assert found.instant == local.astimezone(dt.UTC)
    assert found.day == date


@given(st.text(alphabet="0123456789/-:. ()SeninJanWIB,", max_size=60))
def test_any_text_is_read_without_error(text):
    for found in find_dates(text, "WIB"):
        assert text[found.start : found.end].strip()
