"""Writing the links between the pages of an issue. The caller holds the transaction."""

from dataclasses import dataclass
from datetime import date

from articles.ingest.continuations import JumpEnd, pair_continuations
from articles.models import Article, Dump


@dataclass(frozen=True, slots=True)
class Issue:
    """All pages of one newspaper of one day."""

    newspaper_pk: int
    issue_date: date


def find_issues(dump_pks: list[int]) -> set[Issue]:
    """The issues to which dumps belong; a dump whose day is not known belongs to none."""
    dated = Dump.objects.filter(pk__in=dump_pks, issue_date_precision=Dump.DatePrecision.DAY)
    return {Issue(*row) for row in dated.values_list("newspaper_id", "issue_date")}


def unlink_continuations(dump_pk: int) -> None:
    """Take away the links to and from the articles of a dump, which may be about to change its issue."""
    Article.objects.filter(dump=dump_pk, continues__isnull=False).update(continues=None)
    Article.objects.filter(continues__dump=dump_pk).update(continues=None)


def link_continuations(issue: Issue) -> None:
    """Link the tails of an issue to their heads on its other pages, and take links away that hold no longer."""
    of_issue = Article.objects.filter(
        dump__newspaper=issue.newspaper_pk,
        dump__issue_date=issue.issue_date,
        dump__issue_date_precision=Dump.DatePrecision.DAY,
        dump__page_no__isnull=False,
    ).order_by("pk")
    columns = ("pk", "dump__page_no", "order_no", "headline")
    heads = [JumpEnd(*row) for row in of_issue.exclude(jump_to="").values_list(*columns, "jump_to")]
    tails = [JumpEnd(*row) for row in of_issue.exclude(jump_from="").values_list(*columns, "jump_from")]
    pairs = pair_continuations(heads, tails)
    changed = [
        article
        for article in of_issue.exclude(jump_from="", continues__isnull=True).only("continues")
        if article.continues_id != pairs.get(article.pk)
    ]
    for article in changed:
        article.continues_id = pairs.get(article.pk)
    Article.objects.bulk_update(changed, ["continues"])
