"""Which tail on one page goes on from which head on another page of the same issue.

A head says where it goes on (下转第2版), a tail where it comes from (上接第1版). The two pages have to point at each
other; between two pages a pair is made by the headline, and what is left is paired in order where there are as many
heads as tails. Where that leaves it open nothing is linked.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.text.numbers import read_number

# "(下转第2版)", "上接A05版", "（上接第十二版）": the number; "（下转中缝）" has none.
_PAGE_NO = re.compile(r"[接转]\s*第?\s*[A-Z]?0*([0-9]{1,3}|[〇一二三四五六七八九十]{1,3})\s*[版页]")
# What two printings of one headline may differ in: "“湘莲银行”开业" and "湘莲银行 开业".
_NOT_COMPARED = re.compile(r"[\W_]+")
# A shorter headline within a longer one proves nothing.
_LEAST_SHARED = 4


@dataclass(frozen=True, slots=True)
class JumpEnd:
    """One end of a jump: an article, the page it stands on, and what it says of the other end."""

    pk: int
    page_no: int
    order_no: int
    headline: str
    jump: str


def find_page_no(jump: str) -> int | None:
    """The page that a jump line names, or None."""
    match = _PAGE_NO.search(unicodedata.normalize("NFKC", jump))
    return read_number(match[1]) if match else None


def pair_continuations(heads: Sequence[JumpEnd], tails: Sequence[JumpEnd]) -> Mapping[int, int]:
    """The head of each tail that has one: keys of tails to keys of heads."""
    # (page of the head, page of the tail) → the ends that point at each other.
    by_pages: dict[tuple[int, int], tuple[list[JumpEnd], list[JumpEnd]]] = defaultdict(lambda: ([], []))
    for head in heads:
        if (target := find_page_no(head.jump)) is not None:
            by_pages[head.page_no, target][0].append(head)
    for tail in tails:
        if (origin := find_page_no(tail.jump)) is not None:
            by_pages[origin, tail.page_no][1].append(tail)
    pairs: dict[int, int] = {}
    for (from_page, to_page), (some_heads, some_tails) in by_pages.items():
        if from_page != to_page:
            pairs |= _pair_between(some_heads, some_tails)
    return pairs


def _pair_between(heads: list[JumpEnd], tails: list[JumpEnd]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    heads, tails = (sorted(ends, key=lambda end: (end.order_no, end.pk)) for ends in (heads, tails))
    for tail in tails:
        same = [head for head in heads if head.pk not in pairs.values() and _same_headline(head, tail)]
        if len(same) == 1:
            pairs[tail.pk] = same[0].pk
    left_heads = [head for head in heads if head.pk not in pairs.values()]
    left_tails = [tail for tail in tails if tail.pk not in pairs]
    if len(left_heads) == len(left_tails):
        pairs |= {tail.pk: head.pk for head, tail in zip(left_heads, left_tails, strict=True)}
    return pairs


def _same_headline(head: JumpEnd, tail: JumpEnd) -> bool:
    one, other = (_NOT_COMPARED.sub("", unicodedata.normalize("NFKC", end.headline)) for end in (head, tail))
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_SHARED and shorter in longer
