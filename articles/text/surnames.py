"""The letter under which a name stands in an index: that of its first character's reading, as a surname."""

import unicodedata
from functools import lru_cache

from articles.text.readings import load_pypinyin

# Where names go that begin with no letter and no character that has a reading: 3号.
NO_LETTER = "#"

# Characters that are read otherwise when they are surnames: 单小溪 is Shan, 曾小满 is Zeng; 万俟 is Moqi.
READ_AS_SURNAMES = {
    "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "曾": "z", "折": "s", "秘": "b", "乐": "y", "种": "c",
    "翟": "z", "覃": "q", "繁": "p", "郇": "x", "召": "s", "隗": "w", "粘": "n", "祭": "z", "重": "c", "阚": "k",
    "万俟": "m", "尉迟": "y",
}  # fmt: skip
# What begins with such a character and is no surname: 区委宣传部, 单位通讯组.
READ_AS_WORDS = {
    "单位": "d", "解放": "j", "区委": "q", "区政": "q", "区人": "q", "区公": "q", "区教": "q", "区文": "q", "乐清": "y",
}  # fmt: skip


@lru_cache(maxsize=4096)
def index_letter(name: str) -> str:
    """The letter from a to z under which `name` is looked for; NO_LETTER where there is none. Quotes are passed."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name[:8])))
    for known, length in ((READ_AS_WORDS, 2), (READ_AS_SURNAMES, 2), (READ_AS_SURNAMES, 1)):
        if letter := known.get(bare[:length]):
            return letter
    first = bare[:1]
    pypinyin = load_pypinyin()
    read = pypinyin.lazy_pinyin(first, style=pypinyin.Style.FIRST_LETTER, errors="ignore")
    letter = ("".join(read)[:1] or first).lower()
    return letter if letter.isascii() and letter.isalpha() else NO_LETTER
