"""Whether the texts above and below a block are about one thing: the rarer characters that they share.

Two stretches of one article share names, places and things; those of two articles share little. The idea is that of
lexical cohesion (M. A. Hearst, TextTiling, Computational Linguistics 23, 1997), here for headings instead of gaps, and
with characters instead of words: they take less time and tell headlines from crossheads as well.
"""

import math
from statistics import median
from typing import NamedTuple

from articles.dump.layout import Block

# So many characters above and below are looked at, and so many of one block.
_REACH = 200
_BLOCK = 240
_OPENING = 40
# The 500 most frequent characters of the pages in training/pages/ and what is no ideograph say little of that.
_COMMON = frozenset(
    "的一了年人十有不三个在是上月来到里日家工二天大下小县本子出说元公报记者四时百成他万市中要分第水我长全会生业着老开村多两学民后员去电地过车五以就发用六为新行把前没今这每机起区部产农七场八厂收名从自讯头只"
    "国看门社点路作手通户次口和得能还经进最省期们条高山九办千理可种走建乡间队同合道方回现动局位给面对打都事院平资也实主好司当师安管明教书之文关提入委米法镇江等已半定城话心站版组于放她问计钱保加金专价务比台"
    "增政东少那干红先信由单改费处么清度件线设议张河任医量查品至表外交体岁解海企做青花西商修校化北样住代立所亩调某其房石连正白写接原班卖制夜见内目南昨晚重字停达志气边完被责集斤项包转女投利田号菜编供意己钟数"
    "药应图告据账底楼林结华程物送带装力阳总吨级孩将近让规板科座油各党风排与请余又布几网再统运算谁格推如热满变该什支职块室采亿吃买铁听展共儿流并首均居向批周果防食整春养而光情检题标群讲补节片病雨马值指落退别"
    "州款想证技销井常造土你早矿决消料园树换众考护因星活课超粮声案服约灯才根无份织认往午火营研留客备温示率取联降货准复传坐煤纸候广零店季划强验续府湖持却卫施牌木警负知试段冬赛哪直军栏习受跑占云远难拿领士系基"
    "，。、：；！？“”‘’（）《》—…·,.:;!?()0123456789０１２３４５６７８９％%　 "
)
# Fewer characters than this are too few to compare.
_LEAST = 8
_NONE: frozenset[str] = frozenset()


class Cohesion(NamedTuple):
    """How much a block's surroundings have in common, from 0 to 1; None where a side has no text to compare.

    `across`: what the text above and the text below share (cosine); running text counts to the text below.
    `beside_usual`: the same, divided by what is usual on the page. `below` and `above`, of a line that is no running
    text: the share of its characters that come again in the text below, or stood in the text above. `lead`: the share
    of all its characters that stand in the opening of the text below, where a story says what has happened.
    """

    across: float | None
    beside_usual: float | None
    below: float | None
    above: float | None
    lead: float | None


def measure_cohesion(blocks: tuple[Block, ...], is_text: list[bool]) -> list[Cohesion]:
    """Return the cohesion around each block; `is_text` tells running text from what may be a heading.

    Takes time linear in the page: each block's characters are looked at once, and a bounded number of them.
    """
    told = [frozenset(block.text[:_BLOCK]) - _COMMON for block in blocks]
    sizes = [len(block.text) for block in blocks]
    above = _gather(told, sizes, is_text, range(len(blocks)))
    below = _gather(told, sizes, is_text, range(len(blocks) - 1, -1, -1))
    across = [
        _across(over, own | under if text else under)
        for over, under, own, text in zip(above, below, told, is_text, strict=True)
    ]
    known = [value for value in across if value is not None]
    usual = median(known) + 0.01 if known else 1.0
    return [
        Cohesion(
            value,
            None if value is None else value / usual,
            None if text else _part(own, under),
            None if text else _part(own, over),
            None if text or not opening else _shared(block.text, opening),
        )
        for block, value, own, over, under, text, opening in zip(
            blocks, across, told, above, below, is_text, _openings(blocks, is_text), strict=True
        )
    ]


def _openings(blocks: tuple[Block, ...], is_text: list[bool]) -> list[frozenset[str]]:
    """Return for each block the characters with which the next running text opens."""
    openings: list[frozenset[str]] = []
    opening = _NONE
    for block, text in zip(reversed(blocks), reversed(is_text), strict=True):
        openings.append(opening)
        if text:
            opening = frozenset(block.text[:_OPENING])
    openings.reverse()
    return openings


def _shared(text: str, opening: frozenset[str]) -> float:
    own = frozenset(text)
    return len(own & opening) / len(own)


def _gather(told: list[frozenset[str]], sizes: list[int], is_text: list[bool], order: range) -> list[frozenset[str]]:
    """Return for each block the characters of the nearest text that stands before it in the given order."""
    gathered = [_NONE] * len(told)
    nearest: list[int] = []
    union, stale = _NONE, False
    for at in order:
        if stale:
            reached = size = 0
            for near in reversed(nearest):
                reached += 1
                size += sizes[near]
                if size >= _REACH:
                    break
            union = _NONE.union(*[told[near] for near in nearest[-reached:]])
            stale = False
        gathered[at] = union
        if is_text[at]:
            nearest.append(at)
            if len(nearest) > 4:
                del nearest[0]
            stale = True
    return gathered


def _across(above: frozenset[str], below: frozenset[str]) -> float | None:
    if len(above) < _LEAST or len(below) < _LEAST:
        return None
    return len(above & below) / math.sqrt(len(above) * len(below))


def _part(own: frozenset[str], text: frozenset[str]) -> float | None:
    if len(own) < 2 or len(text) < _LEAST:
        return None
    return len(own & text) / len(own)
