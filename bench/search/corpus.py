"""A deterministic corpus of invented local news for measuring the search: article N is always the same.

Words are drawn from jieba's dictionary by the frequencies that stand in it, so that some are in nearly every article
and most in few; topics, places, names and numbers are mixed in. The text means nothing.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import jieba
import numpy as np

SEED = 20_221_012
BLOCK = 1_000
# Words of one character that the language is made of; others of one character are rare in running text.
_PARTICLES = "的了在和是为与对等将以及到从把向年月日个中上下"
_TOPICS = {
    "党建": ["党建", "党支部", "党员", "党组织", "主题教育", "基层党建", "组织生活", "书记", "村委会", "先锋"],
    "乡村": ["乡村振兴", "乡村", "振兴", "农村", "农业", "农民", "村民", "产业", "合作社", "种植", "粮食"],
    "经济": ["经济", "高质量发展", "发展", "投资", "项目", "企业", "园区", "招商引资", "工业", "增长", "营商环境"],
    "民生": ["民生", "教育", "医疗", "就业", "社会保障", "养老", "学校", "医院", "群众", "社区", "服务"],
    "生态": ["生态", "环境保护", "污染防治", "河长制", "绿化", "森林", "水质", "垃圾分类", "整治"],
    "文旅": ["文化", "旅游", "景区", "游客", "非遗", "博物馆", "演出", "节庆", "文旅融合", "古镇"],
    "安全": ["安全生产", "应急", "消防", "防汛", "排查", "隐患", "演练", "值班", "交通"],
}
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文志海燕玲辉红梅鑫波斌宇浩凯"
_UNITS = ("万元", "亩", "人", "个", "%", "公里", "千伏")
_LATIN = ("GDP", "5G", "APP", "PPP", "ETC", "WiFi")
# Province, prefecture, county: invented codes in the form of real ones.
_PLACES = [
    ["430000", f"43{city:02d}00", f"43{city:02d}{county:02d}"]
    for city in range(1, 15)
    for county in (2, 3, 5, 11, 21, 22, 23, 81)
]
_NEWSPAPERS = ["csrb", "cswb", "csdb", "cscb"]
_FORMS = ["news"] * 8 + ["brief", "opinion"]
_FIRST_DAY = date(2000, 1, 1)
# "湘江" is a word of the language's own characters; "B超" and "〇" are none.
_HAN = re.compile("[\u4e00-\u9fff]{1,8}")


@cache
def _vocabulary() -> tuple[np.ndarray, np.ndarray]:
    """Words, and the sum of the shares of each and all before it."""
    words, shares = [], []
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, _tag = line.split(" ")
        if _HAN.fullmatch(word) and float(frequency) > 0:
            words.append(word)
            shares.append(float(frequency) * (0.05 if len(word) == 1 and word not in _PARTICLES else 1))
    sums = np.cumsum(shares)
    return np.array(words, object), sums / sums[-1]


def generate(start: int, stop: int) -> Iterator[dict]:
    """Yield the articles from number `start` on, `stop` not in, each as the values that are indexed."""
    for block in range(start // BLOCK, -(-stop // BLOCK)):
        random = np.random.default_rng([SEED, block])
        for place in range(BLOCK):
            article = _article(random, block * BLOCK + place)
            if start <= block * BLOCK + place < stop:
                yield article


def _article(random: np.random.Generator, number: int) -> dict:
    words, sums = _vocabulary()
    drawn = words[np.searchsorted(sums, random.random(520))].tolist()
    topic = list(_TOPICS.values())[int(random.integers(len(_TOPICS)))]
    names = [_name(random) for _ in range(2)]
    chance = random.random(700).tolist()
    pick = random.integers(0, 1 << 30, 700).tolist()
    length, pieces, since = int(random.integers(800, 1200)), [], 0
    size = used = step = 0
    while size < length and used < 500:
        luck, choice = chance[step % 700], pick[step % 700]
        step += 1
        if luck < 0.05:
            piece = topic[choice % len(topic)]
        elif luck < 0.055:
            piece = names[choice % 2]
        elif luck < 0.07:
            piece = f"{choice % 3000 + 1}{_UNITS[choice % len(_UNITS)]}"
        elif luck < 0.072:
            piece = _LATIN[choice % len(_LATIN)]
        else:
            piece = drawn[used]
            used += 1
        pieces.append(piece)
        size += len(piece)
        since += 1
        if since > 18 or (since > 5 and luck > 0.92):
            pieces.append("。\n" if choice % 5 == 0 else "。")
            since = 0
        elif luck > 0.86:
            pieces.append("，")
    headline = "".join(drawn[-6:-1]) + topic[pick[0] % len(topic)]
    place = _PLACES[int(random.zipf(1.3)) % len(_PLACES)]
    day = _FIRST_DAY + timedelta(days=int(8400 * random.beta(2.2, 1.2)))
    newspaper, page_no = _NEWSPAPERS[pick[1] % len(_NEWSPAPERS)], pick[2] % 8 + 1
    return {
        "id": f"articles.article.{number + 1}",
        "django_ct": "articles.article",
        "django_id": str(number + 1),
        "public_id": f"{number:016x}-1",
        "headline": headline,
        "deck": "——" + "".join(drawn[-12:-6]) if luck > 0.5 else "",
        "crosshead": "".join(drawn[-16:-12]) if luck > 0.7 else "",
        "author": "\n".join(names),
        "text": "".join(pieces) + "。\n通讯员 " + " ".join(names),
        "region": place,
        "newspaper": newspaper,
        "year": day.year,
        "month": day.strftime("%Y%m"),
        "form": _FORMS[pick[3] % len(_FORMS)],
        "byline": names,
        "date": day,
        "date_end": day,
        "rank": [newspaper, page_no, f"{number:016x}", 1],
        "stamp": f"{day.isoformat()}T00:00:00+00:00",
    }


def _name(random: np.random.Generator) -> str:
    surname = _SURNAMES[min(len(_SURNAMES) - 1, int(random.exponential(8)))]
    return surname + "".join(_GIVEN[place] for place in random.integers(0, len(_GIVEN), int(random.integers(1, 3))))
