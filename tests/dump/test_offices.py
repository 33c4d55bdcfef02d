"""Offices, posts and notes on authors."""

import pytest

from articles.dump.offices import is_author_note, is_post, is_workplace, office_score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("青溪县委报道组", 0.8),
        ("中共青溪县委农村工作部", 0.6),
        ("市财政局", 0.6),
        ("石山镇文化站", 0.35),
        ("老人有了活动中心", 0.2),
        ("春到柳溪", 0.0),
    ],
)
def test_office_score(text, score):
    assert office_score(text) == score


@pytest.mark.parametrize(
    ("text", "expected"), [("青溪棉纺厂工人", True), ("某某大学教授", True), ("县委书记", True), ("工人们", False)]
)
def test_is_post(text, expected):
    assert is_post(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("洗煤厂", True),
        ("北屯一八三团五连", True),
        ("青溪街道", True),
        ("湖北黄石", True),
        ("湖北", False),
        ("开门红", False),
    ],
)
def test_is_workplace(text, expected):
    assert is_workplace(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（作者单位：青溪县农业农村局）", True),
        ("（作者系青溪一中教师）", True),
        ("作者简介", False),
        ("（作者不详）", False),
    ],
)
def test_is_author_note(text, expected):
    assert is_author_note(text) is expected
