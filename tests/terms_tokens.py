"""Tables of tokens made by hand, for the tests of the statistics."""

import re

import numpy as np
import polars as pl

TOKEN = re.compile(r"[\w\-\x00]+|[^\w\s\x00]")
STOPWORDS = {"yang", "di", "dan", "dari", "itu"}
STEMS = {"mengimpor": "impor", "diimpor": "impor", "importir": "impor", "pedagang": "dagang", "perdagangan": "dagang"}
SCHEMA = {
    "article_id": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "sentence_id": pl.String,
    "form": pl.String,
    "stem": pl.String,
    "term": pl.String,
    "kind": pl.String,
    "is_stopword": pl.Boolean,
}


def tokens_of(texts):
    """The table ``tokens`` of articles given as {article_id: text}; a full stop ends a sentence."""
    rows = []
    for article, text in texts.items():
        sentence = 0
        for match in TOKEN.finditer(text):
            form = match.group().lower()
            stem = STEMS.get(form, form)
            kind = "word" if re.match(r"\w", form) else "punctuation"
            name = f"{article}-{sentence:04d}"
            rows.append((article, match.start(), match.end(), name, form, stem, stem, kind, form in STOPWORDS))
            sentence += form == "."
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def articles_of(texts, **columns):
    """The columns of ``articles`` that the statistics read."""
    return pl.DataFrame({"article_id": list(texts), "text": list(texts.values()), **columns})


def random_tokens(articles=40, words=60, vocabulary=50, seed=0):
    """Articles of random words with a column ``side`` that means nothing; w0 is the most frequent."""
    rng = np.random.default_rng(seed)
    drawn = np.minimum(rng.zipf(1.3, size=(articles, words)), vocabulary) - 1
    texts = {f"a{number:03d}": " ".join(f"w{word}" for word in row) + " ." for number, row in enumerate(drawn)}
    return tokens_of(texts).with_columns(side=pl.col("article_id").str.tail(1).is_in(list("01234")))
