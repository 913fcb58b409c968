"""The same person across a corpus, under however many names (``data/statements/persons.tsv``)."""

from functools import cache

from umkm_research.lexicon import read_tsv
from umkm_research.text.titles import bare_name


@cache
def _persons() -> dict[str, str]:
    """Registered persons by each of their names, lower-cased."""
    return {
        name.strip().lower(): row["person"]
        for row in read_tsv("statements/persons.tsv")
        for name in row["names"].split(";")
    }


@cache
def person_of(name: str) -> str | None:
    """The registered person of a name.

    Parameters
    ----------
    name : str
        As an article gives it; titles before and degrees behind it do not matter.

    Returns
    -------
    str or None
        The name under which the registry joins them; null where it does not know this very name. A first name alone
        joins nobody, unless the registry lists it as unmistakable.

    Examples
    --------
    >>> person_of("Jokowi"), person_of("Bapak Joko Widodo"), person_of("Joko")
    ('Joko Widodo', 'Joko Widodo', None)
    """
    known = _persons()
    return known.get(name.lower()) or known.get(bare_name(name).lower())
