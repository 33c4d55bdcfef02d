"""A clerk hands in dumps, looks at what was read, corrects it, and takes it away again."""

import io
import zipfile
from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.ingest.wording import problem_text
from articles.models import Article, Dump
from articles.search import SearchRequest, run_search
from tests.admin.pages import HEADLINES, PAGE
from tests.factories import make_newspaper, make_region

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]

ADD = reverse("admin:articles_dump_add")


@pytest.fixture
def clerk(client):
    """The client, signed in with every right over the archive."""
    client.force_login(User.objects.create_superuser("clerk", "clerk@localhost", "a-password-for-tests"))
    client.cookies.load({"django_language": "en"})
    return client


def text_file(name: str = "page.txt", text: str = PAGE, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def hand_in(client, *files, **fields) -> str:
    """The text of the answer to an upload."""
    response = client.post(ADD, {"files": list(files), **fields})
    assert response.status_code == 200
    return b"".join(response).decode()


def headlines() -> list[str]:
    return list(Article.objects.order_by("dump", "order_no").values_list("headline", flat=True))


def found(query: str) -> int:
    return run_search(SearchRequest(query=query)).total


def test_a_text_file_becomes_a_page(clerk):
    make_region("430923")
    answer = hand_in(clerk, text_file())
    assert headlines() == HEADLINES
    dump = Dump.objects.get()
    assert (dump.uploaded_by.username, bytes(dump.raw_bytes)) == ("clerk", PAGE.encode())
    for expected in [*HEADLINES, "page.txt", reverse("admin:articles_dump_lines", args=[dump.pk])]:
        assert expected in answer
    assert found("进山公路") == 1


def test_several_files_and_a_zip_with_what_staff_know(clerk):
    newspaper = make_newspaper("湘样日报", code="xyrb")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.txt", PAGE.replace("云上村", "月亮村"))
        archive.writestr("photo.jpg", b"not text")
    answer = hand_in(
        clerk,
        text_file("a.txt", encoding="gb18030"),
        SimpleUploadedFile("pages.zip", packed.getvalue()),
        newspaper=newspaper.pk,
        issue_date="2022-10-12",
        page_no="3",
        page_name="要闻",
    )
    rows = Dump.objects.order_by("file_name").values_list(
        "file_name", "newspaper__name", "issue_date", "issue_date_source", "page_no", "page_name", "encoding"
    )
    day = date(2022, 10, 12)
    assert list(rows) == [
        ("a.txt", "湘样日报", day, "staff", 3, "要闻", "gb18030"),
        ("b.txt", "湘样日报", day, "staff", 3, "要闻", "utf-8"),
    ]
    assert "pages.zip/photo.jpg" in answer


def test_the_same_bytes_are_not_stored_twice(clerk):
    hand_in(clerk, text_file("first.txt"))
    answer = hand_in(clerk, text_file("second.txt"))
    assert Dump.objects.count() == 1
    assert "first.txt" in answer


def test_a_clerk_who_leaves_early_loses_nothing(clerk):
    files = [text_file(f"{number}.txt", PAGE.replace("云上村", f"{number}号村")) for number in range(3)]
    response = clerk.post(ADD, {"files": files})
    answer = iter(response.streaming_content)
    next(answer)
    next(answer)
    response.close()
    assert Dump.objects.count() == 3
    assert found("进山公路") == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b" \n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("broken.zip", b"PK, or so it says"),
    ],
)
def test_a_wrong_file_is_an_error_in_the_form_and_nothing_is_stored(clerk, name, data):
    response = clerk.post(ADD, {"files": [text_file(), SimpleUploadedFile(name, data)]})
    [error] = response.context["form"].errors["files"]
    assert error.startswith(f"{name}: ")
    assert Dump.objects.count() == 0


def test_what_else_the_form_refuses(clerk):
    newspaper = make_newspaper()
    cases = [
        ({}, "files"),
        ({"files": [text_file()], "issue_date": "yesterday"}, "issue_date"),
        ({"files": [text_file()], "page_no": "0"}, "page_no"),
        ({"files": [text_file()], "newspaper": newspaper.pk, "new_newspaper": "新报"}, "new_newspaper"),
    ]
    for fields, wrong in cases:
        assert list(clerk.post(ADD, fields).context["form"].errors) == [wrong]
    assert Dump.objects.count() == 0


def test_too_many_pages_for_one_request(clerk, monkeypatch):
    monkeypatch.setattr("articles.forms.MAX_UPLOAD_DUMPS", 1)
    response = clerk.post(ADD, {"files": [text_file("a.txt"), text_file("b.txt", PAGE + "再见。")]})
    assert list(response.context["form"].errors) == ["files"]
    assert Dump.objects.count() == 0


def test_lines_stand_beside_their_articles_and_text_stays_text(clerk):
    hand_in(clerk, text_file(text=PAGE.replace("黄阿公", "<b>黄阿公</b>")))
    page = clerk.get(reverse("admin:articles_dump_lines", args=[Dump.objects.get().pk])).content.decode()
    assert "&lt;b&gt;黄阿公&lt;/b&gt;" in page
    assert "<b>黄阿公</b>" not in page
    shown = [number for number, line in enumerate(PAGE.splitlines(), start=1) if line.strip()]
    assert [number for number in range(1, 40) if f'id="L{number}"' in page] == shown


def test_lines_say_what_they_were_read_as_unless_another_parser_read_them(clerk):
    hand_in(clerk, text_file())
    dump = Dump.objects.get()
    address = reverse("admin:articles_dump_lines", args=[dump.pk])
    lines = {line.line_no: line for line in clerk.get(address).context["lines"]}
    assert (str(lines[1].kind), lines[2].kind, str(lines[13].kind)) == ("主题", "", "文末署名")
    assert lines[1].evidence.startswith("+")
    Dump.objects.update(parser_version="0.1")
    assert {line.kind for line in clerk.get(address).context["lines"]} == {""}


def test_what_is_doubtful_of_the_whole_page_stands_at_its_first_shown_line(clerk):
    hand_in(clerk, text_file(name="zzz20221012_03.txt", text="\n\n" + PAGE))
    dump = Dump.objects.get()
    assert [problem["line"] for problem in dump.problems if problem["kind"] == "newspaper_unknown"] == [None]
    lines = clerk.get(reverse("admin:articles_dump_lines", args=[dump.pk])).context["lines"]
    assert [line.line_no for line in lines if problem_text("newspaper_unknown") in line.problems] == [3]


def test_the_original_comes_back_byte_for_byte(clerk):
    hand_in(clerk, text_file(encoding="gb18030"))
    response = clerk.get(reverse("admin:articles_dump_original", args=[Dump.objects.get().pk]))
    assert response.content == PAGE.encode("gb18030")
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_staff_correct_the_issue_and_a_new_reading_keeps_it(clerk):
    hand_in(clerk, text_file())
    dump = Dump.objects.get()
    newspaper = make_newspaper("湘样日报", code="xyrb")
    change = reverse("admin:articles_dump_change", args=[dump.pk])
    assert clerk.get(change).status_code == 200
    response = clerk.post(
        change, {"newspaper": newspaper.pk, "date_typed": "2021-05", "page_no": "7", "page_name": "社会"}
    )
    assert response.status_code == 302
    assert found("报纸:湘样日报") == 2
    ids = list(Article.objects.order_by("order_no").values_list("public_id", flat=True))
    assert clerk.post(reverse("admin:articles_dump_reparse", args=[dump.pk])).status_code == 302
    dump.refresh_from_db()
    assert (dump.newspaper, dump.issue_date, dump.issue_date_precision, dump.issue_date_source, dump.page_no) == (
        newspaper,
        date(2021, 5, 1),
        "month",
        "staff",
        7,
    )
    assert list(Article.objects.order_by("order_no").values_list("public_id", flat=True)) == ids
    assert found("进山公路") == 1


def test_an_untouched_date_stays_inferred(clerk):
    hand_in(clerk, text_file(text=PAGE.replace("10月11日", "2022年10月11日")))
    dump = Dump.objects.get()
    assert dump.issue_date_source == "text"
    typed = {"day": "2022-10-11", "month": "2022-10", "year": "2022"}[dump.issue_date_precision]
    clerk.post(
        reverse("admin:articles_dump_change", args=[dump.pk]),
        {"newspaper": dump.newspaper_id, "date_typed": typed, "page_no": "4", "page_name": ""},
    )
    dump.refresh_from_db()
    assert (dump.issue_date_source, dump.page_no) == ("text", 4)


@pytest.mark.parametrize("way", ["page", "list"])
def test_deleting_a_dump_takes_its_articles_out_of_site_and_index(clerk, way):
    hand_in(clerk, text_file())
    dump = Dump.objects.get()
    address = dump.articles.first().get_absolute_url()
    assert (found("社区食堂"), clerk.get(address).status_code) == (1, 200)
    if way == "page":
        clerk.post(reverse("admin:articles_dump_delete", args=[dump.pk]), {"post": "yes"})
    else:
        clerk.post(
            reverse("admin:articles_dump_changelist"),
            {"action": "delete_selected", "_selected_action": [dump.pk], "post": "yes"},
        )
    assert (Dump.objects.count(), Article.objects.count(), found("社区食堂")) == (0, 0, 0)
    assert clerk.get(address).status_code == 410


def test_lists_and_articles_can_be_looked_at(clerk):
    make_region("430923")
    hand_in(clerk, text_file())
    for address in (
        reverse("admin:articles_dump_changelist") + "?q=食堂",
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[Article.objects.first().pk]),
        reverse("admin:articles_newspaper_changelist"),
        reverse("admin:articles_region_changelist") + "?q=安化",
    ):
        assert clerk.get(address).status_code == 200


def test_who_may_only_look_cannot_hand_in_or_read_again(client):
    viewer = User.objects.create_user("viewer", password="a-password-for-tests", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_dump"))
    clerk = User.objects.create_superuser("clerk", "clerk@localhost", "a-password-for-tests")
    client.force_login(clerk)
    hand_in(client, text_file())
    dump = Dump.objects.get()
    client.force_login(viewer)
    lines = client.get(reverse("admin:articles_dump_lines", args=[dump.pk]))
    add = client.get(ADD)
    again = client.post(reverse("admin:articles_dump_reparse", args=[dump.pk]))
    assert (lines.status_code, add.status_code, again.status_code) == (200, 403, 403)
    client.logout()
    assert client.get(ADD).status_code == 302
