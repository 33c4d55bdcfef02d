"""Parts of addresses: what does not look like one is answered 404 before a view or the database sees it."""

from datetime import date


class CitationStyle:
    """The ending of a citation's file."""

    regex = "bib|ris"  # bib; not bibtex

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DivisionCode:
    """Six digits, as in GB/T 2260."""

    regex = "[0-9]{6}"  # 430923; not 4309 or 43092a

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IsoDate:
    """A calendar day written 2022-10-12."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"  # 2022-10-12; not 2022-1-2

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class IsoMonth:
    """A month written 2022-10, as its first day."""

    regex = "[0-9]{4}-[0-9]{2}"  # 2022-10; not 2022-10-12

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return value.isoformat()[:7]


class CalendarYear:
    """A year of four digits."""

    regex = "(?:1[89]|20|21)[0-9]{2}"  # 2022; not 0000

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Name:
    """A name as printed, without a slash; PostgreSQL takes no NUL, so no control character passes."""

    regex = r"[^/\x00-\x1f\x7f]+"  # 平口镇; not 平口/镇

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SlashedName(Name):
    """A name as printed, which may hold slashes as joint bylines do."""

    regex = r"[^\x00-\x1f\x7f]+"  # 新华社/法新社; not a name broken by a line end


class ExportFormat:
    """The ending of a file that a list is taken away in."""

    regex = "csv|jsonl|ris"  # csv; not xml

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
