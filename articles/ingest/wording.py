"""Refusals and problems in the reader's language.

The text floors speak English and give every refusal and every problem a stable kind; here each kind has its sentence.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.dump.decode import UnreadableDumpError

REFUSALS: Mapping[str, str] = {
    "empty": gettext_noop("The file holds no text. Export the page again."),
    "binary": gettext_noop("This is no text file. Export the page as plain text (.txt)."),
    "unreadable": gettext_noop("The text is in no encoding that is known. Save it as UTF-8 or GB18030."),
}

PROBLEMS: Mapping[str, str] = {
    "truncated": gettext_noop("The text stops in mid-sentence."),
    "no_headline": gettext_noop("The article has no headline."),
    "no_text": gettext_noop("A headline has no text below it."),
    "doubtful": gettext_noop("This line could also be read in another way."),
    "orphan_tail": gettext_noop("The article goes on from another page, and its head is not on this one."),
    "broken_font_map": gettext_noop(
        "Punctuation is replaced by rare characters: the PDF that the text was taken from has a broken font map."
    ),
    "lost_characters": gettext_noop(
        "Characters were lost before the file was made: replacement characters stand for them."
    ),
    "no_articles": gettext_noop("No article was found on the page."),
    "newspaper_unknown": gettext_noop(
        "The page names a newspaper that the archive does not know: add it, or choose one."
    ),
    "page_repeated": gettext_noop("The archive already holds this page of this issue."),
    "regions_not_loaded": gettext_noop("Places were found but no regions are loaded."),
}


LINE_KINDS: Mapping[str, str] = {
    "furniture": gettext_noop("furniture"),
    "teaser": gettext_noop("teaser"),
    "kicker": gettext_noop("kicker"),
    "headline": gettext_noop("headline"),
    "deck": gettext_noop("deck"),
    "byline": gettext_noop("byline"),
    "paragraph": gettext_noop("paragraph"),
    "lead": gettext_noop("opening of an article without a headline"),
    "continuation": gettext_noop("goes on from the line before"),
    "crosshead": gettext_noop("crosshead"),
    "crosshead_2": gettext_noop("second line of a crosshead"),
    "signature": gettext_noop("byline at the end"),
    "caption": gettext_noop("caption"),
    "jump_to": gettext_noop("continued on"),
    "jump_from": gettext_noop("continued from"),
}


def line_kind_text(kind: str) -> str:
    """What a line was read as, in the language of the request."""
    return _(LINE_KINDS[kind])


def refusal_text(error: UnreadableDumpError) -> str:
    """Why bytes were not taken, and what to do, in the language of the request."""
    return _(REFUSALS[error.kind])


def problem_text(kind: str) -> str:
    """What a problem means, in the language of the request; a kind of an older parser is shown by its name."""
    return _(PROBLEMS[kind]) if kind in PROBLEMS else kind
