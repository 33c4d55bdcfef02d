import gc
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from haystack import connections

from articles.models import Article, ArticleRegion, Byline
from articles.search.engine import Find
from articles.search.errors import IndexFormatError, IndexLockedError, IndexMissingError
from articles.search.indexing import (
    Differences,
    IndexFreshness,
    find_differences,
    index_articles,
    index_freshness,
    rebuild,
    synchronize,
    unindex_articles,
)
from articles.search.query import Phrase
from articles.search.whoosh.generations import FORMAT_FILE
from tests.search.factories import Written, make_article, make_dump, make_region

pytestmark = pytest.mark.django_db


def backend():
    return connections["default"].get_backend()


def found(phrase: str) -> set[int]:
    return set(backend().find(Find(Phrase(phrase))).pks)


@pytest.fixture
def three():
    dump = make_dump()
    return [make_article(Written(name, (f"{name}的正文。",)), dump) for name in ("甲文", "乙文", "丙文")]


def test_articles_are_found_after_indexing_and_not_after_removal(three):
    first, second, third = three
    assert index_articles([article.pk for article in three]) is True
    assert found("正文") == {first.pk, second.pk, third.pk}
    assert unindex_articles([second.pk]) is True
    assert found("正文") == {first.pk, third.pk}
    assert found("乙文") == set()


def test_indexing_again_makes_no_duplicates(three):
    for _ in range(3):
        index_articles([article.pk for article in three])
    assert index_freshness() == IndexFreshness(3, 3)


def test_indexing_replaces_what_was_there(three):
    index_articles([article.pk for article in three])
    three[0].headline = "新的标题"
    three[0].save()
    index_articles([three[0].pk])
    assert (found("新的标题"), found("甲文")) == ({three[0].pk}, {three[0].pk})
    assert backend().find(Find(None)).total == 3


def test_articles_that_are_gone_or_failed_are_taken_out(three):
    index_articles([article.pk for article in three])
    pks = [article.pk for article in three]
    three[0].delete()
    index_articles(pks)
    assert found("正文") == set(pks[1:])
    dump = three[1].dump
    dump.status, dump.failure = "failed", "unreadable"
    dump.save()
    index_articles(pks)
    assert index_freshness() == IndexFreshness(0, 0)


def test_nothing_to_do_touches_nothing(index_folder):
    assert index_articles([]) is True
    assert unindex_articles([]) is True
    assert not index_folder.exists()


def test_freshness_without_an_index(three):
    assert index_freshness() == IndexFreshness(3, None)
    assert not index_freshness().agrees


def test_a_failed_write_is_logged_and_mended_later(three, caplog, monkeypatch):
    pks = [article.pk for article in three]
    monkeypatch.setattr(backend(), "lock_timeout", 0.05)
    with backend().folder.writing(1):
        assert index_articles(pks) is False
        assert unindex_articles(pks) is False
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "run manage.py sync_index" in caplog.text
    assert synchronize() == Differences(missing=tuple(pks), outdated=(), gone=())
    assert found("正文") == set(pks)


def test_a_fault_while_writing_leaves_the_index_as_it_was(three, monkeypatch):
    pks = [article.pk for article in three]
    index_articles(pks)
    index = connections["default"].get_unified_index().get_index(Article)

    class FaultError(Exception):
        pass

    def fail(article):
        raise FaultError

    with monkeypatch.context() as patch:
        patch.setattr(index, "prepare_text", fail)
        with pytest.raises(FaultError):
            index_articles(pks)
    assert found("正文") == set(pks)
    # The lock is free again.
    assert index_articles(pks) is True


def test_a_fault_while_rebuilding_leaves_the_index_as_it_was(three, index_folder):
    index_articles([article.pk for article in three])

    class FaultError(Exception):
        pass

    def fail(done, total):
        raise FaultError

    before = sorted(path.name for path in index_folder.iterdir())
    with pytest.raises(FaultError):
        rebuild(fail)
    assert sorted({path.name for path in index_folder.iterdir()} - {"rebuild.lock"}) == before
    assert len(found("正文")) == 3


@pytest.mark.parametrize("change", ["text", "region", "date", "newspaper_page", "page_name", "byline"])
def test_every_change_is_a_difference(three, change):
    pks = [article.pk for article in three]
    index_articles(pks)
    assert not find_differences()
    article = three[0]
    changed = (article.pk,)
    match change:
        case "text":
            article.headline = "改了"
            article.save()
        case "region":
            ArticleRegion.objects.create(
                article=article, region=make_region("430000", "湖南省"), role="primary", confidence=1
            )
        case "date":
            article.dump.issue_date = date(2020, 2, 29)
            article.dump.save()
            changed = tuple(pks)
        case "newspaper_page":
            article.dump.page_no = 7
            article.dump.save()
            changed = tuple(pks)
        case "page_name":
            article.dump.page_name = "要闻"
            article.dump.save()
            changed = tuple(pks)
        case "byline":
            Byline.objects.create(article=article, order_no=1, name="林一禾")
            article.save()
    assert find_differences() == Differences(missing=(), outdated=changed, gone=())
    assert synchronize() == Differences(missing=(), outdated=changed, gone=())
    assert not find_differences()


def test_synchronize_mends_all_three_kinds(three):
    index_articles([three[0].pk, three[1].pk])
    gone = three[0].pk
    three[0].delete()
    three[1].save()
    assert synchronize() == Differences((three[2].pk,), (three[1].pk,), (gone,))
    assert found("正文") == {three[1].pk, three[2].pk}
    assert synchronize() == Differences((), (), ())


def test_another_format_is_refused_until_it_is_rebuilt(three, caplog):
    pks = [article.pk for article in three]
    index_articles(pks)
    (backend().folder.current() / FORMAT_FILE).write_text("0")
    assert index_articles(pks) is False
    assert index_freshness() == IndexFreshness(3, None)
    with pytest.raises(IndexFormatError):
        synchronize()
    backend().snapshots.close()
    with pytest.raises(IndexFormatError):
        found("正文")
    assert rebuild() == 3
    assert found("正文") == set(pks)


# Whoosh leaves files open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_damaged_index_is_told_in_words(three, index_folder):
    index_articles([article.pk for article in three])
    for path in index_folder.glob("g*/*.arr"):
        path.write_bytes(b"")
    with pytest.raises(CommandError, match="is cut off: run manage.py rebuild_index"):
        run("sync_index")
    gc.collect()
    assert run("rebuild_index", "--noinput") == "The index was rebuilt: 3 articles.\n"
    assert len(found("正文")) == 3


def test_a_folder_that_cannot_be_written_is_told_in_words(three, index_folder, monkeypatch):
    def refuse():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backend().folder, "create_generation", refuse)
    with pytest.raises(CommandError, match="No space left on device"):
        run("rebuild_index")
    assert index_articles([three[0].pk]) is False


def test_rebuild_replaces_the_generation_and_removes_the_old_one(three, index_folder):
    index_articles([article.pk for article in three])
    assert [path.name for path in index_folder.glob("g*")] == ["g000001"]
    assert len(found("正文")) == 3
    assert rebuild() == 3
    # The reader of the search above still holds the old generation; it lets go at the next search.
    assert len(found("正文")) == 3
    synchronize()
    assert [path.name for path in index_folder.glob("g*")] == ["g000002"]


@pytest.mark.parametrize("count", [1, 30])
def test_queries_to_the_database_do_not_grow_with_the_articles(count, django_assert_num_queries):
    dump = make_dump()
    pks = [make_article(Written(f"第{number}篇", ("正文。",)), dump).pk for number in range(count)]
    with django_assert_num_queries(4):
        index_articles(pks)
    with django_assert_num_queries(2):
        find_differences()


def run(command: str, *arguments: str) -> str:
    output = StringIO()
    call_command(command, *arguments, stdout=output)
    return output.getvalue()


def test_commands(three):
    assert run("sync_index") == "Mended: 3 articles missing, 0 outdated, 0 gone from the database.\n"
    assert run("sync_index") == run("sync_index", "--check") == "Index and database agree.\n"
    three[0].delete()
    with pytest.raises(CommandError, match="0 articles missing, 0 outdated, 1 gone from the database"):
        run("sync_index", "--check")
    assert run("rebuild_index", "--noinput") == "The index was rebuilt: 2 articles.\n"
    assert run("rebuild_index", "-v0") == run("sync_index", "-v0") == ""
    assert run("sync_index", "--check") == "Index and database agree.\n"


def test_commands_say_what_is_wrong(three, monkeypatch):
    with pytest.raises(CommandError, match="No search index in .* yet: run manage.py rebuild_index"):
        run("sync_index", "--check")
    monkeypatch.setattr(backend(), "lock_timeout", 0.05)
    with backend().folder.writing(1), backend().folder.rebuilding(1):
        with pytest.raises(CommandError, match="written by another process"):
            run("sync_index")
        with pytest.raises(CommandError, match="being rebuilt by another process"):
            run("rebuild_index")
        with pytest.raises(IndexLockedError):
            synchronize()
    with pytest.raises(IndexMissingError):
        found("正文")
