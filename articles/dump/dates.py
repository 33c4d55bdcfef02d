"""The imprint of a page: newspaper, date, page number and name, from the file name, a page header, or the text.

The strongest source that says anything gives the date. What staff type in stands above all of these and is not seen
here.
"""

import re
from datetime import date

from articles.dump.lines import Line
from articles.dump.types import Article, DatePrecision, Furniture, Imprint, IssueDate, Source
from articles.text.chars import fold_width, strip_blanks
from articles.text.numbers import read_number

_YEARS = (1900, 2099)
# "hnrb20221012_05", "20221012-A05", "rmrb-1998-01-03-4", "2022-10-12 05版", "2022年10月12日"; "12345678901" is none.
_FILE_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:([0-9]{2})([0-9]{2})(?![0-9])|"
    r"[-_.年/ ]([0-9]{1,2})[-_.月/ ]([0-9]{1,2})(?![0-9])日?)"
)
_FILE_CODE = re.compile(r"^([A-Za-z]{2,12})(?=[-_. ]?(?:19|20)[0-9]{2})")
_FILE_PAPER = re.compile(r"([\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|早报|晨报|商报|都市报|周报|导报|报))")
# after the date: "_05", "-A05", " 05版", "第5版", "_p3", "(05)"
_FILE_PAGE = re.compile(r"^[-_. ()（第版]*(?:[pP]|node_?|[A-Da-d])?0*([1-9][0-9]{0,2})(?![0-9])")
_HEADER_DATE = re.compile(
    r"((?:19|20)[0-9]{2}|[一二][〇○零九一二三四五六七八]{3})\s*[年.\-/]\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/]\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_HEADER_PAGE = re.compile(
    r"第\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?<![0-9年月])0*([1-9][0-9]{0,2})\s*版|(?:^|[\s·:])[A-D]0*([1-9][0-9]?)(?![0-9])|^0([1-9])(?=\s|[\u4e00-\u9fff])"
)
# "湖滨日报 第2版", "湖滨日报(海外版)" with its edition; "看报纸" is none.
_PAPER = re.compile(
    r"([\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|早报|晨报|商报|都市报|周报|导报|青年报|工人报|农民报|报)(?:\([^()0-9]{1,6}\))?)"
    r"(?![\u4e00-\u9fff])"
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
# "农历二月初七", "责任编辑 甲乙 校对 丙丁" to its end and a bare "版面" name no page; "要闻" does.
_LUNAR_OR_STAFF = re.compile(r"农历\S+|(?:责任编辑|责编|主编|版式|校对).*|版面")
# "要闻", "五溪·副刊"; "要" alone is too short.
_NAME_WORD = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff·]{1,9}")
_NAVIGATION = re.compile(r"上一[版篇期]|下一[版篇期]|版面导航|标题导航|放大|缩小|默认")
# "2021年，集市搬迁" has a year of the past or the present; "到2030年", "2025年底前", "力争2026年通车" have plans.
_TEXT_YEAR = re.compile(
    r"(?<![0-9０-９到至—~～\-－])(?<!力争)(?<!预计)(?<!计划)(?<!明确)((?:19|20|１９|２０)[0-9０-９]{2})年(?!底?前|将|底?建成|实现|力争|预计|计划)"
)
_TEXT_DAY = re.compile(r"(?<![0-9年])([0-9]{1,2})月([0-9]{1,2})日")
# Characters of a first paragraph in which a day is that of the news.
_LEAD_REACH = 40


def read_imprint(
    file_name: str, lines: tuple[Line, ...], furniture: tuple[Furniture, ...], articles: tuple[Article, ...]
) -> Imprint:
    """Return what the file's name, the page's header lines and, for the date alone, the text say about the page."""
    named = read_file_name(file_name)
    header = read_header(furniture)
    issue_date = named.issue_date or header.issue_date or infer_date(articles)
    return Imprint(
        newspaper=named.newspaper or header.newspaper,
        newspaper_code=named.newspaper_code,
        issue_date=issue_date,
        page_no=named.page_no if named.page_no is not None else header.page_no,
        page_name=header.page_name,
    )


def read_file_name(file_name: str) -> Imprint:
    """Return the newspaper's code or name, date and page number that a file's name holds."""
    stem = fold_width(re.split(r"[\\/]", file_name)[-1])
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)
    match = _FILE_DATE.search(stem)
    day = match and _make_date(match[1], match[2] or match[4], match[3] or match[5])
    paper = _FILE_PAPER.search(stem)
    if not day:
        return Imprint(newspaper=paper and paper[1])
    code = _FILE_CODE.match(stem)
    page = _FILE_PAGE.match(stem[match.end() :])
    return Imprint(
        newspaper=paper and paper[1],
        newspaper_code=code and code[1].lower(),
        issue_date=IssueDate(day, DatePrecision.DAY, Source.FILE_NAME, match[0]),
        page_no=int(page[1]) if page else None,
    )


def read_header(furniture: tuple[Furniture, ...]) -> Imprint:
    """Return newspaper, date, page number and page name from the first furniture line that gives each."""
    newspaper = issue_date = page_no = page_name = None
    for item in furniture:
        text = fold_width(strip_blanks(item.text))
        if len(text) > 90:
            continue
        match = _HEADER_DATE.search(text)
        day = match and _make_date(match[1], match[2], match[3])
        if day and issue_date is None:
            issue_date = IssueDate(day, DatePrecision.DAY, Source.HEADER, match[0])
        page = _HEADER_PAGE.search(_HEADER_DATE.sub(" ", text))
        if newspaper is None and (day or page) and (paper := _PAPER.search(_HEADER_DATE.sub(" ", text))):
            newspaper = paper[1]
        if page and page_no is None:
            page_no = read_number(next(group for group in page.groups() if group))
            page_name = _page_name(text, page.group(), newspaper)
    return Imprint(newspaper=newspaper, issue_date=issue_date, page_no=page_no, page_name=page_name)


def _page_name(text: str, page: str, newspaper: str | None) -> str | None:
    """The words after the page's number (第2版 要闻), or else those before it (要闻 第2版)."""
    rest = _NAVIGATION.sub(" ", _HEADER_DATE.sub(" ", text))
    before, _page, after = (_name_words(part, newspaper) for part in rest.partition(page))
    return after[0] if after else before[-1] if before else None


def _name_words(text: str, newspaper: str | None) -> list[str]:
    """The runs of Chinese characters that can name a page."""
    rest = _LUNAR_OR_STAFF.sub(" ", _WEEKDAY.sub(" ", _HEADER_PAGE.sub(" ", text)))
    if newspaper:
        rest = rest.replace(newspaper, " ")
    return _NAME_WORD.findall(rest)


def infer_date(articles: tuple[Article, ...]) -> IssueDate | None:
    """Return the month or year that the text points to, or None.

    The year is the newest one that any article mentions; the month is the one that most datelines and leads name.
    The day of the issue itself is not printed in a text, so at best the month is known.
    """
    years = [int(year) for article in articles for text in article.paragraphs for year in _TEXT_YEAR.findall(text)]
    years = [year for year in years if _YEARS[0] <= year <= _YEARS[1]]
    if not years:
        return None
    year = max(years)
    months: dict[int, list[str]] = {}
    for article in articles:
        for lead in article.paragraphs[:1]:
            for match in _TEXT_DAY.finditer(fold_width(lead[: _LEAD_REACH + 20])):
                if match.start() <= _LEAD_REACH and _make_date(str(year), match[1], match[2]):
                    months.setdefault(int(match[1]), []).append(match[0])
    if not months:
        return IssueDate(date(year, 1, 1), DatePrecision.YEAR, Source.TEXT, f"{year}年")
    month = max(months, key=lambda m: (len(months[m]), m))
    return IssueDate(date(year, month, 1), DatePrecision.MONTH, Source.TEXT, f"{year}年; {months[month][0]}")


def _make_date(*numbers: str) -> date | None:
    year, month, day = (read_number(number) or 0 for number in numbers)
    try:
        made = date(year, month, day)
    except ValueError:
        return None  # 13月, 2月30日: no date
    return made if _YEARS[0] <= made.year <= _YEARS[1] else None
