"""Personal names as bylines print them."""

import pytest

from articles.dump.names import is_name, split_glued, split_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陈志强", True),
        ("田鹏", True),
        ("欧阳海波", True),
        ("阿不都·热合曼", True),
        ("任向军", True),
        ("好消息", False),
        ("市委办公室", False),
        ("的士", False),
        ("王", False),
        ("新湖南客户端", False),
    ],
)
def test_is_name(text, expected):
    assert is_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赖林嵩周美林", ("赖林嵩", "周美林")),
        ("徐国春张雅文崔成龙", ("徐国春", "张雅文", "崔成龙")),
        ("扎实推进", ()),
    ],
)
def test_split_glued(text, expected):
    assert split_glued(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陈志强 冯志军　许丽慧", ("陈志强", "冯志军", "许丽慧")),
        ("田 鹏", ("田鹏",)),
        ("田 鹏 李 文", ("田鹏", "李文")),
        ("史言、杜若飞", ("史言", "杜若飞")),
        ("孟春来\u00a0\u00a0柳依依", ("孟春来", "柳依依")),
        ("陈志强 荷小微", ("陈志强", "荷小微")),
        ("荷小微", ()),
        ("生态优先 绿色发展", ()),
        ("濮阳川 闾丘灵", ("濮阳川", "闾丘灵")),
        ("敖敦高娃", ("敖敦高娃",)),
        ("向阳路街道 尚可", ()),
    ],
)
def test_split_names(text, expected):
    assert split_names(text) == expected


def test_after_a_role_word_any_name_is_taken():
    assert split_names("荷小微", named=True) == ("荷小微",)
