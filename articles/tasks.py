"""What is done to the archive as a whole: rows in one transaction, then the index, after the commit.

This is where ingest and search meet. Word for the index is left in the same transaction as the rows, so a failure of
the index after the commit loses nothing: the articles wait in the outbox.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.browsing import choose_as_of
from articles.dump.page import PARSER_VERSION, AccountingError
from articles.dump.types import Imprint
from articles.gazetteer.resolve import RESOLVER_VERSION
from articles.ingest.counting import count_new, counted
from articles.ingest.link import Issue, find_issues, link_continuations, unlink_continuations
from articles.ingest.placing import Change, find_change, heed_staff
from articles.ingest.reading import Homes, Reading, merge_imprint, place_article, province_of, read_dump
from articles.ingest.regions import region_keys
from articles.ingest.staff import StaffImprint
from articles.ingest.store import (
    correct_imprint,
    find_stored,
    found_places,
    place_row,
    restore_dump,
    store_dump,
    store_failed_dump,
    stored_place,
)
from articles.ingest.withdraw import withdraw_dumps as withdraw_dump_rows
from articles.models import Article, ArticleRegion, Dump, Newspaper, Region
from articles.search.outbox import drain_outbox, merge_segments, request_indexing

# How many articles wait for the end of a run of many dumps; None outside of one.
_waiting: ContextVar[int | None] = ContextVar("articles_waiting_for_the_index", default=None)
BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file: its dump, and whether it was stored now or had been before."""

    dump: Dump
    created: bool


def known_homes() -> Homes:
    """The home regions of all newspapers, as plain values that other processes can be given."""
    homes = {}
    for name, code, region in Newspaper.objects.filter(home_region__isnull=False).values_list(
        "name", "code", "home_region__code"
    ):
        homes[name] = homes[code] = region
    return Homes(settings.HOME_REGION, homes)


def ingest_dump(raw: bytes, file_name: str, staff: StaffImprint, user=None) -> Receipt:
    """Read and store one dump. Raises UnreadableDumpError (articles/dump/decode.py) for bytes that hold no text."""
    if stored := find_stored(raw):
        return Receipt(stored, created=False)
    try:
        reading = read_dump(raw, file_name, staff, known_homes())
    except AccountingError as error:
        return keep_failed(raw, file_name, staff, str(error), user)
    return store_reading(reading, raw, file_name, staff, user)


def store_reading(reading: Reading, raw: bytes, file_name: str, staff: StaffImprint, user=None) -> Receipt:
    """Store a dump that has been read, perhaps in another process, unless its bytes are there already."""
    try:
        with transaction.atomic():
            if stored := find_stored(raw):
                return Receipt(stored, created=False)
            dump = store_dump(reading, raw, file_name, staff.home_region, user)
            count_new(dump.pk)
            _link(find_issues([dump.pk]))
            _index_after_commit(_article_pks(dump))
    except IntegrityError:
        # Somebody else has stored the same bytes since we looked.
        if stored := find_stored(raw):
            return Receipt(stored, created=False)
        raise
    return Receipt(dump, created=True)


def keep_failed(raw: bytes, file_name: str, staff: StaffImprint, reason: str, user=None) -> Receipt:
    """Store the bytes of a dump whose reading broke a rule, with the reason and without articles."""
    with transaction.atomic():
        if stored := find_stored(raw):
            return Receipt(stored, created=False)
        dump = store_failed_dump(raw, file_name, merge_imprint(Imprint(), staff), reason, PARSER_VERSION, user)
    return Receipt(dump, created=True)


def reparse_dump(dump: Dump) -> None:
    """Read a stored dump again with the parser as it is now. Identifiers and staff's corrections stay."""
    homes = known_homes()
    home = homes.by_newspaper.get(dump.newspaper.code, homes.default)
    reading = read_dump(bytes(dump.raw_bytes), dump.file_name, StaffImprint(home_region=home), homes)
    with transaction.atomic():
        before, issues = _article_pks(dump), find_issues([dump.pk])
        with counted([dump.pk]):
            restore_dump(dump, reading)
        _link(issues | find_issues([dump.pk]))
        _index_after_commit(before)
        _index_after_commit(_article_pks(dump))


def withdraw_dumps(dump_pks: list[int]) -> int:
    """Take dumps and their articles out of the archive and the index; return the number of articles."""
    with transaction.atomic():
        issues = find_issues(dump_pks)
        with counted(dump_pks):
            article_pks = withdraw_dump_rows(dump_pks)
        _link(issues)
        _index_after_commit(article_pks)
    return len(article_pks)


def place_again(article_pks: list[int], *, dry_run: bool = False) -> Counter[Change]:
    """Run the resolver over stored articles anew; return what became of them. Staff's word stands.

    One transaction: only articles whose places differ are written and indexed anew; a dry run writes nothing.
    """
    homes = known_homes()
    changes: dict[int, Change] = {}
    with transaction.atomic():
        articles = list(
            Article.objects.select_for_update(of=("self",))
            .filter(pk__in=article_pks)
            .select_related("dump__newspaper")
            .defer("dump__raw_bytes", "dump__problems", "dump__furniture")
            .prefetch_related("sections", "places")
            .order_by("pk")
        )
        placements = [
            place_article(
                (article.kicker, article.headline, article.deck),
                article.dateline,
                [paragraph for section in article.sections.all() for paragraph in section.paragraphs],
                province_of(homes.by_newspaper.get(article.dump.newspaper.code, homes.default)),
                article.dump.issue_date,
            )
            for article in articles
        ]
        regions = region_keys(placements)
        new_rows = []
        for article, placement in zip(articles, placements, strict=True):
            stored = article.places.all()
            by_hand = {place.region_id: place.role for place in stored if place.source == ArticleRegion.Source.MANUAL}
            after = heed_staff(found_places(placement, regions), by_hand, article.without_place)
            changes[article.pk] = find_change(
                (stored_place(place) for place in stored if place.region_id not in by_hand), after
            )
            if changes[article.pk] != Change.NONE:
                new_rows += [place_row(article.pk, place) for place in after]
        if dry_run:
            transaction.set_rollback(True)  # of the rows of zones that nobody had named before
        else:
            changed = [pk for pk, change in changes.items() if change != Change.NONE]
            by_resolver = ArticleRegion.objects.filter(source=ArticleRegion.Source.AUTO)
            with counted(article.dump_id for article in articles if changes[article.pk] != Change.NONE):
                by_resolver.filter(article__in=changed).delete()
                ArticleRegion.objects.bulk_create(new_rows)
            by_resolver.filter(article__in=list(changes)).update(resolver_version=RESOLVER_VERSION)
            Article.objects.filter(pk__in=list(changes)).update(resolver_version=RESOLVER_VERSION)
            Article.objects.filter(pk__in=changed).update(updated_at=timezone.now())
            _index_after_commit(changed)
    return Counter(changes.values())


def set_place(article_pks: list[int], region: Region | None, role: str = ArticleRegion.Role.PRIMARY) -> None:
    """Write down staff's word on articles: they are about `region`, or mention it; with None, that there is no place.

    An article of an earlier year gets the row of the place as it was then. What the resolver found besides stays.
    """
    with transaction.atomic():
        articles = list(
            Article.objects.select_for_update(of=("self",))
            .filter(pk__in=article_pks)
            .select_related("dump")
            .defer("dump__raw_bytes", "dump__problems", "dump__furniture")
            .order_by("pk")
        )
        about = role == ArticleRegion.Role.PRIMARY
        with counted(article.dump_id for article in articles):
            pks = [article.pk for article in articles]
            places = ArticleRegion.objects.filter(article__in=pks)
            if about:
                places.filter(role=ArticleRegion.Role.PRIMARY).delete()
                Article.objects.filter(pk__in=pks).update(without_place=region is None)
            if region is not None:
                same_place = list(Region.objects.filter(entity_path=region.entity_path))
                places.filter(region__in=same_place).exclude(role=ArticleRegion.Role.PRIMARY).delete()
                kept = set(places.filter(region__in=same_place).values_list("article_id", flat=True))
                ArticleRegion.objects.bulk_create(
                    ArticleRegion(
                        article=article,
                        region=choose_as_of(same_place, article.dump.issue_date),
                        role=role,
                        confidence=1,
                        source=ArticleRegion.Source.MANUAL,
                    )
                    for article in articles
                    if article.pk not in kept  # what it is about, it need not mention
                )
            Article.objects.filter(pk__in=pks).update(updated_at=timezone.now())
        _index_after_commit(pks)


def correct_dump(dump: Dump) -> None:
    """Save a dump whose newspaper, date or page has been changed by hand; links and index follow."""
    with transaction.atomic():
        issues = find_issues([dump.pk])
        unlink_continuations(dump.pk)
        with counted([dump.pk]):
            correct_imprint(dump)
        _link(issues | find_issues([dump.pk]))
        _index_after_commit(_article_pks(dump))


def rename_newspaper(newspaper: Newspaper) -> None:
    """Save a newspaper whose name or code has been changed; the index follows."""
    with transaction.atomic():
        newspaper.save()
        for dump in newspaper.dumps.defer("raw_bytes"):
            _index_after_commit(_article_pks(dump))


@contextmanager
def batched_indexing() -> Iterator[None]:
    """Within, articles are indexed by the hundred instead of dump by dump, and the rest at the end."""
    token = _waiting.set(0)
    try:
        yield
    finally:
        _waiting.reset(token)
        drain_outbox()
        merge_segments()


def _link(issues: set[Issue]) -> None:
    for issue in issues:
        link_continuations(issue)


def _article_pks(dump: Dump) -> list[int]:
    return list(dump.articles.order_by("pk").values_list("pk", flat=True))


def _index_after_commit(article_pks: list[int]) -> None:
    """Leave word for the index in this transaction, and see to it after the commit."""
    request_indexing(article_pks)
    transaction.on_commit(lambda: _drain_or_wait(len(article_pks)), robust=True)


def _drain_or_wait(count: int) -> None:
    waiting = _waiting.get()
    if waiting is None:
        drain_outbox()
    elif waiting + count < BATCH_SIZE:
        _waiting.set(waiting + count)
    else:
        drain_outbox()
        _waiting.set(0)
