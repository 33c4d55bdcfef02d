"""The small archive that docs/api.md shows: two articles on a page, one without a date, in an index of the test's own."""

from datetime import date

import pytest

from articles.models import WithdrawnIdentifier
from articles.search.indexing import synchronize
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township


@pytest.fixture
def shown_archive(db, index_folder, settings):
    """The archive of the examples, indexed."""
    settings.CONTENT_LICENSE, settings.CONTENT_LICENSE_URL = "仅供研究使用", ""
    newspaper = make_newspaper("湘北样报", code="xbyb", home_region=make_region("430000"))
    dump = make_dump(
        "第5版 要闻\n龙舟赛开锣\n龙舟赛昨日开锣。\n新书上架\n一批新书上架。\n",
        newspaper=newspaper,
        public_id="0a1b2c3d4e5f",
        sha256="0a1b2c3d4e5f" + "0" * 52,
        issue_date=date(2022, 10, 12),
        page_no=5,
        page_name="要闻",
        furniture=[{"line": 1, "text": "第5版 要闻"}],
    )
    make_article(
        "龙舟赛开锣",
        dump=dump,
        public_id="0a1b2c3d4e5f-2",
        lines=[[2, 3]],
        deck="——二十支队伍下水",
        sections=[("", ["龙舟赛昨日开锣。"]), ("鼓声", ["二十支队伍下水，鼓声不断。"])],
        bylines=[("陈样例", "reporter"), ("样例社/范例社", "", "样例社")],
        primary=make_township("平口镇"),
        mentioned=[make_region("430511")],
        former_identifiers=["0a1b2c3d4e5f-1"],
    )
    make_article("新书上架", dump=dump, public_id="0a1b2c3d4e5f-4", lines=[[4, 5]], paragraphs=["一批新书上架。"])
    undated = make_dump("旧闻\n", newspaper=newspaper, public_id="f00000000000", issue_date=None, page_no=None)
    make_article(
        "", dump=undated, public_id="f00000000000-1", paragraphs=["一则旧闻，日期不详。"], bylines=[("陈样例",)]
    )
    WithdrawnIdentifier.objects.create(public_id="0a1b2c3d4e5f-9", page_id="0a1b2c3d4e5f", newspaper=newspaper)
    synchronize()
    return newspaper


@pytest.fixture
def ask(client):
    """Asks the API and gives (status, type, JSON)."""

    def ask(address, **headers):
        answer = client.get(address, headers=headers)
        return answer.status_code, answer.headers.get("Content-Type"), answer.json() if answer.content else None

    return ask
