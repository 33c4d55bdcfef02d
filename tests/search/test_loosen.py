"""What is asked when nothing has all the words."""

import pytest

from articles.search.loosen import MAX_WORDS, loosen
from articles.search.query import All, AnyOf, Not, OnPage, Part, Phrase, Prefix, SomeOf, Word


def cut(text):
    """Two characters a word; of a mark there is none."""
    return tuple(text[start : start + 2] for start in range(0, len(text), 2)) if text.isalnum() else ()


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Word("龙舟"), None),
        (Phrase("龙舟赛事"), None),
        (OnPage(3), None),
        (Word("龙舟赛事"), SomeOf((Word("龙舟"), Word("赛事")))),
        (Word("龙舟赛", Part.HEADLINE), SomeOf((Word("龙舟", Part.HEADLINE),))),
        (All((Word("龙"), Word("舟"))), SomeOf((Word("龙"), Word("舟")))),
        (All((Word("龙舟"), Word("的"), Word("赛事"))), SomeOf((Word("龙舟"), Word("赛事")))),
        (All((Word("龙舟"), Word("龙舟"), Word("赛事"))), SomeOf((Word("龙舟"), Word("赛事")))),
        (
            All((Word("龙舟"), OnPage(3), Phrase("得奖"), Not(Word("大雨")), Prefix("端"))),
            All((OnPage(3), Not(Word("大雨")), SomeOf((Word("龙舟"), Phrase("得奖"), Prefix("端"))))),
        ),
        (
            All((AnyOf((Word("龙舟"), Word("花鼓"))), Word("赛事"))),
            SomeOf((AnyOf((Word("龙舟"), Word("花鼓"))), Word("赛事"))),
        ),
        (All((Word("+"), Word("赛事"))), SomeOf((Word("赛事"),))),
    ],
)
def test_loosening(tree, expected):
    assert loosen(tree, cut) == expected


def test_so_many_words_at_most():
    tree = All(tuple(Word(f"{number:02d}") for number in range(MAX_WORDS + 5)))
    assert loosen(tree, cut) == SomeOf(tree.children[:MAX_WORDS])
