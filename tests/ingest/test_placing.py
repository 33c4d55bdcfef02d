"""What stands beside staff's word, and what another run of the resolver changes."""

import pytest

from articles.ingest.placing import Change, FoundPlace, find_change, heed_staff

ANHUA = FoundPlace(1, "primary", 3.0, 0.9, ("安化县",))
BEITA = FoundPlace(2, "primary", 3.0, 0.9, ("北塔区",))
YIYANG = FoundPlace(3, "mentioned", 1.0, 0.5, ("益阳",))


@pytest.mark.parametrize(
    ("by_hand", "without_place", "stands"),
    [
        ({}, False, (ANHUA, YIYANG)),
        ({2: "primary"}, False, (YIYANG,)),
        ({1: "mentioned"}, False, (YIYANG,)),
        ({3: "mentioned"}, False, (ANHUA,)),
        ({3: "primary"}, False, ()),
        ({}, True, (YIYANG,)),
    ],
)
def test_what_stands_beside_the_word_of_staff(by_hand, without_place, stands):
    assert heed_staff((ANHUA, YIYANG), by_hand, without_place) == stands


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((ANHUA, YIYANG), (YIYANG, ANHUA), Change.NONE),
        ((), (), Change.NONE),
        ((YIYANG,), (ANHUA,), Change.PLACED),
        ((ANHUA,), (BEITA, YIYANG), Change.MOVED),
        ((ANHUA,), (YIYANG,), Change.LOST),
        ((ANHUA,), (ANHUA, YIYANG), Change.DETAILS),
        ((YIYANG,), (), Change.DETAILS),
    ],
)
def test_what_another_run_changes(before, after, change):
    assert find_change(before, after) == change
