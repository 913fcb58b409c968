"""What this package says when it cannot go on: what is wrong, where, and how to mend it."""


class UmkmError(Exception):
    """Base of every error that the package raises on purpose.

    Parameters
    ----------
    reason : str
        What is wrong, naming the file or value.
    remedy : str
        What the reader can do about it.
    code : str
        A short, stable word for programs, as in the ``code`` column of ``rejected``.

    Examples
    --------
    >>> print(UmkmError("notes.pdf is not text.", "Save the article as text or HTML."))
    notes.pdf is not text. Save the article as text or HTML.
    """

    def __init__(self, reason: str, remedy: str = "", code: str = "error") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy
        self.code = code

    def __reduce__(self) -> tuple[type["UmkmError"], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.reason, self.remedy, self.code)


class InputError(UmkmError):
    """An input cannot be read."""


class SchemaError(UmkmError):
    """A table does not have the columns that its schema promises."""


class LexiconError(UmkmError):
    """A data file of the package or of the user is missing or malformed."""
