"""From bytes to text: the encodings that Indonesian pages come in."""

import codecs
import re
from typing import BinaryIO

from umkm_research.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound, film or picture",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"PAR1": "a Parquet table",
    b"SQLite": "a database",
    b"\x7fELF": "a program",
    b"{\\rtf": "a rich-text document",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HIGH = "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
_MOJIBAKE = re.compile(rf"â[{_HIGH}]{{2}}|[ÂÃ][{_HIGH}]|ï»¿")


def decode(data: bytes, name: str) -> str:
    """The text of a file, in its own characters; a byte-order mark is no part of it.

    Parameters
    ----------
    data : bytes
        A whole file.
    name : str
        Its name, for the message.

    Raises
    ------
    InputError
        If it is no text.

    Examples
    --------
    >>> decode("“Harga naik”".encode("cp1252"), "a.txt")
    '“Harga naik”'
    >>> decode("Harga naik".encode("utf-16"), "a.txt")
    'Harga naik'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name), name)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(
                f"{name} is {what}, not text.",
                "Save the article as text or HTML, with the ending of its kind.",
                "not-text",
            )
    try:
        return _checked(mend(data.decode("utf-8")), name)
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    if wide:
        return _checked(_strict(data, wide, name), name)
    return _checked(data.decode("cp1252", errors="replace"), name)


def sniff(file: BinaryIO, name: str) -> tuple[str, int]:
    """The encoding of a long file from its beginning, and how many bytes its byte-order mark has.

    A wrong byte further on is read as Windows-1252, by the handler of errors called ``windows``.

    Raises
    ------
    InputError
        If it is no text.
    """
    head = file.read(2**16)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"{name} is {what}, not text.", "Give it the ending of its kind.", "not-text")
    wide = _wide(head)
    if not wide:
        decoded = codecs.getincrementaldecoder("utf-8")(errors="windows").decode(head)
        _checked(decoded, name)
    return wide or "utf-8", 0


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as the characters of Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows", _windows)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} begins as {encoding.upper()} but breaks off at byte {error.start}.",
            "Save it again as UTF-8.",
            "encoding",
        ) from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:2000]
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) * 0.4 else None


def _checked(text: str, name: str) -> str:
    """Refuse what decodes but is no writing."""
    sample = text[:20000]
    if sample and ("\x00" in sample or len(_CONTROL.findall(sample)) > len(sample) * 0.01):
        encoding = _wide(text[:2000].encode("latin-1", errors="replace"))
        raise InputError(
            f"{name} is not text{' in UTF-8' if encoding else ''}: it is full of control characters.",
            "Save the article as text or HTML in UTF-8.",
            "not-text",
        )
    return text


def mend(text: str) -> str:
    r"""The text with UTF-8 that was read as Windows-1252 set right, where that is certain.

    Certain is a run that is a whole UTF-8 character again when it is written back: ``â€œ`` is “. Nothing else changes.

    Examples
    --------
    >>> mend("â€œHarga naikâ€\x9d, kata SÃ©kda â")
    '“Harga naik”, kata Sékda â'
    """
    if "â" not in text and "Ã" not in text and "Â" not in text and "ï»¿" not in text:
        return text
    return _MOJIBAKE.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    data = b"".join(bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252") for letter in match[0])
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return match[0]
