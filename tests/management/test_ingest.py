"""manage.py ingest, preview, reparse and load_newspapers, as they are typed."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Dump, Newspaper
from tests.admin.pages import HEADLINES, PAGE
from tests.factories import make_region

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def write_page(path, text: str = PAGE):
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_folder_with_one_bad_file_stores_the_others_and_fails(tmp_path):
    write_page(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(b"")
    write_page(tmp_path / "c.txt", PAGE.replace("云上村", "月亮村"))
    (tmp_path / "d.jpg").write_bytes(b"jpg")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 3 files failed; see above."):
        call_command("ingest", str(tmp_path), stdout=out)
    said = out.getvalue().splitlines()
    assert said[0].startswith("a.txt: stored: 2 articles, 13 lines, ")
    assert said[1].startswith("b.txt: failed: ")
    assert said[-1].startswith(
        "2 dumps stored, 0 would be stored, 0 already there, 1 failed, 1 passed over; 4 articles,"
    )
    assert Dump.objects.count() == 2


def test_the_same_bytes_again_are_reported(tmp_path):
    page = write_page(tmp_path / "a.txt")
    run("ingest", page)
    said = run("ingest", page)
    assert said.splitlines()[0].endswith("(the same bytes as a.txt)")
    assert Dump.objects.count() == 1


def test_a_dry_run_and_json(tmp_path):
    page = write_page(tmp_path / "a.txt")
    *files, summary = [json.loads(line) for line in run("ingest", page, "--dry-run", "--json").splitlines()]
    assert [(file["file"], file["outcome"], file["articles"]) for file in files] == [("a.txt", "would store", 2)]
    assert summary["summary"]["would_store"] == 1
    assert Dump.objects.count() == 0


def test_what_staff_say_goes_first(tmp_path):
    region = make_region("430000")
    page = write_page(tmp_path / "xyrb20210518_03.txt")
    run("ingest", page, "--newspaper", "湘样日报", "--date", "2022-10", "--page", "6", "--page-name", "社会",
        "--home-region", "430000")  # fmt: skip
    dump = Dump.objects.select_related("newspaper").get()
    assert (dump.newspaper.name, dump.newspaper.home_region) == ("湘样日报", region)
    assert (dump.issue_date.isoformat(), dump.issue_date_precision, dump.issue_date_source) == (
        "2022-10-01",
        "month",
        "staff",
    )
    assert (dump.page_no, dump.page_name) == (6, "社会")


def test_the_file_name_is_read(tmp_path):
    Newspaper.objects.create(code="xyrb", name="湘样日报")
    run("ingest", write_page(tmp_path / "xyrb20210518_03.txt"))
    dump = Dump.objects.select_related("newspaper").get()
    assert (dump.newspaper.name, dump.issue_date.isoformat(), dump.issue_date_source, dump.page_no) == (
        "湘样日报",
        "2021-05-18",
        "file_name",
        3,
    )


def test_several_processes_read_in_order(tmp_path):
    for number in range(5):
        write_page(tmp_path / f"{number}.txt", PAGE.replace("云上村", f"{number}号村"))
    said = run("ingest", str(tmp_path), "--jobs", "2").splitlines()
    assert [line.split(":")[0] for line in said[:5]] == [f"{number}.txt" for number in range(5)]
    assert Article.objects.count() == 10


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.encode())))
    run("ingest", "-")
    assert Dump.objects.get().file_name == "stdin.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--date", "yesterday"],
        ["--page", "0"],
        ["--jobs", "0"],
        ["--home-region", "Hunan"],
    ],
)
def test_arguments_that_are_refused(tmp_path, arguments):
    with pytest.raises(CommandError):
        run("ingest", write_page(tmp_path / "a.txt"), *arguments)
    assert Dump.objects.count() == 0


def test_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="No dump was found"):
        run("ingest", str(tmp_path))


def test_preview_writes_nothing(tmp_path):
    page = write_page(tmp_path / "a.txt")
    result = json.loads(run("preview", page, "--json"))
    assert [article["headline"] for article in result["articles"]] == HEADLINES
    assert [article["regions"][0]["code"] for article in result["articles"]] == ["430923", "430511"]
    assert list(result) == ["dump", "articles", "furniture", "problems"]
    text = run("preview", page)
    assert all(headline in text for headline in HEADLINES)
    assert Dump.objects.count() == 0


def test_preview_explains_each_line_on_request(tmp_path):
    page = write_page(tmp_path / "a.txt")
    filled = [number for number, line in enumerate(PAGE.splitlines(), start=1) if line.strip()]
    blocks = json.loads(run("preview", page, "--json", "--explain"))["lines"]
    assert [number for block in blocks for number in block["lines"]] == filled
    assert (blocks[0]["kind"], blocks[-1]["kind"]) == ("headline", "signature")
    assert all(block["evidence"] for block in blocks)
    assert "headline by" in run("preview", page, "--explain")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not text"])
def test_preview_of_no_text(tmp_path, content):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(CommandError):
        run("preview", str(tmp_path / "a.txt"))
    with pytest.raises(CommandError):
        run("preview", str(tmp_path / "gone.txt"))
    with pytest.raises(CommandError):
        run("preview", str(tmp_path / "empty-folder"))


def test_reparse_keeps_addresses(tmp_path):
    run("ingest", write_page(tmp_path / "a.txt"))
    before = list(Article.objects.order_by("order_no").values_list("public_id", "headline"))
    assert run("reparse", "--all") == "Pages read again: 1; left as they were: 0.\n"
    assert list(Article.objects.order_by("order_no").values_list("public_id", "headline")) == before
    assert run("reparse", "--outdated") == "Pages read again: 0; left as they were: 0.\n"
    assert run("reparse", Dump.objects.get().public_id).startswith("Pages read again: 1;")
    for wrong in ([], ["ffffffffffff"]):
        with pytest.raises(CommandError):
            run("reparse", *wrong)


def test_load_newspapers(tmp_path):
    region = make_region("430000")
    table = tmp_path / "newspapers.csv"
    table.write_text("code,name,home_region\nxyrb,湘样日报,430000\nwb,样晚报,\n", encoding="utf-8")
    for _twice in range(2):
        assert run("load_newspapers", str(table)) == "2 newspapers.\n"
    assert list(Newspaper.objects.order_by("code").values_list("code", "name", "home_region")) == [
        ("wb", "样晚报", None),
        ("xyrb", "湘样日报", region.pk),
    ]
    for wrong in ("name\nx\n", "code,name,home_region\nz,报,999999\n"):
        table.write_text(wrong, encoding="utf-8")
        with pytest.raises(CommandError):
            run("load_newspapers", str(table))
    assert Newspaper.objects.count() == 2
