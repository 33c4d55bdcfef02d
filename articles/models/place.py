"""Administrative divisions with their years of validity, and the articles that are about them."""

from functools import lru_cache

from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Concat
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


@lru_cache(maxsize=10_000)
def _find_address(division, _language, _prefix):
    """The address of a place's page. Kept, since a page lists a hundred places and reversing is slow."""
    parts = division.split("/")
    return reverse("region" if len(parts) == 1 else "township", args=parts)


class RegionQuerySet(models.QuerySet):
    """Regions by what readers call a place."""

    def of_place(self, division):
        """All rows of the place that `division` leads to: a code of any year, or 430923/平口镇 for what has none."""
        if "\x00" in division:  # PostgreSQL takes no such text
            return self.none()
        code, _slash, name = division.partition("/")
        with_code = Region.objects.filter(code=code).order_by(F("valid_to").desc(nulls_first=True), "-valid_from")
        path = Subquery(with_code.values("entity_path")[:1])
        if name:
            return self.filter(level__gte=Region.Level.TOWNSHIP, entity_path=Concat(path, Value(f"{name}/")))
        return self.filter(entity_path=path, level__lt=Region.Level.TOWNSHIP)


class Region(models.Model):
    """A province, prefecture, county, township or zone under one name, for the years in which it had it."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        PREFECTURE = 2, _("prefecture")
        COUNTY = 3, _("county")
        TOWNSHIP = 4, _("township")
        # 株洲经开区, in a division of whatever level: what the zones of a city are is said nowhere in full, so a zone
        # gets its row when the first article names it.
        ZONE = 5, _("zone")

    # GB/T 2260. A township has none of its own here (publishers disagree), nor has a zone: what it lies in and its name
    # are its key.
    code = models.CharField(_("code"), max_length=6, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=60, db_index=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # Codes from the province down, each with a slash: 430000/430900/430923/ (those of townships and zones end in a
    # name). All that lies within a region starts with its path.
    path = models.CharField(_("path"), max_length=100)
    # The same of what the division is today, or was last, whatever name, code and parent this row has: 祁阳县 (431121)
    # and 祁阳市 (431181) share 430000/431100/431181/. Readers browse by it.
    entity_path = models.CharField(_("path of today"), max_length=100)
    # The first letters of the name's syllables: ahx for 安化县.
    initials = models.CharField(_("pinyin initials"), max_length=60, blank=True, db_index=True)
    valid_from = models.PositiveSmallIntegerField(_("first year"))
    valid_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("path", "valid_from")
        indexes = [
            models.Index(fields=["path"], name="region_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["entity_path"], name="region_entity_path", opclasses=["varchar_pattern_ops"]),
            models.Index(
                fields=["entity_path"],
                name="region_zone_path",
                opclasses=["varchar_pattern_ops"],
                condition=Q(level=5),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["path", "name", "valid_from"], name="region_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="region_name_not_empty"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(level__gte=4, code="") | Q(level__lte=3, code__regex=r"^[0-9]{6}$"),
                name="region_code_by_level",
            ),
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True) | Q(level__gte=2, parent__isnull=False),
                name="region_parent_by_level",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="region_years_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.entity_path = self.entity_path or self.path
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return _find_address(self.division, get_language(), get_script_prefix())

    @property
    def goes_by_name(self):
        """Whether it has no code, as townships and zones: it is addressed by its name within what it lies in."""
        return self.level >= self.Level.TOWNSHIP

    @property
    def lineage(self):
        """The divisions that a place of this row lies in, from the province down to itself, as `division` says them."""
        *above, last = self.entity_path.rstrip("/").split("/")
        return (*above, f"{above[-1]}/{last}" if self.goes_by_name else last)

    @property
    def division(self):
        """The value by which the place is browsed and filtered.

        Its last code; of a township 430923/平口镇, of a zone 430200/株洲经开区.
        """
        return self.lineage[-1]


class RegionAlias(models.Model):
    """Another name of a region: its short form, a former or a popular name."""

    class Kind(models.TextChoices):
        SHORT = "short", _("short form")
        FORMER = "former", _("former name")
        POPULAR = "popular", _("popular name")

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=60, db_index=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)

    class Meta:
        verbose_name = _("other name of a region")
        verbose_name_plural = _("other names of regions")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="region_alias_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="region_alias_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["short", "former", "popular"]), name="region_alias_kind_known"
            ),
        ]

    def __str__(self):
        return self.name


class ArticleRegion(models.Model):
    """A region that an article is about (primary) or mentions, with the evidence."""

    class Role(models.TextChoices):
        PRIMARY = "primary", _("about")
        MENTIONED = "mentioned", _("mentioned")

    class Source(models.TextChoices):
        AUTO = "auto", _("found by the resolver")
        MANUAL = "manual", _("set by staff")

    article = models.ForeignKey(Article, models.CASCADE, related_name="places", verbose_name=_("article"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="placements", verbose_name=_("region"))
    role = models.CharField(_("role"), max_length=9, choices=Role.choices)
    score = models.FloatField(_("score"), default=0)
    confidence = models.FloatField(_("confidence"))
    # Words of the article that speak for the region.
    evidence = models.JSONField(_("evidence"), default=list)
    source = models.CharField(_("source"), max_length=6, choices=Source.choices, default=Source.AUTO)
    resolver_version = models.CharField(_("resolver version"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("place of an article")
        verbose_name_plural = _("places of articles")
        ordering = ("article_id", "-role", "-score")
        # Counting a region's articles reads this index alone.
        indexes = [models.Index(fields=["region", "role", "article"], name="article_region_covering")]
        constraints = [
            models.UniqueConstraint(fields=["article", "region"], name="article_region_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(role="primary"), name="article_one_primary_region"),
            models.CheckConstraint(condition=Q(role__in=["primary", "mentioned"]), name="article_region_role_known"),
            models.CheckConstraint(condition=Q(source__in=["auto", "manual"]), name="article_region_source_known"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="article_region_confidence_0_to_1"
            ),
        ]

    def __str__(self):
        return f"{self.article} · {self.region}"


class RegionCount(models.Model):
    """How many articles of one newspaper and month are about a region or a place in it, or mention one.

    Kept by articles/ingest/counting.py in the transaction of every change, so that pages need not count.
    """

    path = models.CharField(_("path of today"), max_length=100)
    role = models.CharField(_("role"), max_length=9, choices=ArticleRegion.Role.choices)
    newspaper = models.ForeignKey("Newspaper", models.CASCADE, related_name="+", verbose_name=_("newspaper"))
    # 202210; 0 where the date is not known. No null, so that the key below holds.
    month = models.PositiveIntegerField(_("month"))
    articles = models.IntegerField(_("articles"))

    class Meta:
        verbose_name = _("number of articles of a region")
        verbose_name_plural = _("numbers of articles of regions")
        constraints = [
            models.UniqueConstraint(fields=["path", "role", "newspaper", "month"], name="region_count_key"),
        ]

    def __str__(self):
        return f"{self.path} {self.role} {self.month}: {self.articles}"


class RegionTotal(models.Model):
    """The sum of a region's RegionCounts in one role: what lists of places show, at one row a place."""

    path = models.CharField(_("path of today"), max_length=100)
    role = models.CharField(_("role"), max_length=9, choices=ArticleRegion.Role.choices)
    articles = models.IntegerField(_("articles"))

    class Meta:
        verbose_name = _("total of articles of a region")
        verbose_name_plural = _("totals of articles of regions")
        constraints = [models.UniqueConstraint(fields=["path", "role"], name="region_total_key")]

    def __str__(self):
        return f"{self.path} {self.role}: {self.articles}"
