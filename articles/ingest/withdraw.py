"""Taking dumps out of the archive, with everything that was read from them."""

from articles.models import Article, Dump


def withdraw_dumps(dump_pks: list[int]) -> list[int]:
    """Delete dumps and their articles; return the articles' primary keys. The caller holds the transaction."""
    article_pks = list(Article.objects.filter(dump__in=dump_pks).order_by("pk").values_list("pk", flat=True))
    Dump.objects.filter(pk__in=dump_pks).delete()
    return article_pks
