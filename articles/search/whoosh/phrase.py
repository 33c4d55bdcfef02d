"""Phrases, matched by the positions of their characters and by nothing else."""

from whoosh import matching
from whoosh.query import And, Query, Term


class ExactPhrase(Query):
    """Documents in which `tokens` follow each other without a gap in the field `fieldname`.

    Whoosh's own Phrase goes over spans and is built for slop; this one intersects positions. `length_field` is the
    field whose length counts for the score.
    """

    def __init__(self, fieldname: str, tokens: tuple[str, ...], length_field: str, boost: float = 1.0):
        self.fieldname = fieldname
        self.tokens = tokens
        self.length_field = length_field
        self.boost = boost

    def __repr__(self):
        return f"ExactPhrase({self.fieldname!r}, {self.tokens!r}, boost={self.boost!r})"

    __str__ = __repr__

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.fieldname, self.tokens, self.length_field, self.boost))

    def is_leaf(self):
        return True

    def has_terms(self):
        return True

    def terms(self, phrases=False):
        if phrases:
            for token in self.tokens:
                yield self.fieldname, token

    def estimate_size(self, ixreader):
        return And([Term(self.fieldname, token) for token in self.tokens]).estimate_size(ixreader)

    def estimate_min_size(self, ixreader):
        return 0

    def matcher(self, searcher, context=None):
        counts = count_phrase(searcher.reader(), self.fieldname, self.tokens)
        ids = sorted(counts)
        return matching.ListMatcher(ids, weights=[counts[number] * self.boost for number in ids])


def count_phrase(reader, fieldname: str, tokens: tuple[str, ...]) -> dict[int, int]:
    """Return how often the phrase stands in each document that has it. No tokens stand nowhere."""
    if not tokens:
        return {}
    encoded = [token.encode() for token in tokens]
    if any((fieldname, text) not in reader for text in encoded):
        return {}
    if len(encoded) == 1:
        return {number: int(weight) for number, weight in _frequencies(reader, fieldname, encoded[0])}
    # The rarest tokens first: few documents are left for the others.
    order = sorted(range(len(encoded)), key=lambda index: (reader.doc_frequency(fieldname, encoded[index]), index))
    starts: dict[int, set[int]] | None = None
    for offset in order:
        found: dict[int, set[int]] = {}
        for number, positions in _positions(reader, fieldname, encoded[offset], starts):
            here = {position - offset for position in positions}
            if starts is not None:
                here &= starts[number]
            if here:
                found[number] = here
        starts = found
        if not starts:
            return {}
    return {number: len(places) for number, places in (starts or {}).items()}


def _frequencies(reader, fieldname: str, text: bytes):
    """Yield the documents that have the token, with how often it stands there."""
    matcher = reader.postings(fieldname, text)
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def _positions(reader, fieldname: str, text: bytes, among: dict[int, set[int]] | None):
    """Yield the documents that have the token, of those `among`, with its positions."""
    matcher = reader.postings(fieldname, text)
    while matcher.is_active():
        number = matcher.id()
        if among is None or number in among:
            yield number, matcher.value_as("positions")
        matcher.next()
