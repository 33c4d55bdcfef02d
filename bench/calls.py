"""How long the search takes inside a process: whole requests without their template, suggestions, one write."""

import statistics
import time
from collections.abc import Callable

from bench.report import quantile

ROUNDS = 5
_TYPED = (
    "发展", "旅游", "拖拉机", "发展 经济", "基层 党建 群众", "乡村振兴", '"基层党建"',
    "旅游 或 景区", "发展 -经济", "作者:王伟", "标题:党建", "发展 日期:2019..2022", "党* 环境",
)  # fmt: skip
_BEGUN = ("党", "党建", "乡村", "长沙", "王", "王伟", "经济", "生态环", "发", "安")
# One character another that sounds alike, two changed about, one too many.
_MISSPELT = ("基层挡建", "乡村镇兴", "营商换境", "高质量法展", "防迅", "垃圾分累", "济经", "集体经济济")


def measure() -> dict[str, list[float]]:
    """Return milliseconds of each kind of call; Django is set up on a filled archive."""
    from haystack import connections
    from haystack.query import SearchQuerySet

    from articles.models import Article
    from articles.search.completion import complete
    from articles.search.indexing import index_articles
    from articles.search.request import SearchRequest
    from articles.search.service import run_search

    backend = connections["default"].get_backend()
    run_search(SearchRequest(query="词"))
    backend.suggest("词汇表")

    def queried(text: str) -> None:
        found = SearchQuerySet().filter(content=text).facet("region").facet("year").load_all()
        list(found[:20])
        found.facet_counts()
        found.count()

    newest = list(Article.objects.order_by("-pk").values_list("pk", flat=True)[:30])
    return {
        "search, first time": _times(lambda text: run_search(SearchRequest(query=text)), _TYPED, 1),
        "search, again": _times(lambda text: run_search(SearchRequest(query=text)), _TYPED, ROUNDS),
        "search through SearchQuerySet": _times(queried, _TYPED, ROUNDS),
        "completion": _times(complete, _BEGUN, ROUNDS),
        "did you mean": _times(backend.suggest, _MISSPELT, ROUNDS),
        "writing one article to the index": _times(lambda pk: index_articles([pk]), newest, 1),
    }


def rows(measured: dict[str, list[float]]) -> dict[str, list[str]]:
    """Return the rows of a table: p50, p95 and the longest."""
    return {
        name: [f"{quantile(times, 0.5):.1f}", f"{quantile(times, 0.95):.1f}", f"{max(times):.1f}"]
        for name, times in measured.items()
    }


def _times(call: Callable, asked, rounds: int) -> list[float]:
    """The middle of some rounds for each of what is asked."""
    times = []
    for one in asked:
        own = []
        for _ in range(rounds):
            begun = time.perf_counter()
            call(one)
            own.append((time.perf_counter() - begun) * 1000)
        times.append(statistics.median(own))
    return times
