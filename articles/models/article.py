"""Articles and their parts, as they were read from a dump."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import month_number
from articles.text.surnames import NO_LETTER, index_letter

# An article without a headline is listed under the opening of its text.
OPENING_LENGTH = 30


class Article(models.Model):
    """One article of a dump. Its text is in its sections; `lines` says where it stands in the dump."""

    class Form(models.TextChoices):
        NEWS = "news", _("news")
        BRIEF = "brief", _("brief")
        PHOTO = "photo", _("photo story")
        OPINION = "opinion", _("opinion")
        EDITOR_NOTE = "editor_note", _("editor's note")
        NOTICE = "notice", _("notice")
        LAW = "law", _("law")
        OBITUARY = "obituary", _("obituary")
        VERSE = "verse", _("verse")
        TABLE = "table", _("table")
        LIST = "list", _("list")
        CONTINUATION = "continuation", _("continuation")

    # Given once and kept when the dump is read again: see articles/ingest/identity.py.
    public_id = models.CharField(_("identifier"), max_length=32, unique=True, editable=False)
    dump = models.ForeignKey("Dump", models.CASCADE, related_name="articles", verbose_name=_("page dump"))
    order_no = models.PositiveIntegerField(_("order on the page"))
    # [[3, 79]]: lines of the dump, counted from 1, both ends in.
    lines = models.JSONField(_("lines"))

    kicker = models.TextField(_("kicker"), blank=True)
    headline = models.TextField(_("headline"), blank=True)
    deck = models.TextField(_("deck"), blank=True)
    byline_raw = models.TextField(_("byline as printed"), blank=True)
    dateline = models.TextField(_("dateline"), blank=True)
    captions = models.JSONField(_("captions"), default=list, blank=True)
    jump_to = models.TextField(_("continued on"), blank=True)
    jump_from = models.TextField(_("continued from"), blank=True)
    # On another page of the same issue: what this article goes on from (articles/ingest/continuations.py).
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continuations", verbose_name=_("continuation of")
    )
    # The first characters of the text, so that lists need no sections.
    opening = models.CharField(_("opening"), max_length=200, blank=True)
    form = models.CharField(_("form"), max_length=12, choices=Form.choices, default=Form.NEWS)
    truncated = models.BooleanField(_("cut off"), default=False)
    confidence = models.FloatField(_("confidence"))
    # Staff's word that no place can be said; places that they set are rows of their own.
    without_place = models.BooleanField(_("no place, by staff's word"), default=False)
    # Of the resolver that read the article last, whether or not it found a place.
    resolver_version = models.CharField(_("resolver version"), max_length=20, blank=True, db_index=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("dump", "order_no")
        constraints = [
            models.UniqueConstraint(fields=["dump", "order_no"], name="article_order_in_dump"),
            models.CheckConstraint(condition=Q(order_no__gte=1), name="article_order_from_1"),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="article_confidence_0_to_1"),
            models.CheckConstraint(
                condition=Q(
                    form__in=[
                        "news", "brief", "photo", "opinion", "editor_note", "notice",
                        "law", "obituary", "verse", "table", "list", "continuation",
                    ]
                ),
                name="article_form_known",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.display_headline

    def get_absolute_url(self):
        return reverse("article", args=[self.public_id])

    @property
    def display_headline(self):
        """The headline, or the opening of the text where there is none. Never empty."""
        if self.headline:
            return self.headline
        opening = self.opening[:OPENING_LENGTH]
        return opening + "…" if len(self.opening) > OPENING_LENGTH else opening or self.public_id


class FormerIdentifier(models.Model):
    """An identifier that an article had, or whose lines it took over, before its dump was read again."""

    public_id = models.CharField(_("identifier"), max_length=32, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="former_identifiers", verbose_name=_("article"))

    class Meta:
        verbose_name = _("former identifier")
        verbose_name_plural = _("former identifiers")

    def __str__(self):
        return self.public_id


class Section(models.Model):
    """A run of paragraphs under one crosshead. The lead section has none."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sections", verbose_name=_("article"))
    order_no = models.PositiveIntegerField(_("order in the article"))
    crosshead = models.TextField(_("crosshead"), blank=True)
    paragraphs = models.JSONField(_("paragraphs"), default=list)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("article_id", "order_no")
        constraints = [
            models.UniqueConstraint(fields=["article", "order_no"], name="section_order_in_article"),
            models.CheckConstraint(condition=Q(order_no__gte=1), name="section_order_from_1"),
        ]

    def __str__(self):
        return self.crosshead or f"{self.order_no}"


class Byline(models.Model):
    """One person, or one office, that signs an article.

    Where and when the article appeared stands here as well, so that the articles of one name can be counted, and the
    newest of them found, without looking at each. It follows the dump in articles/ingest/store.py.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines", verbose_name=_("article"))
    order_no = models.PositiveIntegerField(_("order in the article"))
    name = models.CharField(_("name"), max_length=100, db_index=True)
    # correspondent, reporter, trainee, photographer …; empty where the page says none.
    role = models.CharField(_("role"), max_length=30, blank=True)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    newspaper = models.ForeignKey(
        "Newspaper", models.CASCADE, related_name="+", db_index=False, editable=False, verbose_name=_("newspaper")
    )
    # 202210; 0 where the date is not known.
    month = models.PositiveIntegerField(_("month"), default=0, editable=False)
    # The letter under which the name stands in the index of bylines (articles/text/surnames.py).
    letter = models.CharField(_("letter in the index"), max_length=1, default=NO_LETTER, editable=False)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("article_id", "order_no")
        indexes = [
            # The index of bylines reads this alone.
            models.Index(fields=["letter", "name", "article"], name="byline_letter_covering"),
            # The numbers of one name, and which of its articles are the newest.
            models.Index(fields=["name", "month", "newspaper", "article"], name="byline_name_covering"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "order_no"], name="byline_order_in_article"),
            models.CheckConstraint(condition=Q(order_no__gte=1), name="byline_order_from_1"),
            models.CheckConstraint(condition=~Q(name=""), name="byline_name_not_empty"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.letter = index_letter(self.name)
        dump = self.article.dump
        self.newspaper_id, self.month = dump.newspaper_id, month_number(dump.issue_date)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("byline", args=[self.name])
