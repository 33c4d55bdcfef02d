"""What of an article goes into the search index. Haystack finds this module by its name.

The parts of the text are strings whose lines are the units that a phrase lies within: a paragraph, a crosshead, a
name. The rest are exact values.
"""

import datetime
from calendar import monthrange
from collections.abc import Iterable

from haystack import indexes

from articles.models import Article, Dump


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """The fields of an article; how each is indexed stands in articles/search/whoosh/schema.py."""

    # All that is in no other part: paragraphs, captions, and the byline and dateline as printed.
    text = indexes.CharField(document=True)
    headline = indexes.CharField()
    deck = indexes.CharField()
    crosshead = indexes.CharField()
    author = indexes.CharField()

    public_id = indexes.CharField(model_attr="public_id")
    # Codes of today from the province down; a township is "430923/平口镇".
    region = indexes.MultiValueField()
    newspaper = indexes.CharField(model_attr="dump__newspaper__code")
    year = indexes.IntegerField(null=True)
    # "202210", where the month is known.
    month = indexes.CharField(null=True)
    # "20221012", where the day is known.
    day = indexes.CharField(null=True)
    form = indexes.CharField(model_attr="form")
    # Names of persons, whole.
    byline = indexes.MultiValueField()
    # The page's number in the issue.
    page = indexes.IntegerField(model_attr="dump__page_no", null=True)
    page_name = indexes.CharField(model_attr="dump__page_name")
    # The first and the last day on which the article can have appeared.
    date = indexes.DateField(null=True)
    date_end = indexes.DateField(null=True)
    # The article's place among those of its day, and a value that changes when the article does.
    rank = indexes.MultiValueField()
    stamp = indexes.CharField()

    def get_model(self):
        """The model that is indexed."""
        return Article

    def get_updated_field(self):
        """The field by which update_index knows what is new."""
        return "updated_at"

    def index_queryset(self, using=None):
        """Articles of dumps that were read, with all that is indexed: a fixed number of queries for any number."""
        return self.compared_queryset().prefetch_related("sections", "bylines")

    def compared_queryset(self):
        """The same articles with what the values other than text need."""
        return (
            Article.objects.filter(dump__status=Dump.Status.PARSED)
            .select_related("dump__newspaper")
            .defer("dump__raw_bytes", "dump__problems", "dump__furniture")
            .prefetch_related("places__region")
        )

    def prepare_text(self, article: Article) -> str:
        """Dateline, paragraphs, captions and byline, a line each."""
        paragraphs = (paragraph for section in article.sections.all() for paragraph in section.paragraphs)
        return _lines([article.dateline, *paragraphs, *article.captions, article.byline_raw])

    def prepare_headline(self, article: Article) -> str:
        """The headline."""
        return _lines([article.headline])

    def prepare_deck(self, article: Article) -> str:
        """Kicker and deck, a line each."""
        return _lines([article.kicker, article.deck])

    def prepare_crosshead(self, article: Article) -> str:
        """The crossheads, a line each."""
        return _lines(section.crosshead for section in article.sections.all())

    def prepare_author(self, article: Article) -> str:
        """Names and organisations, a line each."""
        bylines = article.bylines.all()
        return _lines([byline.name for byline in bylines] + [byline.organisation for byline in bylines])

    def prepare_region(self, article: Article) -> list[str]:
        """The regions that the article is about or mentions, and those they lie in."""
        return sorted({value for place in article.places.all() for value in place.region.lineage})

    def prepare_year(self, article: Article) -> int | None:
        """The year of issue, where it is known."""
        return article.dump.issue_date.year if article.dump.issue_date else None

    def prepare_month(self, article: Article) -> str | None:
        """The month of issue, where it is known."""
        dump = article.dump
        known = dump.issue_date and dump.issue_date_precision != Dump.DatePrecision.YEAR
        return dump.issue_date.strftime("%Y%m") if known else None

    def prepare_day(self, article: Article) -> str | None:
        """The day of issue, where it is known."""
        dump = article.dump
        known = dump.issue_date and dump.issue_date_precision == Dump.DatePrecision.DAY
        return dump.issue_date.strftime("%Y%m%d") if known else None

    def prepare_byline(self, article: Article) -> list[str]:
        """The names of those who signed, each once."""
        return list(dict.fromkeys(byline.name for byline in article.bylines.all() if byline.name))

    def prepare_date(self, article: Article) -> datetime.date | None:
        """The first day on which the article can have appeared."""
        return article.dump.issue_date

    def prepare_date_end(self, article: Article) -> datetime.date | None:
        """The last day on which the article can have appeared."""
        return _last_day(article.dump.issue_date, article.dump.issue_date_precision)

    def prepare_rank(self, article: Article) -> list:
        """Newspaper, page, dump, place on the page. An unknown page number comes last."""
        dump = article.dump
        page_no = dump.page_no if dump.page_no is not None else 1_000_000
        return [dump.newspaper.code, page_no, dump.public_id, article.order_no]

    def prepare_stamp(self, article: Article) -> str:
        """When the article was changed."""
        return article.updated_at.isoformat()


def _lines(units: Iterable[str]) -> str:
    return "\n".join(" ".join(unit.splitlines()) for unit in units if unit)


def _last_day(first: datetime.date | None, precision: str) -> datetime.date | None:
    if first is None or precision == Dump.DatePrecision.DAY:
        return first
    if precision == Dump.DatePrecision.YEAR:
        return datetime.date(first.year, 12, 31)
    return first.replace(day=monthrange(first.year, first.month)[1])
