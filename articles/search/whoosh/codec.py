"""Whoosh's own face of a segment of arrays: its readers and matchers find here what they expect of a codec.

The archive's searches do not come this way (evaluate.py reads the arrays); whatever of Whoosh's works on an index does:
`searcher.search`, spans, spelling, query types that the evaluator does not know.
"""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from articles.search.whoosh.postings import FieldPostings
from articles.search.whoosh.segment import ArraySegment, SegmentArrays, open_segment


class ArrayCodec(Codec):
    """Reads segments of arrays. They are written by ArrayWriter (index.py), not through a codec."""

    def per_document_reader(self, storage, segment):
        return ArrayDocumentReader(open_segment(segment.path(Path(storage.folder))), segment)

    def terms_reader(self, storage, segment):
        return ArrayTermsReader(open_segment(segment.path(Path(storage.folder))))

    def new_segment(self, storage, indexname):
        return ArraySegment(indexname)

    def _not_here(self, *args, **kwargs):
        raise NotImplementedError("Segments of arrays are written by ArrayWriter.")

    per_document_writer = field_writer = postings_writer = postings_reader = _not_here


class ArrayDocumentReader(PerDocumentReader):
    """Lengths, stored values and deletions of a segment's documents."""

    def __init__(self, arrays: SegmentArrays, segment: ArraySegment):
        self._arrays = arrays
        self._segment = segment

    def doc_count(self):
        return self._segment.doc_count()

    def doc_count_all(self):
        return self._arrays.doc_count

    def has_deletions(self):
        return self._segment.has_deletions()

    def is_deleted(self, docnum):
        return self._segment.is_deleted(docnum)

    def deleted_docs(self):
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum, fieldname, default=0):
        lengths = self._arrays.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname):
        return self._arrays.total_length(fieldname)

    def min_field_length(self, fieldname):
        lengths = self._arrays.lengths(fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname):
        lengths = self._arrays.lengths(fieldname)
        return 0 if lengths is None else int(lengths.max())

    def stored_fields(self, docnum):
        return self._arrays.stored(docnum)


class ArrayTermsReader(TermsReader):
    """Terms and posting lists of a segment."""

    def __init__(self, arrays: SegmentArrays):
        self.arrays = arrays

    def __contains__(self, term):
        return self.arrays.find(*term) is not None

    def indexed_field_names(self):
        return list(self.arrays.indexed_fields)

    def cursor(self, fieldname, fieldobj):
        postings = self.arrays.postings(fieldname)
        return ArrayCursor(self, fieldname, fieldobj, [] if postings is None else postings.terms)

    def terms(self):
        return self._terms(sorted(self.arrays.indexed_fields), b"")

    def terms_from(self, fieldname, prefix):
        return self._terms([name for name in sorted(self.arrays.indexed_fields) if name >= fieldname], prefix)

    def items(self):
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname, prefix):
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _terms(self, fields: list[str], first_prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of some fields; those of the first from `first_prefix` on."""
        prefix = first_prefix
        for field in fields:
            postings = self.arrays.postings(field)
            if postings is not None:
                for text in postings.terms.from_(bisect_left(postings.terms, prefix)):
                    yield field, text
            prefix = b""

    def term_info(self, fieldname, text):
        postings, number = self._find(fieldname, text)
        ids, frequencies = postings.ids(number), postings.frequencies(number)
        lengths = self.arrays.lengths(fieldname)
        of_term = np.ones(1, np.int64) if lengths is None else lengths[ids]
        return TermInfo(
            weight=float(postings.total(number)),
            df=len(ids),
            minlength=int(of_term.min()),
            maxlength=int(of_term.max()),
            maxweight=1.0 if frequencies is None else float(frequencies.max()),
            minid=int(ids[0]),
            maxid=int(ids[-1]),
        )

    def doc_frequency(self, fieldname, text):
        postings, number = self._find(fieldname, text)
        return postings.count(number)

    def frequency(self, fieldname, text):
        postings, number = self._find(fieldname, text)
        return float(postings.total(number))

    def matcher(self, fieldname, text, format_, scorer=None):
        postings, number = self._find(fieldname, text)
        frequencies = postings.frequencies(number)
        return ArrayMatcher(
            postings.ids(number).tolist(),
            None if frequencies is None else frequencies.astype(float).tolist(),
            PackedPositions(postings, number, format_) if postings.has_positions else None,
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _find(self, field: str, text: bytes) -> tuple[FieldPostings, int]:
        found = self.arrays.find(field, text)
        if found is None:
            raise KeyError(f"{field}:{text!r}")
        return found


class ArrayCursor(FieldCursor):
    """Walks through the terms of a field."""

    def __init__(self, reader: ArrayTermsReader, field: str, fieldobj, terms):
        self._reader, self._field, self._fieldobj, self._terms = reader, field, fieldobj, terms
        self._number = 0

    def is_valid(self):
        return self._number < len(self._terms)

    def first(self):
        self._number = 0
        return self.text()

    def find(self, string):
        text = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._number = bisect_left(self._terms, text)
        return self.text()

    def next(self):
        self._number += 1
        return self.text()

    def text(self):
        return self._fieldobj.from_bytes(self._terms[self._number]) if self.is_valid() else None

    def term_info(self):
        return self._reader.term_info(self._field, self._terms[self._number]) if self.is_valid() else None


class ArrayMatcher(ListMatcher):
    """Whoosh's matcher over a list, made to skip by bisection and to keep what it knows when it is copied."""

    def skip_to(self, id):  # noqa: A002
        self._i = bisect_left(self._ids, id, self._i)

    def skip_to_quality(self, minquality):
        if self.block_quality() <= minquality:
            self._i = len(self._ids)
        return 0

    def copy(self):
        return self.__class__(
            self._ids, self._weights, self._values, self._format, self._scorer, self._i, self._all_weights,
            self._term, self._terminfo,
        )  # fmt: skip

    def block_max_weight(self):
        return self._terminfo.max_weight()


class PackedPositions:
    """The positions of a term in each document, as Whoosh's format packs them, made when they are asked for."""

    def __init__(self, postings: FieldPostings, number: int, format_):
        self._positions = postings.positions(number)
        frequencies = postings.frequencies(number)
        counts = np.ones(postings.count(number), np.int64) if frequencies is None else frequencies
        self._ends = np.cumsum(counts, dtype=np.int64)
        self._format = format_

    def __len__(self):
        return len(self._ends)

    def __getitem__(self, place):
        start = int(self._ends[place - 1]) if place else 0
        return self._format.encode(self._positions[start : int(self._ends[place])].tolist())
