"""Writing a reading into rows: one dump, its articles and their parts. The caller holds the transaction."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.utils import timezone
from django.utils.text import slugify

from articles.dump.types import Article as ParsedArticle
from articles.dump.types import Imprint, Problem
from articles.gazetteer.resolve import RESOLVER_VERSION
from articles.gazetteer.types import Placement
from articles.ingest.identity import carry_identifiers, page_identifier
from articles.ingest.placing import MENTIONED, PRIMARY, FoundPlace, heed_staff
from articles.ingest.reading import Reading
from articles.ingest.regions import RegionKey, region_key, region_keys
from articles.ingest.withdraw import remember_withdrawn
from articles.models import (
    Article,
    ArticleRegion,
    Byline,
    Dump,
    FormerIdentifier,
    Newspaper,
    Region,
    Section,
    month_number,
)
from articles.models.newspaper import UNSPECIFIED_NEWSPAPER_CODE
from articles.text.surnames import index_letter

UNSPECIFIED_NEWSPAPER_NAME = "未注明报纸"


def find_stored(raw: bytes) -> Dump | None:
    """The dump that holds exactly these bytes, if there is one."""
    return Dump.objects.select_related("newspaper").filter(sha256=hashlib.sha256(raw).hexdigest()).first()


def newspaper_named(name: str, home_region: str | None = None) -> Newspaper:
    """The newspaper with this name or code, made where there is none yet."""
    newspaper = Newspaper.objects.filter(name=name).first() or Newspaper.objects.filter(code=name).first()
    if newspaper is None:
        newspaper = Newspaper(name=name, code=_free_code(name))
    if home_region and newspaper.home_region is None:
        newspaper.home_region = current_region(home_region)
    newspaper.save()
    return newspaper


def current_region(code: str) -> Region | None:
    """The row of a code under its latest name."""
    return Region.objects.filter(code=code).order_by("-valid_from").first()


def store_dump(reading: Reading, raw: bytes, file_name: str, home_region: str | None = None, user=None) -> Dump:
    """Store a dump that was read, with all its articles."""
    newspaper, problems = _newspaper_for(reading.imprint, home_region)
    dump = _new_dump(raw, file_name, newspaper, user)
    _set_imprint(dump, reading.imprint)
    _set_page(dump, reading, [*problems, *_repeated_page(dump)])
    dump.save(force_insert=True)
    _store_articles(dump, reading)
    return dump


def store_failed_dump(raw: bytes, file_name: str, imprint: Imprint, reason: str, version: str, user=None) -> Dump:
    """Keep the bytes of a dump that could not be read by the rules, with the reason; it has no articles."""
    newspaper, problems = _newspaper_for(imprint, None)
    dump = _new_dump(raw, file_name, newspaper, user)
    _set_imprint(dump, imprint)
    dump.status, dump.failure = Dump.Status.FAILED, reason
    dump.parser_version, dump.parsed_at, dump.line_count = version, timezone.now(), 0
    dump.problems = [asdict(problem) for problem in problems]
    dump.problem_count = len(problems)
    dump.save(force_insert=True)
    return dump


def restore_dump(dump: Dump, reading: Reading) -> None:
    """Replace what was read from a stored dump by a new reading; identifiers and staff's places stay.

    What staff said of the issue stays too; a date that was found by the parser follows the new reading.
    """
    manual = list(
        ArticleRegion.objects.filter(article__dump=dump, source=ArticleRegion.Source.MANUAL).values(
            "article__public_id", "region_id", "role", "score", "confidence", "evidence"
        )
    )
    without_place = dump.articles.filter(without_place=True).values_list("public_id", flat=True)
    without_place = frozenset(without_place)
    former = list(FormerIdentifier.objects.filter(article__dump=dump).values_list("public_id", "article__public_id"))
    old = dict(dump.articles.values_list("public_id", "lines"))
    dump.articles.all().delete()
    _set_page(dump, reading, [])
    if dump.issue_date_source != Dump.Source.STAFF:
        _set_date(dump, reading.imprint)
    dump.page_no = dump.page_no or reading.imprint.page_no
    dump.page_name = dump.page_name or (reading.imprint.page_name or "")[:60]
    dump.status, dump.failure = Dump.Status.PARSED, ""
    dump.save()
    _store_articles(dump, reading, old=old, former=former, manual=manual, without_place=without_place)
    _remember_lost(dump, [*old, *(public_id for public_id, _previous in former)])


def correct_imprint(dump: Dump) -> None:
    """Save a dump whose newspaper, date or page has been changed by hand; its bylines follow."""
    dump.save()
    Byline.objects.filter(article__dump=dump).update(newspaper=dump.newspaper, month=month_number(dump.issue_date))


def _remember_lost(dump: Dump, before: list[str]) -> None:
    """Those of the identifiers before a new reading that lead to no article of it: their lines are furniture now."""
    kept = set(dump.articles.values_list("public_id", flat=True))
    kept.update(FormerIdentifier.objects.filter(article__dump=dump).values_list("public_id", flat=True))
    remember_withdrawn(dump, [public_id for public_id in before if public_id not in kept])


def _newspaper_for(imprint: Imprint, home_region: str | None) -> tuple[Newspaper, list[Problem]]:
    """The newspaper that staff named or that the archive knows by the page's word; otherwise the unspecified one."""
    if imprint.newspaper and imprint.newspaper_code is None:
        return newspaper_named(imprint.newspaper, home_region), []
    for wanted in ({"name": imprint.newspaper}, {"code": imprint.newspaper_code}):
        if all(wanted.values()) and (newspaper := Newspaper.objects.filter(**wanted).first()):
            return newspaper, []
    said = imprint.newspaper or imprint.newspaper_code
    unspecified, _created = Newspaper.objects.get_or_create(
        code=UNSPECIFIED_NEWSPAPER_CODE, defaults={"name": UNSPECIFIED_NEWSPAPER_NAME}
    )
    if not said:
        return unspecified, []
    message = f"The page says its newspaper is {said}, which the archive does not know. Add it, or choose one by hand."
    return unspecified, [Problem(None, "newspaper_unknown", message)]


def _free_code(name: str) -> str:
    base = slugify(name, allow_unicode=True)[:36] or "newspaper"
    code, number = base, 1
    while Newspaper.objects.filter(code=code).exists():
        number += 1
        code = f"{base}-{number}"
    return code


def _new_dump(raw: bytes, file_name: str, newspaper: Newspaper, user) -> Dump:
    sha256 = hashlib.sha256(raw).hexdigest()
    return Dump(
        public_id=page_identifier(sha256),
        newspaper=newspaper,
        sha256=sha256,
        raw_bytes=raw,
        byte_count=len(raw),
        file_name=file_name[-255:],
        uploaded_by=user,
    )


def _set_imprint(dump: Dump, imprint: Imprint) -> None:
    _set_date(dump, imprint)
    dump.page_no = imprint.page_no
    dump.page_name = (imprint.page_name or "")[:60]


def _set_date(dump: Dump, imprint: Imprint) -> None:
    if found := imprint.issue_date:
        dump.issue_date = found.date
        dump.issue_date_precision = found.precision.value
        dump.issue_date_source = found.source.value
        dump.issue_date_evidence = found.evidence[:200]
    else:
        dump.issue_date, dump.issue_date_evidence = None, ""
        dump.issue_date_precision, dump.issue_date_source = Dump.DatePrecision.NONE, Dump.Source.NONE


def _set_page(dump: Dump, reading: Reading, problems: list[Problem]) -> None:
    page = reading.page
    problems = [*page.problems, *problems, *_missing_regions(reading.placements)]
    dump.status, dump.failure = Dump.Status.PARSED, ""
    dump.encoding = page.encoding
    dump.parser_version = page.parser
    dump.problems = [asdict(problem) for problem in problems]
    dump.problem_count = len(problems)
    dump.furniture = [asdict(furniture) for furniture in page.furniture]
    dump.line_count = page.line_count
    dump.article_count = len(page.articles)
    dump.parsed_at = timezone.now()


def _repeated_page(dump: Dump) -> list[Problem]:
    """A word of warning where the archive holds another dump of the same page of the same issue."""
    if dump.issue_date_precision != Dump.DatePrecision.DAY or dump.page_no is None:
        return []
    same = Dump.objects.filter(
        newspaper=dump.newspaper,
        issue_date=dump.issue_date,
        issue_date_precision=Dump.DatePrecision.DAY,
        page_no=dump.page_no,
    ).exclude(sha256=dump.sha256)
    names = ", ".join(same.order_by("pk").values_list("file_name", flat=True)[:3])
    if not names:
        return []
    return [Problem(None, "page_repeated", f"The archive already holds this page of this issue: {names}.")]


def _missing_regions(placements: Iterable[Placement]) -> list[Problem]:
    if any(placement.primary for placement in placements) and not Region.objects.exists():
        message = "Places were found but not stored: no regions are loaded. Run load_regions, then reparse."
        return [Problem(None, "regions_not_loaded", message)]
    return []


def _store_articles(dump: Dump, reading: Reading, *, old=None, former=(), manual=(), without_place=frozenset()) -> None:
    articles = reading.page.articles
    carried = carry_identifiers(
        dump.public_id,
        old or {},
        [article.lines for article in articles],
        taken=frozenset(public_id for public_id, _current in former),
    )
    no_place = {index for index, public_id in enumerate(carried.public_ids) if public_id in without_place} | {
        carried.former[public_id] for public_id in without_place & carried.former.keys()
    }
    rows = Article.objects.bulk_create(
        _article_row(dump, order_no, article, public_id, without_place=order_no - 1 in no_place)
        for order_no, (article, public_id) in enumerate(zip(articles, carried.public_ids, strict=True), start=1)
    )
    Section.objects.bulk_create(
        Section(article=row, order_no=order_no, crosshead=section.crosshead or "", paragraphs=list(section.paragraphs))
        for row, article in zip(rows, articles, strict=True)
        for order_no, section in enumerate(article.sections, start=1)
    )
    Byline.objects.bulk_create(
        Byline(
            article=row,
            order_no=order_no,
            name=byline.name[:100],
            role=byline.role.value if byline.role else "",
            organisation=(byline.organisation or "")[:100],
            letter=index_letter(byline.name),
            newspaper_id=dump.newspaper_id,
            month=month_number(dump.issue_date),
        )
        for row, article in zip(rows, articles, strict=True)
        for order_no, byline in enumerate(article.bylines, start=1)
    )
    by_public_id = {row.public_id: row for row in rows}
    for public_id, index in carried.former.items():
        by_public_id[public_id] = rows[index]
    _store_former(rows, by_public_id, former)
    _store_places(rows, reading.placements, by_public_id, manual)


def _article_row(dump: Dump, order_no: int, article: ParsedArticle, public_id: str, *, without_place: bool) -> Article:
    return Article(
        public_id=public_id,
        dump=dump,
        order_no=order_no,
        lines=[list(lines) for lines in article.lines],
        kicker=article.kicker or "",
        headline=article.headline or "",
        deck=article.deck or "",
        byline_raw=article.byline_raw or "",
        dateline=article.dateline or "",
        captions=list(article.captions),
        jump_to=article.jump_to or "",
        jump_from=article.jump_from or "",
        opening=next(iter(article.paragraphs or article.captions), "")[:200],
        form=article.form.value,
        truncated=article.truncated,
        confidence=article.confidence,
        without_place=without_place,
        resolver_version=RESOLVER_VERSION,
    )


def _store_former(rows: list[Article], by_public_id: dict[str, Article], former) -> None:
    """Former identifiers of this reading, and those that the articles had before it."""
    current = {row.public_id for row in rows}
    leads_to = {public_id: row for public_id, row in by_public_id.items() if public_id not in current}
    for public_id, previous in former:
        if previous in by_public_id:
            leads_to[public_id] = by_public_id[previous]
    FormerIdentifier.objects.bulk_create(
        FormerIdentifier(public_id=public_id, article=row) for public_id, row in leads_to.items()
    )


def _store_places(rows, placements: Iterable[Placement], by_public_id: dict[str, Article], manual) -> None:
    """The resolver's places beside those that staff have set."""
    by_hand: dict[int, dict[int, ArticleRegion]] = {}
    for place in manual:
        row = by_public_id.get(place.pop("article__public_id"))
        if row is not None:
            places = by_hand.setdefault(row.pk, {})
            primary_taken = any(other.role == ArticleRegion.Role.PRIMARY for other in places.values())
            if primary_taken and place["role"] == ArticleRegion.Role.PRIMARY:
                place["role"] = ArticleRegion.Role.MENTIONED  # two articles became one; the first word stands
            places.setdefault(
                place["region_id"], ArticleRegion(article=row, source=ArticleRegion.Source.MANUAL, **place)
            )
    regions = region_keys(placements)
    ArticleRegion.objects.bulk_create(
        [place for places in by_hand.values() for place in places.values()]
        + [
            place_row(row.pk, place)
            for row, placement in zip(rows, placements, strict=True)
            for place in heed_staff(
                found_places(placement, regions),
                {region: place.role for region, place in by_hand.get(row.pk, {}).items()},
                row.without_place,
            )
        ]
    )


def place_row(article_pk: int, place: FoundPlace) -> ArticleRegion:
    """The row, not saved, of a place that the resolver found."""
    return ArticleRegion(
        article_id=article_pk,
        region_id=place.region,
        role=place.role,
        score=place.score,
        confidence=place.confidence,
        evidence=list(place.evidence),
        resolver_version=RESOLVER_VERSION,
    )


def stored_place(row: ArticleRegion) -> FoundPlace:
    """What `place_row` was made from."""
    return FoundPlace(row.region_id, row.role, row.score, row.confidence, tuple(row.evidence))


def found_places(placement: Placement, regions: Mapping[RegionKey, int]) -> tuple[FoundPlace, ...]:
    """The places of a placement as they are stored; a division that is not loaded is left out."""
    places = [(placement.primary, PRIMARY)] if placement.primary else []
    places += [(place, MENTIONED) for place in placement.mentioned]
    found: dict[int, FoundPlace] = {}  # once each: a township can bear the name of a zone
    for place, role in places:
        region = regions.get(region_key(place))
        if region is not None:
            found.setdefault(region, FoundPlace(region, role, place.score, place.confidence, place.evidence))
    return tuple(found.values())
