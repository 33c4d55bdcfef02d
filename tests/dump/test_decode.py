"""Bytes to text: every encoding that newsrooms use, and clear refusals."""

import codecs

import pytest

from articles.dump.decode import (
    BinaryDumpError,
    DecodedText,
    EmptyDumpError,
    UnreadableDumpError,
    decode_dump,
)

TEXT = "小渠清水润万家\r\n\r\n本报讯 今天，清水进了村。\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_decodes_with_line_ends_kept(raw, encoding):
    assert decode_dump(raw) == DecodedText(TEXT, encoding)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", "　\n".encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_file_with_nothing_in_it_is_empty(raw):
    with pytest.raises(EmptyDumpError) as caught:
        decode_dump(raw)
    assert caught.value.kind == "empty"


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"title\x00\x00\x01text",
        b"\x01\x02\x03\x04\x05\x06\x07 text",
    ],
)
def test_a_file_that_is_no_text_is_binary(raw):
    with pytest.raises(BinaryDumpError) as caught:
        decode_dump(raw)
    assert caught.value.kind == "binary"


@pytest.mark.parametrize("raw", [b"\xff\xff\xff\xff", codecs.BOM_UTF8 + b"\xff\xff"])
def test_bytes_of_no_encoding_are_unreadable(raw):
    with pytest.raises(UnreadableDumpError) as caught:
        decode_dump(raw)
    assert caught.value.kind == "unreadable"


def test_a_message_says_what_was_wrong_and_what_to_do():
    with pytest.raises(BinaryDumpError) as caught:
        decode_dump(b"%PDF-1.4")
    assert str(caught.value) == ("The file is a PDF document, not plain text. Export the page's text and upload that.")
