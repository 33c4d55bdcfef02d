"""Writes the first letter of each character's reading: python tools/build_initials.py (with pypinyin 0.55.0).

The characters are those of the names of divisions and zones; run it after tools/build_gazetteer.py. pypinyin is a
source, not a dependency: `python -m pip install --target FOLDER pypinyin==0.55.0`, then PYTHONPATH=FOLDER.
"""

import sys
from collections import defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from pypinyin import Style, pinyin

from articles.gazetteer.aliases import list_zones
from articles.gazetteer.divisions import DATA_DIR, load_divisions
from articles.gazetteer.zones import KINDS

# Readings that these characters have in names of places, where the dictionary's first reading is another.
IN_NAMES = dict(zip("长重乐藏厦柏单会朝沈盛都曾解行枞番", "cclzxbshcssdzxhzp", strict=True))


def main() -> None:
    names = [place.name for place in (*load_divisions(), *list_zones())]
    characters = sorted(set("".join([*names, *KINDS])))
    by_letter = defaultdict(list)
    for character in characters:
        (reading,) = pinyin(character, style=Style.NORMAL, errors="ignore") or ([""],)
        letter = IN_NAMES.get(character) or reading[0][:1]
        if letter.isascii() and letter.isalpha():
            by_letter[letter].append(character)
    lines = (f"{letter} {''.join(by_letter[letter])}\n" for letter in sorted(by_letter))
    (DATA_DIR / "initials.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
