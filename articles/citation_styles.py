"""An article's citation as people write it (GB/T 7714-2015) and as LaTeX reads it (BibTeX). Pure.

GB/T 7714-2015 (信息与文献 参考文献著录规则), 4.4, an item of a newspaper: authors. headline: deck[N]. newspaper,
date(page). Its punctuation marks are half-width, each followed by a space but for those that enclose. RIS is in
citation.py.
"""

import re

from articles.citation import Citation

# More authors than these are written as the first three and 等 (8.1.2 of the standard).
MAX_AUTHORS = 3
# "——记云朵村六位老人": a dash that only says that a deck follows; "-" within words stays
_DECK_DASH = re.compile(r"^[—–―-]+\s*|\s*[—–―-]+$")
_TEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def gb7714(citation: Citation, *, estimated: bool = False) -> str:
    """The citation by GB/T 7714-2015: 陈样例. 示范标题: 示范副题[N]. 湘北样报, 2022-10-12(5).

    What is not known is said in square brackets or left out, as the standard has it; so is a date that is `estimated`.
    """
    people = ", ".join(citation.people[:MAX_AUTHORS]) + (", 等" if len(citation.people) > MAX_AUTHORS else "")
    title = ": ".join(part for part in (_one_line(citation.headline), plain_deck(citation.deck)) if part)
    issued = citation.issue_date or "出版日期不详"
    if estimated or not citation.issue_date:
        issued = f"[{issued}]"
    page = f"({citation.page_no})" if citation.page_no else f"({citation.page_name})" if citation.page_name else ""
    parts = [people, f"{title}[N]", f"{_one_line(citation.newspaper) or '[出版者不详]'}, {issued}{page}"]
    return "".join(f"{part}. " for part in parts if part).rstrip()


def bibtex(citation: Citation, key: str) -> str:
    """The citation as one BibTeX entry named `key`, with what is not known left out."""
    year, month, day = (*citation.issue_date.split("-"), "", "")[:3]
    title = ": ".join(part for part in (_one_line(citation.headline), plain_deck(citation.deck)) if part)
    fields = (
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in citation.people)),
        # Braces of its own: styles must not change the case of a headline.
        ("title", f"{{{_tex(title)}}}" if title else ""),
        ("journal", _tex(_one_line(citation.newspaper))),
        ("entrysubtype", "newspaper"),
        ("year", year),
        ("month", _MONTHS[int(month) - 1] if month else ""),
        ("day", str(int(day)) if day else ""),
        ("pages", str(citation.page_no or "") or _tex(citation.page_name)),
        ("url", citation.url.translate(_IN_ADDRESS)),
        ("language", "chinese"),
    )
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields if value]
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def plain_deck(deck: str) -> str:
    """A deck without the dashes that set it off from the headline: ——示范副题 → 示范副题."""
    return _DECK_DASH.sub("", _one_line(deck))


def _tex(value: str) -> str:
    return _one_line(value).translate(_TEX_ESCAPES)


def _one_line(value: str) -> str:
    return " ".join(value.split())
