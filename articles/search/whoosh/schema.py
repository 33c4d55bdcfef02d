"""What the index holds of an article. A change here, or of the analysis, wants a new INDEX_FORMAT.

Each text part is indexed twice: as words, which are scored, and as characters with their positions, which decide
whether a phrase stands in it. No text is stored: it is in the database.
"""

from whoosh import fields, formats

from articles.search.whoosh.analysis import CharacterAnalyzer, WordAnalyzer

# Stands beside the index's files; an index of another format is refused until it is rebuilt.
INDEX_FORMAT = "1"

# The parts of an article and how much a match in each weighs. `text` is all that is not in another part.
PART_WEIGHTS = {"headline": 4.0, "deck": 2.0, "crosshead": 1.5, "author": 2.0, "text": 1.0}
# What a field word of the query language asks.
ASKED_PARTS = {
    None: tuple(PART_WEIGHTS),
    "headline": ("headline", "deck"),
    "crosshead": ("crosshead",),
    "author": ("author",),
}
CHARACTERS_SUFFIX = "_chars"

# Exact values to filter by: field in the schema, whether it can have several.
FILTER_FIELDS = ("region", "newspaper", "year", "date", "date_end", "public_id")
# Kept with each document and read back with it: what facets, orders and the comparison with the database need.
STORED_FIELDS = ("region", "newspaper", "year", "date", "date_end", "public_id", "rank", "stamp")


def characters_field(part: str) -> str:
    """Return the name of the field that holds a part's characters."""
    return part + CHARACTERS_SUFFIX


class WordsField(fields.FieldType):
    """A part's words with their frequencies; its length counts for scores."""

    def __init__(self):
        self.analyzer = WordAnalyzer()
        self.format = formats.Frequency()
        self.scorable = True


class CharactersField(fields.FieldType):
    """A part's characters with their positions."""

    def __init__(self):
        self.analyzer = CharacterAnalyzer()
        self.format = formats.Positions()
        self.scorable = False


class ValuesField(fields.FieldType):
    """Exact values, none, one or several, given as a list of strings."""

    def __init__(self, stored: bool = False):
        self.format = formats.Existence()
        self.stored = stored


def build_schema() -> fields.Schema:
    """Return the schema of an index of articles."""
    schema = fields.Schema()
    # Haystack's own three: "articles.article.7", "articles.article", "7".
    for name in ("id", "django_ct", "django_id"):
        schema.add(name, ValuesField(stored=True))
    for part in PART_WEIGHTS:
        schema.add(part, WordsField())
        schema.add(characters_field(part), CharactersField())
    for name in FILTER_FIELDS:
        schema.add(name, ValuesField(stored=name in STORED_FIELDS))
    for name in STORED_FIELDS:
        if name not in FILTER_FIELDS:
            schema.add(name, fields.STORED())
    return schema
