"""What is known of newspapers: one TOML file an outlet, and what holds for all of them.

A file of your own in the folder ``outlets`` of ``UMKM_LEXICON`` adds an outlet; nothing else has to be changed.
"""

import re
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from umkm_research.errors import LexiconError
from umkm_research.lexicon import folder, read_toml

ROLES = frozenset(
    "title byline editor date dateline standfirst caption body related promo navigation empty".split()  # noqa: SIM905 - read as one line of the codebook
)
"""Roles of a stretch: codebook, section 1."""

REACHES = frozenset({"phrase", "headline", "line", "repeats"})


class LineRule(NamedTuple):
    """A line that is no article: ``pattern`` matches all of it."""

    role: str
    rule: str
    pattern: str
    outlet: str | None


class Stretch(NamedTuple):
    """A piece of a line that is no article; ``data/reading/stretches.toml`` says how the fields are read."""

    role: str
    rule: str
    trigger: str
    pattern: re.Pattern[str]
    reach: str
    boundary: bool


class Outlet(NamedTuple):
    """A newspaper."""

    name: str
    domains: tuple[str, ...]
    zone: str
    dateline: tuple[str, ...]
    html: dict[str, list[str]]


class Knowledge(NamedTuple):
    """All outlets, and the rules for lines and stretches of all of them together."""

    outlets: dict[str, Outlet]
    lines: tuple[LineRule, ...]
    stretches: tuple[Stretch, ...]
    line: re.Pattern[str]
    """All line rules in one pattern; ``lastindex - 1`` is the number of the rule that matched."""


@cache
def knowledge() -> Knowledge:
    """Read the outlets and the general rules, once.

    Raises
    ------
    LexiconError
        If an outlet has no name, a rule no role of the codebook, or a pattern cannot be compiled.

    Examples
    --------
    >>> sorted(knowledge().outlets)[:3]
    ['Antara', 'Bisnis.com', 'CNBC Indonesia']
    """
    outlets: dict[str, Outlet] = {}
    lines: list[LineRule] = []
    stretches: list[Stretch] = []
    for file in [name for name in folder("outlets") if name.endswith(".toml")]:
        data = read_toml(file)
        if not isinstance(data.get("name"), str):
            raise LexiconError(f"{file} has no name.", 'Add name = "…" as the paper calls itself.', "bad-lexicon")
        name = data["name"]
        outlets[name] = Outlet(
            name,
            tuple(data.get("domains", ())),
            data.get("zone", "WIB"),
            tuple(data.get("dateline", {}).get("names", ())),
            dict(data.get("html", {})),
        )
        lines += [_line(entry, file, name) for entry in data.get("line", ())]
        stretches += [_stretch(entry, file, name) for entry in data.get("stretch", ())]
    lines += [_line(entry, "lines", None) for entry in read_toml("reading/lines.toml")["line"]]
    stretches += [_stretch(entry, "stretches", None) for entry in read_toml("reading/stretches.toml")["stretch"]]
    joined = re.compile("|".join(f"({rule.pattern})" for rule in lines), re.IGNORECASE)
    return Knowledge(outlets, tuple(lines), tuple(stretches), joined)


def _checked(entry: dict[str, Any], file: str, outlet: str | None) -> tuple[str, str]:
    if entry.get("role") not in ROLES:
        raise LexiconError(
            f"{file}: {entry.get('role')!r} is no role.", f"Take one of {', '.join(sorted(ROLES))}.", "bad-lexicon"
        )
    return entry["role"], f"{outlet or 'general'}: {entry.get('id', 'line')}"


def _compiled(pattern: str, file: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise LexiconError(f"{file}: the pattern {pattern!r} is wrong: {error}.", "Mend it.", "bad-lexicon") from error


def _line(entry: dict[str, Any], file: str, outlet: str | None) -> LineRule:
    role, rule = _checked(entry, file, outlet)
    if _compiled(entry["pattern"], file).groups:
        raise LexiconError(f"{file}: {entry['pattern']!r} has groups.", "Write (?:…) for (…).", "bad-lexicon")
    return LineRule(role, rule, entry["pattern"], outlet)


def _stretch(entry: dict[str, Any], file: str, outlet: str | None) -> Stretch:
    role, rule = _checked(entry, file, outlet)
    if entry.get("reach", "phrase") not in REACHES:
        raise LexiconError(
            f"{file}: {entry['reach']!r} is no reach.", f"Take one of {', '.join(sorted(REACHES))}.", "bad-lexicon"
        )
    pattern = _compiled(entry["pattern"], file)
    return Stretch(
        role, rule, entry["trigger"].lower(), pattern, entry.get("reach", "phrase"), entry.get("at") == "boundary"
    )


def match_line(words: str) -> LineRule | None:
    """The rule for a line that is no article, if there is one. Marks of a Markdown heading or list are no hindrance.

    Examples
    --------
    >>> match_line("SCROLL TO CONTINUE WITH CONTENT").role
    'navigation'
    >>> match_line("Harga kopi naik, kata Menteri Perdagangan.") is None
    True
    """
    known = knowledge()
    match = known.line.fullmatch(words.lstrip("#>* ") or words)
    return known.lines[match.lastindex - 1] if match and match.lastindex else None


def by_url(url: str | None) -> Outlet | None:
    """The outlet whose domain an address belongs to.

    Examples
    --------
    >>> by_url("https://bisnis.tempo.co/read/1/harga-kopi").name
    'Tempo'
    >>> by_url("https://example.org/") is None
    True
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    return _domains().get(host) or next(
        (outlet for at in _suffixes(host) if (outlet := _domains().get(at)) is not None), None
    )


def _suffixes(host: str) -> list[str]:
    parts = host.split(".")
    return [".".join(parts[n:]) for n in range(1, len(parts) - 1)]


@cache
def _domains() -> dict[str, Outlet]:
    return {domain: outlet for outlet in knowledge().outlets.values() for domain in outlet.domains}


@cache
def _names() -> tuple[tuple[re.Pattern[str], Outlet], ...]:
    return tuple(
        (re.compile("|".join([re.escape(outlet.name), *outlet.dateline]), re.IGNORECASE), outlet)
        for outlet in knowledge().outlets.values()
    )


@cache
def by_name(name: str) -> Outlet | None:
    """The outlet that is called so, in a dateline, a column or a file.

    Examples
    --------
    >>> by_name("KOMPAS.com").name, by_name("bisnis.com").name
    ('Kompas.com', 'Bisnis.com')
    """
    found = next((outlet for pattern, outlet in _names() if pattern.fullmatch(name.strip())), None)
    return found or by_url(name.strip() if "." in name else None)
