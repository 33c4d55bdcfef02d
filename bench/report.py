"""What a measurement prints, and where in the documentation it is written."""

import os
import platform
import re
from pathlib import Path

SEARCH_PAGE = Path(__file__).resolve().parents[1] / "docs" / "search.md"


def machine() -> str:
    """Return what the figures were measured on."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def table(corner: str, columns: list[str], rows: dict[str, list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {corner} | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    return "\n".join([*lines, *(f"| {title} | " + " | ".join(cells) + " |" for title, cells in rows.items())])


def quantile(values, share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def write_section(name: str, text: str, path: Path = SEARCH_PAGE) -> None:
    """Put text between <!-- bench:NAME --> and <!-- end of bench:NAME -->, which must be there."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- end of bench:{name} -->"
    page = path.read_text(encoding="utf-8")
    written, count = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}",
        lambda _match: f"{begin}\n{text.strip()}\n{end}",
        page,
        flags=re.DOTALL,
    )
    if count != 1:
        raise ValueError(f"{path} has {count} places for {name}.")
    path.write_text(written, encoding="utf-8")
