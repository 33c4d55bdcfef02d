"""What is kept of a document, as compressed JSON: nothing that is read back can be code."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

# What documents have in common, most frequent last. A change makes a new format of the index (INDEX_FORMAT).
_COMMON = (
    b'"form":["opinion"],"form":["brief"],"byline":["","region":["430000","430100","430102"],"rank":["",1000000,"'
    b'{"id":["articles.article.1"],"django_ct":["articles.article"],"django_id":["1"],"region":["430000","4301'
    b'"],"year":["2022"],"month":["202210"],"newspaper":["'
    b'"],"form":["news"],"byline":["'
    b'"],"date":["20221012"],"date_end":["20221012"],"public_id":["'
    b'-1"],"rank":["'
    b'",1],"stamp":["2022-10-12T01:02:03.456789+00:00"]}'
)
_LEVEL = 6
_RAW = -zlib.MAX_WBITS


def pack_stored(values: Mapping[str, Any]) -> bytes:
    """Return the bytes of a document's values."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=_COMMON)
    return packer.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()) + packer.flush()


def unpack_stored(data: bytes) -> dict[str, Any]:
    """Return the values of `pack_stored`; raises zlib.error or ValueError for bytes that are not whole."""
    return json.loads(zlib.decompressobj(_RAW, zdict=_COMMON).decompress(data))
