"""A dump's bytes as text.

Chinese newsrooms keep text as UTF-8, as GB18030 (which holds GBK and GB2312) and, from Windows' Notepad, as UTF-16.
Nothing is guessed where the bytes themselves say it: byte order marks first, then strict decoding, then counting.
"""

import codecs
import re
from dataclasses import dataclass

from articles.dump.lines import LINE_ENDS
from articles.text.chars import BLANK


class UnreadableDumpError(ValueError):
    """The bytes are not a text that can be read. `kind` is stable; the message says what was wrong and what to do."""

    kind = "unreadable"


class EmptyDumpError(UnreadableDumpError):
    """There is nothing but white space in the file."""

    kind = "empty"


class BinaryDumpError(UnreadableDumpError):
    """The file is a picture, an archive, an office document or the like."""

    kind = "binary"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A dump's text, line ends as they were, and the name of the encoding it was stored in."""

    text: str
    encoding: str


# First bytes of files that are no text, with the name that a person knows them by.
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM\x00", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# Control characters that have no place in a text; tab, the line ends, form feed and escape's SUB at the end have.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# One control character in a hundred is the most that damage in a text leaves.
_MAX_CONTROL_SHARE = 0.01
# At least this share of the bytes of UTF-16 text without a mark are one half of a common character or an ASCII one.
_MIN_UTF16_SHARE = 0.7


def decode_dump(raw: bytes) -> DecodedText:
    """Return the text of `raw` and the name of its encoding, without a byte order mark and with its line ends kept.

    Encodings: `utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be`, `gb18030`.

    Raises EmptyDumpError, BinaryDumpError, or UnreadableDumpError where no encoding fits.
    """
    if not raw:
        raise EmptyDumpError("The file is empty. Check that the export finished, and upload it again.")
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            raise BinaryDumpError(f"The file is {name}, not plain text. Export the page's text and upload that.")
    decoded = _decode(raw)
    if not decoded.text.strip(BLANK + LINE_ENDS):
        raise EmptyDumpError("The file holds nothing but white space. Check the export, and upload it again.")
    _refuse_controls(decoded.text)
    return decoded


def _decode(raw: bytes) -> DecodedText:
    for bom, codec, name in _BOMS:
        if raw.startswith(bom):
            try:
                return DecodedText(raw[len(bom) :].decode(codec), name)
            except UnicodeDecodeError as error:
                raise UnreadableDumpError(
                    f"The file says that it is {codec.upper()} but byte {error.start + len(bom)} is not. "
                    "Save it again as UTF-8."
                ) from error
    if (codec := _find_utf16_without_mark(raw)) is not None:
        return DecodedText(raw.decode(codec), codec)
    if b"\x00" in raw:
        raise BinaryDumpError("The file holds zero bytes, so it is not plain text. Export the page's text.")
    for codec in ("utf-8", "gb18030"):
        try:
            return DecodedText(raw.decode(codec), codec)
        except UnicodeDecodeError:
            continue  # the next encoding is the answer to this one
    raise UnreadableDumpError("The file is neither UTF-8 nor GB18030 nor UTF-16. Save it again as UTF-8.")


def _find_utf16_without_mark(raw: bytes) -> str | None:
    """Return `utf-16-le` or `utf-16-be` if the bytes can be nothing else: line ends and ASCII show as zero halves."""
    if len(raw) % 2 or b"\x00" not in raw:
        return None
    even, odd = raw[0::2], raw[1::2]
    for codec, high in (("utf-16-le", odd), ("utf-16-be", even)):
        low = even if high is odd else odd
        # Halves of ASCII and of U+3000–U+9FFF and U+FF00–U+FFEF; the other halves of a text are hardly ever zero.
        likely = sum(high.count(bytes((value,))) for value in (0x00, 0x30, *range(0x4E, 0xA0), 0xFF))
        if likely >= _MIN_UTF16_SHARE * len(high) and low.count(0) * 20 <= len(low):
            try:
                text = raw.decode(codec)
            except UnicodeDecodeError:
                continue  # a lone surrogate: not this byte order
            if "\x00" not in text:
                return codec
    return None


def _refuse_controls(text: str) -> None:
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > max(4, _MAX_CONTROL_SHARE * len(text)):
        raise BinaryDumpError(
            f"The file holds {controls} control characters, so it is not plain text. Export the page's text."
        )
