"""What stands around a person's name: honorifics, ranks, degrees, offices, and what their abbreviations stand for."""

import re
from functools import cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from umkm_research.lexicon import read_tsv

_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,3}\.){2,}|[SM]\.?\s?[A-Z][a-z]*\.?\Z")
_PREFIXES = (
    "meng",
    "meny",
    "mem",
    "men",
    "me",
    "ber",
    "be",
    "ter",
    "di",
    "se",
    "peng",
    "peny",
    "pem",
    "pen",
    "per",
    "pe",
    "ke",
)
_DROPPED = {"meng": "k", "peng": "k", "meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t"}
"""The first letter of the root that a prefix swallows: men-tanggapi, peny-(s)elenggara."""
_SUFFIX = re.compile(r"(?:kan|an|i|nya|lah|pun)\Z")
_SHORTEST_ROOT = 4
_HEADS = {"office": "R", "body": "A"}
"""The class of an abbreviation by its kind."""


@cache
def word_classes() -> dict[str, str]:
    """Classes of each form listed in ``statements/words.tsv``, as one string of letters.

    Examples
    --------
    >>> word_classes()["menteri"], word_classes()["pak"]
    ('R', 'H')
    """
    found: dict[str, str] = {}
    for row in read_tsv("statements/words.tsv"):
        for form in row["forms"].split():
            if row["class"] not in found.get(form, ""):
                found[form] = found.get(form, "") + row["class"]
    for row in _short_forms():
        letter = _HEADS[row["kind"]]
        if letter not in found.get(row["form"], ""):
            found[row["form"]] = found.get(row["form"], "") + letter
    return found


@cache
def given_names() -> frozenset[str]:
    """Lower-cased words that are people's names although they look like others (``statements/names.tsv``)."""
    return frozenset(word for row in read_tsv("statements/names.tsv") for word in row["forms"].split())


@cache
def places() -> frozenset[str]:
    """Lower-cased words of the names of places (``statements/places.tsv``)."""
    return frozenset(word for row in read_tsv("statements/places.tsv") for word in row["forms"].split())


@cache
def foreign_places() -> frozenset[str]:
    """Those of them that lie abroad."""
    abroad = {"abroad", "countries", "capitals abroad"}
    rows = (row for row in read_tsv("statements/places.tsv") if row["area"] in abroad)
    return frozenset(word for row in rows for word in row["forms"].split())


@cache
def _roots() -> frozenset[str]:
    """The root words of Sastrawi's dictionary (from Kateglo, CC BY-NC-SA 3.0)."""
    return frozenset(StemmerFactory().get_words())


@cache
def is_common(word: str) -> bool:
    """Whether a lower-cased word is an Indonesian word rather than a name: a root of the dictionary, or plainly built on one.

    Examples
    --------
    >>> is_common("kereta"), is_common("disampaikan"), is_common("tanuwijaya"), is_common("wahyu")
    (True, True, False, False)
    """
    if word in given_names():
        return False
    roots = _roots()
    if word in roots:
        return True
    bare = _SUFFIX.sub("", word)
    if len(bare) >= _SHORTEST_ROOT and bare in roots:
        return True
    for form in (word, bare):
        for prefix in _PREFIXES:
            if form.startswith(prefix):
                rest = form[len(prefix) :]
                stems = {rest, _SUFFIX.sub("", rest)}
                stems |= {letter + stem for stem in stems for letter in _DROPPED.get(prefix, "")}
                if any(len(stem) >= _SHORTEST_ROOT and stem in roots for stem in stems):
                    return True
    return False


@cache
def abbreviations() -> dict[str, str]:
    """What the abbreviated offices and bodies of ``statements/abbreviations.tsv`` stand for, lower-cased.

    Examples
    --------
    >>> abbreviations()["menkeu"], abbreviations()["sesmenko"]
    ('menteri keuangan', 'sekretaris kementerian koordinator')
    """
    return {row["form"]: row["stands_for"] for row in _short_forms()}


@cache
def _short_forms() -> tuple[dict[str, str], ...]:
    """The listed abbreviations and those that a minister's one yields: men-dag, wamen-dag, sesmen-dag, kemen-dag."""
    listed = read_tsv("statements/abbreviations.tsv")
    known = {row["form"] for row in listed}
    rows = list(listed)
    for row in listed:
        if not (row["form"].startswith("men") and row["stands_for"].startswith("menteri")):
            continue
        field = row["stands_for"].removeprefix("menteri ")
        derived = (
            ("wa", "office", f"wakil menteri {field}"),
            ("ses", "office", f"sekretaris kementerian {field}"),
            ("ke", "body", f"kementerian {field}"),
        )
        for prefix, kind, stands_for in derived:
            form = prefix + row["form"]
            if form not in known:
                rows.append({"form": form, "stands_for": stands_for, "kind": kind})
    return tuple(rows)


def bare_name(name: str) -> str:
    """A name without honorifics and ranks before it and degrees behind it.

    Examples
    --------
    >>> bare_name("Prof. Dr. Ir. Teten Masduki, S.E., M.M.")
    'Teten Masduki'
    >>> bare_name("Kombes Yusri Yunus")
    'Yusri Yunus'
    """
    parts = name.split(",")
    head = [part for n, part in enumerate(parts) if n == 0 or not _DEGREE.match(part.strip())]
    words = ",".join(head).split()
    classes = word_classes()
    while len(words) > 1 and set("HK") & set(classes.get(words[0].lower().rstrip("."), "")):
        words = words[1:]
    return " ".join(words)
