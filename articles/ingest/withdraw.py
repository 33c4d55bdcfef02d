"""Taking dumps out of the archive, with everything that was read from them; their addresses are remembered."""

from collections.abc import Iterable

from articles.models import Article, Dump, FormerIdentifier, WithdrawnIdentifier


def withdraw_dumps(dump_pks: list[int]) -> list[int]:
    """Delete dumps and their articles; return the articles' primary keys. The caller holds the transaction."""
    article_pks = list(Article.objects.filter(dump__in=dump_pks).order_by("pk").values_list("pk", flat=True))
    for dump in Dump.objects.filter(pk__in=dump_pks).defer("raw_bytes", "furniture", "problems"):
        former = FormerIdentifier.objects.filter(article__dump=dump).values_list("public_id", flat=True)
        remember_withdrawn(dump, [dump.public_id, *dump.articles.values_list("public_id", flat=True), *former])
    Dump.objects.filter(pk__in=dump_pks).delete()
    return article_pks


def remember_withdrawn(dump: Dump, public_ids: Iterable[str]) -> None:
    """Keep the identifiers of what stood on a page, so that their addresses can say that it is gone."""
    exact = dump.issue_date_precision == Dump.DatePrecision.DAY
    WithdrawnIdentifier.objects.bulk_create(
        (
            WithdrawnIdentifier(
                public_id=public_id,
                page_id=dump.public_id,
                newspaper_id=dump.newspaper_id,
                issue_date=dump.issue_date if exact else None,
            )
            for public_id in public_ids
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
