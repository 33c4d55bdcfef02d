"""Administrative divisions with their years of validity, and the articles that are about them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Region(models.Model):
    """A province, prefecture, county or township under one name, for the years in which it had it."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        PREFECTURE = 2, _("prefecture")
        COUNTY = 3, _("county")
        TOWNSHIP = 4, _("township")

    # GB/T 2260. A township has none of its own here: publishers disagree, so (county, name) is its key.
    code = models.CharField(_("code"), max_length=6, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=60, db_index=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # Codes from the province down, each with a slash: 430000/430900/430923/ (a township ends in its name). All that
    # lies within a region starts with its path.
    path = models.CharField(_("path"), max_length=100)
    valid_from = models.PositiveSmallIntegerField(_("first year"))
    valid_to = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("path", "valid_from")
        indexes = [models.Index(fields=["path"], name="region_path", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.UniqueConstraint(fields=["path", "name", "valid_from"], name="region_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="region_name_not_empty"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(level=4, code="") | Q(level__lte=3, code__regex=r"^[0-9]{6}$"), name="region_code_by_level"
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

    def get_absolute_url(self):
        if self.level == self.Level.TOWNSHIP:
            _province, *_between, county, name = self.path.rstrip("/").split("/")
            return reverse("township", args=[county, name])
        return reverse("region", args=[self.code])


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
