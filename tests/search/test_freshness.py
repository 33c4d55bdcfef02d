"""What being new adds to a score: little, exactly what docs/search.md says, and nothing where it is switched off."""

from datetime import date

import numpy as np
import pytest
from haystack import connections

from articles.search.engine import Find
from articles.search.indexing import index_articles
from articles.search.query import parse_query
from articles.search.request import Sort
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.find import match, order_hits
from articles.search.whoosh.freshness import fresh_bonus
from tests.search.factories import Written, make_article, make_dump

DAYS = [date(1956, 5, 1), date(2001, 2, 3), None, date(2021, 12, 31), date(2022, 1, 1), date(2022, 10, 11)]


def test_the_bonus_falls_with_age_and_is_nothing_without_a_date():
    days = np.array([20221011, 20121011, 19521011, 0, 20230101], np.uint32)
    assert fresh_bonus(days, 20221011, 0.5).tolist() == [0.5, 0.25, 0.0625, 0.0, 0.5]
    assert fresh_bonus(np.array([20211231, 20220101], np.uint32), 20221011, 1.0).tolist() == sorted(
        fresh_bonus(np.array([20211231, 20220101], np.uint32), 20221011, 1.0).tolist()
    )


def answer(freshness: float, stop: int = 100, query: str = "龙舟") -> list[tuple[int, float]]:
    def read(snapshot):
        matched = match(snapshot.state, compile_query(parse_query(query).tree))
        hits = order_hits(snapshot.state, matched, Sort.RELEVANCE, stop, freshness)
        return [(int(hit.view.arrays.file["order.number"][hit.number]), hit.score) for hit in hits]

    return connections["default"].get_backend().snapshots.read(read)


@pytest.fixture
def articles(db):
    made = []
    for number, day in enumerate(DAYS * 2):
        # Every other text is longer, so that its score is a little lower.
        text = "龙舟下水。" + "江上人多。" * (number % 2)
        made.append(make_article(Written(f"第{number}篇", (text,)), make_dump(issue_date=day)))
        index_articles([made[-1].pk])
    return made


def test_scores_get_what_the_formula_says(articles):
    plain, fresh = dict(answer(0.0)), dict(answer(0.5))
    days = {
        article.pk: int(f"{article.dump.issue_date:%Y%m%d}") if article.dump.issue_date else 0 for article in articles
    }
    expected = {
        pk: score + float(fresh_bonus(np.array([days[pk]], np.uint32), 20221011, 0.5)[0]) for pk, score in plain.items()
    }
    assert fresh == pytest.approx(expected)


@pytest.mark.parametrize("stop", [1, 2, 3, 5, 11])
@pytest.mark.parametrize("freshness", [0.0, 0.01, 0.1, 3.0])
def test_the_best_are_the_first_of_the_whole_order(articles, stop, freshness):
    assert answer(freshness, stop) == answer(freshness)[:stop]


def test_switched_off_only_ties_fall_by_date_and_switched_on_near_ties_do(articles):
    by_score = [pk for pk, _score in answer(0.0)]
    shorter = [articles[number].pk for number in (4, 10, 0, 6, 2, 8)]
    assert set(by_score[:6]) == set(shorter)
    newest, oldest = articles[5].pk, articles[0].pk
    assert by_score.index(oldest) < by_score.index(newest)
    fresh = [pk for pk, _score in answer(1.0)]
    assert fresh.index(newest) < fresh.index(oldest)


def test_the_backend_asks_with_what_is_set(articles, monkeypatch):
    wanted = Find(parse_query("龙舟").tree)
    backend = connections["default"].get_backend()
    assert backend.freshness == 0.1
    assert list(backend.find(wanted).pks) == [pk for pk, _score in answer(0.1)]
    monkeypatch.setattr(backend, "freshness", 0.0)
    assert list(backend.find(wanted).pks) == [pk for pk, _score in answer(0.0)]
