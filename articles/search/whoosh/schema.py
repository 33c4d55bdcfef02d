"""What the index holds of an article. A change here, or of the analysis, wants a new INDEX_FORMAT.

Each text part is indexed twice: as words, which are scored, and as characters with their positions, which decide
whether a phrase stands in it. No text is stored: it is in the database.
"""

from whoosh import fields, formats

from articles.search.whoosh.analysis import CharacterAnalyzer, WordAnalyzer
from articles.search.whoosh.batch import TextBatch, Tokens
from articles.search.whoosh.vocabulary import Vocabulary

# Stands beside the index's files; an index of another format is refused until it is rebuilt.
INDEX_FORMAT = "4"

# The parts of an article and how much a match in each weighs. `text` is all that is not in another part.
PART_WEIGHTS = {"headline": 4.0, "deck": 2.0, "crosshead": 1.5, "author": 2.0, "text": 1.0}
# What a field word of the query language asks.
ASKED_PARTS = {
    None: tuple(PART_WEIGHTS),
    "headline": ("headline", "deck"),
    "crosshead": ("crosshead",),
    "author": ("author",),
    "text": ("text",),
}
CHARACTERS_SUFFIX = "_chars"

# Exact values that can be counted beside a result and chosen as filters.
FACET_FIELDS = ("region", "year", "month", "day", "newspaper", "page_name", "form", "byline")
# Exact values to ask for besides.
VALUE_FIELDS = ("date", "date_end", "page", "public_id")
FILTER_FIELDS = (*FACET_FIELDS, *VALUE_FIELDS)
# Kept with each document and read back with it: what hits and the comparison with the database need.
STORED_FIELDS = (*FILTER_FIELDS, "rank", "stamp")
# Values that are ranged over or counted.
_GROUPED = (*FACET_FIELDS, "date", "date_end", "django_ct")


def characters_field(part: str) -> str:
    """Return the name of the field that holds a part's characters."""
    return part + CHARACTERS_SUFFIX


class WordsField(fields.FieldType):
    """A part's words with their frequencies; its length counts for scores."""

    def __init__(self):
        self.analyzer = WordAnalyzer()
        self.format = formats.Frequency()
        self.scorable = True

    def cut(self, batch: TextBatch, vocabulary: Vocabulary) -> Tokens:
        """Return the words of some texts by their numbers."""
        return batch.words(vocabulary)


class CharactersField(fields.FieldType):
    """A part's characters with their positions; if it is `paired`, frequent pairs of neighbours besides."""

    def __init__(self, paired: bool = False):
        self.paired = paired
        self.analyzer = CharacterAnalyzer()
        self.format = formats.Positions()
        self.scorable = False

    def cut(self, batch: TextBatch, vocabulary: Vocabulary) -> Tokens:
        """Return the characters of some texts by their numbers, line breaks among them."""
        return batch.characters(vocabulary)


class ValuesField(fields.FieldType):
    """Exact values, none, one or several, given as a list of strings. Grouped ones can be counted and ranged over."""

    def __init__(self, stored: bool = False, grouped: bool = False):
        self.format = formats.Existence()
        self.stored = stored
        self.grouped = grouped

    def tokens(self, value: list[str]) -> list[str]:
        """Return the values, each once."""
        return list(dict.fromkeys(value))


class OrderField(fields.FieldType):
    """The article's place in the archive's order: its day (0: unknown), a key that sorts newest first, its own key."""

    indexed = False
    is_order = True

    def __init__(self):
        self.format = None


def build_schema() -> fields.Schema:
    """Return the schema of an index of articles."""
    schema = fields.Schema()
    # Haystack's own three: "articles.article.7", "articles.article", "7".
    for name in ("id", "django_ct", "django_id"):
        schema.add(name, ValuesField(stored=True, grouped=name in _GROUPED))
    for part in PART_WEIGHTS:
        schema.add(part, WordsField())
        schema.add(characters_field(part), CharactersField(paired=part == "text"))
    for name in FILTER_FIELDS:
        schema.add(name, ValuesField(stored=name in STORED_FIELDS, grouped=name in _GROUPED))
    for name in STORED_FIELDS:
        if name not in FILTER_FIELDS:
            schema.add(name, fields.STORED())
    schema.add("order", OrderField())
    return schema
