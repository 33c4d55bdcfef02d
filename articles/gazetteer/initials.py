"""The first letters of a name's syllables, by which staff find a place quickly: ahx for 安化县."""

from functools import cache

from articles.gazetteer.divisions import DATA_DIR

# Names in which a character is read otherwise than in most names.
READ_OTHERWISE = {
    "长子县": "zzx", "六安": "la", "六合": "lh", "乐清": "yq", "大埔": "db", "铅山": "ys", "泌阳": "by", "繁峙": "fs",
    "尉犁": "yl",
}  # fmt: skip


@cache
def _letters() -> dict[str, str]:
    lines = (DATA_DIR / "initials.txt").read_text(encoding="utf-8").splitlines()
    return {character: letter for letter, characters in map(str.split, lines) for character in characters}


def initials(name: str) -> str:
    """The letters, lower case, at most 60; what has no reading (a digit, a letter) stands as it is."""
    for beginning, letters in READ_OTHERWISE.items():
        if name.startswith(beginning):
            return (letters + _spell(name[len(beginning) :]))[:60]
    return _spell(name)[:60]


def _spell(name: str) -> str:
    return "".join(_letters().get(character, character.lower()) for character in name)
