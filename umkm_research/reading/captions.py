"""Captions of photographs: told by their credit, or because scrapers doubled them."""

import re

_CREDIT = re.compile(
    r"""(?:\([^()]{0,60}(?:\b[Ff]oto|FOTO|\b[Dd]o[ck]\b|[Ii]stimewa|\b[Ii]st\b|[Bb]iro\ [A-Z]\w+|Getty|Shutterstock|credit:)[^()]{0,60}\)
      | \b(?:[Ff]oto|FOTO|[Dd]o[ck]\.?|[Ss]umber\ [Ff]oto|credit)\s?[:.]\s?[^.\n]{2,60}
      )[.)]{0,2}\Z""",
    re.VERBOSE,
)
_AGENCY = re.compile(
    r"""(?:\([^()]{0,40}(?:AFP|Reuters|AP\ Photo|[A-Za-z.]/[A-Z][a-z])[^()]{0,60}\)
      | \b[A-Z][\w.]*(?:\ [A-Z]\w*)?/[A-Z][\w.]*(?:\ [A-Z][\w.]*){1,4}
      )[.)]{0,2}\Z""",
    re.VERBOSE,
)
_CAPTION_OPENING = re.compile(r"(?:Foto|FOTO|Ilustrasi|ILUSTRASI|Keterangan [Ff]oto|Caption)\s?[:(.-]|Ilustrasi [a-z]")
_INITIALS_AT_END = re.compile(r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,3}\)\W{0,2}\Z")
_LONGEST_CREDIT = 130
_SAME = 40


def is_caption(words: str) -> bool:
    """Whether a line says that it stands below a photograph: it begins with *Foto:* or ends with whose it is.

    Examples
    --------
    >>> is_caption("Suasana pasar di Solo, Rabu (30/4/2025). (Foto: Dok. Pemkot)"), is_caption("Harga naik (5/4/2025).")
    (True, False)
    """
    if _CAPTION_OPENING.match(words):
        return True
    if not (("/" in words or ":" in words or "(" in words) and _CREDIT.search(words[-_LONGEST_CREDIT:])):
        return False
    return not any(mark in words for mark in '"“”') and not _INITIALS_AT_END.search(words)


def names_agency(words: str) -> bool:
    """Whether a line ends with paper and photographer, *JIBI/Siti Aminah*; below a story that can be its writer too.

    Examples
    --------
    >>> names_agency("Suasana pasar di Solo. JIBI/Siti Aminah."), names_agency("Rapat Senin (26/12/2022).")
    (True, False)
    """
    return bool(_AGENCY.search(words[-_LONGEST_CREDIT:]))


def is_doubled(words: str) -> bool:
    """Whether a line says the same twice, the second time perhaps with a credit behind it.

    Examples
    --------
    >>> is_doubled("Presiden meninjau pasar tradisional di kota Solo. Presiden meninjau pasar tradisional di kota Solo. (AFP)")
    True
    """
    second = words.find(words[:_SAME], _SAME)
    if second < 0:
        return False
    first = words[:second].strip(" \xa0.")
    return words[second:].startswith(first) and len(words) - second < len(first) + 120
