"""Fills the tables of regions from the gazetteer's data."""

import time
from itertools import chain

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from articles.gazetteer.aliases import list_aliases, list_zones
from articles.gazetteer.divisions import entity_path, find_parent, load_divisions
from articles.gazetteer.initials import initials
from articles.gazetteer.types import Division
from articles.ingest.counting import recount
from articles.models import ArticleRegion, Newspaper, Region, RegionAlias

BATCH_SIZE = 5000
INSERT_SIZE = 1000  # rows in one statement: 9,000 values, where SQLite takes 32,766

# What a row with the same key may have to be put right.
CHANGING = ("code", "level", "valid_to", "parent_id", "entity_path", "initials")
INSERTED = ("path", "name", "valid_from", *CHANGING)

Key = tuple[str, str, int]  # path, name, first year: unique in the table


class Command(BaseCommand):
    help = "Fill the regions and their other names from the gazetteer. Safe to run again: only what differs is written."

    def handle(self, *args, **options):
        started = time.perf_counter()
        with transaction.atomic():
            regions = load_regions()
            aliases = load_aliases()
            put_right = recount()
        for label, counts in (("Regions", regions), ("Other names", aliases)):
            counts_text = "{added} added, {changed} changed, {removed} removed, {total} in all".format(**counts)
            self.stdout.write(f"{label}: {counts_text}")
        self.stdout.write(f"Numbers of articles: {put_right} put right")
        self.stdout.write(f"{time.perf_counter() - started:.1f} s")


def load_regions() -> dict[str, int]:
    """Makes the regions what the gazetteer says; returns how many were added, changed, removed and are there in all.

    A row that the gazetteer no longer has stays if an article, a newspaper or a row below it uses it.
    """
    stored = {
        (path, name, valid_from): (pk, values)
        for pk, path, name, valid_from, *values in Region.objects.order_by().values_list(
            "pk", "path", "name", "valid_from", *CHANGING
        )
    }
    pks: dict[Key, int] = {key: pk for key, (pk, _values) in stored.items()}
    divisions = (*load_divisions(), *list_zones())
    added, changed = 0, []
    for level in Region.Level.values:  # parents first, since their keys are needed below
        new = []
        for division in divisions:
            if division.level != level:
                continue
            key = _key(division)
            parent = find_parent(division)
            parent_pk = pks[_key(parent)] if parent else None
            values = [
                division.code, level, division.valid_to, parent_pk, entity_path(division), initials(division.name)
            ]  # fmt: skip
            if key not in stored:
                new.append((*key, *values))
            elif stored[key][1] != values:
                changed.append(Region(pk=stored[key][0], **dict(zip(CHANGING, values, strict=True))))
        _insert(new)
        added += len(new)
        if new and level < Region.Level.TOWNSHIP:
            rows = Region.objects.filter(level=level).order_by().values_list("pk", "path", "name", "valid_from")
            pks |= {(path, name, valid_from): pk for pk, path, name, valid_from in rows}
    Region.objects.bulk_update(changed, [name.removesuffix("_id") for name in CHANGING], batch_size=BATCH_SIZE)
    stale = stored.keys() - {_key(division) for division in divisions}
    removed = _remove_unused([stored[key][0] for key in stale])
    moved = _move_zones()
    return {"added": added, "changed": len(changed) + moved, "removed": removed, "total": len(stored) + added - removed}


def _insert(rows: list[tuple]) -> None:
    """Adds rows to the table of regions, their values in the order of INSERTED.

    Through the cursor: at this number of rows, making and preparing model instances takes longer than the database.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(Region._meta.get_field(name).column) for name in INSERTED)
    marks = f"({', '.join(['%s'] * len(INSERTED))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), INSERT_SIZE):
            batch = rows[start : start + INSERT_SIZE]
            cursor.execute(
                f"INSERT INTO {quote(Region._meta.db_table)} ({columns}) VALUES {', '.join([marks] * len(batch))}",  # noqa: S608
                list(chain.from_iterable(batch)),
            )


def _key(division: Division) -> Key:
    return division.path, division.name, division.valid_from


def _remove_unused(pks: list[int]) -> int:
    """Deletes those rows, lowest level first, that nothing uses; returns how many."""
    if not pks:
        return 0
    removed = 0
    unused = Region.objects.filter(
        ~Exists(ArticleRegion.objects.filter(region=OuterRef("pk"))),
        ~Exists(Newspaper.objects.filter(home_region=OuterRef("pk"))),
        ~Exists(Region.objects.filter(parent=OuterRef("pk"))),
    )
    for level in sorted(Region.Level.values, reverse=True):
        for start in range(0, len(pks), BATCH_SIZE):
            rows = unused.filter(level=level, pk__in=pks[start : start + BATCH_SIZE])
            _total, by_model = Region.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
            removed += by_model.get(Region._meta.label, 0)
    return removed


def _move_zones() -> int:
    """Takes the zones that only articles know to where the divisions are that they lie in; returns how many."""
    moved = []
    for zone in Region.objects.filter(level=Region.Level.ZONE).select_related("parent"):
        wanted = f"{zone.parent.entity_path}{zone.name}/", zone.parent.valid_to, initials(zone.name)
        if (zone.entity_path, zone.valid_to, zone.initials) != wanted:
            zone.entity_path, zone.valid_to, zone.initials = wanted
            moved.append(zone)
    Region.objects.bulk_update(moved, ["entity_path", "valid_to", "initials"], batch_size=BATCH_SIZE)
    return len(moved)


def load_aliases() -> dict[str, int]:
    """Makes the regions' other names what the gazetteer says; returns the same counts as load_regions."""
    pks = {
        (path, name, valid_from): pk
        for pk, path, name, valid_from in Region.objects.exclude(level=Region.Level.TOWNSHIP)
        .order_by()
        .values_list("pk", "path", "name", "valid_from")
    }
    stored = {
        (region_pk, name): (pk, kind)
        for pk, region_pk, name, kind in RegionAlias.objects.order_by().values_list("pk", "region_id", "name", "kind")
    }
    wanted = {}
    for alias in list_aliases():
        if alias.division.valid_to is not None:
            continue  # a reader's name for a division leads to what it is today
        # Another name of a zone, or that of a group, is a name that people use; only the resolver tells them apart.
        kind = str(alias.kind) if alias.kind in RegionAlias.Kind.values else RegionAlias.Kind.POPULAR.value
        wanted.setdefault((pks[_key(alias.division)], alias.name), kind)
    new = [
        RegionAlias(region_id=region_pk, name=name, kind=kind)
        for (region_pk, name), kind in wanted.items()
        if (region_pk, name) not in stored
    ]
    changed = [
        RegionAlias(pk=stored[key][0], region_id=key[0], name=key[1], kind=kind)
        for key, kind in wanted.items()
        if key in stored and stored[key][1] != kind
    ]
    RegionAlias.objects.bulk_create(new, batch_size=BATCH_SIZE)
    RegionAlias.objects.bulk_update(changed, ["kind"], batch_size=BATCH_SIZE)
    stale = [stored[key][0] for key in stored.keys() - wanted.keys()]
    for start in range(0, len(stale), BATCH_SIZE):
        RegionAlias.objects.filter(pk__in=stale[start : start + BATCH_SIZE]).delete()
    return {"added": len(new), "changed": len(changed), "removed": len(stale), "total": len(wanted)}
