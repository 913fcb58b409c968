"""What is counted: stems with the subject's families and keeps applied; and the words that are not."""

from functools import cache

from umkm_research.lexicon import read_tsv


@cache
def load_terms(name: str = "language/terms.tsv") -> dict[str, str]:
    """Terms by form without clitics, or by stem.

    Parameters
    ----------
    name : str
        A list below ``data`` or the user's own folder, with columns ``word``, ``term``, ``kind`` and ``reason``.

    Examples
    --------
    >>> load_terms()["importir"], load_terms()["kebijakan"]
    ('impor', 'kebijakan')
    """
    return {row["word"]: row["term"] for row in read_tsv(name)}


@cache
def stop_words(*, news: bool = True) -> frozenset[str]:
    """Forms that carry no content: a published list, and the news words of no content.

    Parameters
    ----------
    news : bool, default True
        Whether news words (*ujar, pungkas, wib*) are among them.

    Examples
    --------
    >>> "yang" in stop_words(), "wib" in stop_words(), "wib" in stop_words(news=False)
    (True, True, False)
    """
    lists = ["language/stopwords.tsv", *(["language/newswords.tsv"] if news else [])]
    return frozenset(row["word"] for name in lists for row in read_tsv(name))
