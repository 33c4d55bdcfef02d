"""Searches that show readers what the search box understands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class SearchExample:
    """A query as a reader would type it, and what it finds."""

    query: str
    meaning: str | Promise


SEARCH_EXAMPLES = (
    SearchExample("乡村振兴", _("articles about this, in whatever words stand around it")),
    SearchExample("学校 老师", _("both words, anywhere in the article")),
    SearchExample('"专精特新"', _("exactly these characters in this order")),
    SearchExample("禁毒 -安化", _("the first word, but not the second")),
    SearchExample("龙舟 OR 花鼓戏", _("either word, or both")),
    SearchExample("标题:龙舟", _("the word in the headline, the kicker or the deck")),
    SearchExample("作者:蓝小海", _("articles signed by this person")),
    SearchExample("地区:安化县", _("articles that have to do with this place or a place within it")),
    SearchExample("日期:2022", _("articles of this year; a month or a day works too")),
    SearchExample("报纸:日报", _("articles of this newspaper")),
)
