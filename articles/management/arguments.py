"""Arguments that several commands share."""

import argparse

from django.core.management.base import CommandError, CommandParser

from articles.dump.types import IssueDate
from articles.ingest.staff import StaffDateError, StaffImprint, parse_staff_date


def add_imprint_arguments(parser: CommandParser) -> None:
    """What staff can say about the pages on a command line."""
    parser.add_argument("--newspaper", metavar="NAME", help="name or code of the newspaper (made if it is new)")
    parser.add_argument("--date", metavar="D", type=_issue_date, help="issue date: 2022-10-12, 2022-10 or 2022")
    parser.add_argument("--page", metavar="N", type=_page_no, help="page number, from 1")
    parser.add_argument("--page-name", metavar="T", help="page name, such as 要闻")
    parser.add_argument(
        "--home-region", metavar="CODE", help="GB/T 2260 code of the newspaper's province, such as 430000"
    )


def staff_imprint(options: dict) -> StaffImprint:
    """The imprint in parsed options. Raises CommandError for a home region that is no code."""
    home_region = options["home_region"]
    if home_region and not (len(home_region) == 6 and home_region.isdecimal()):
        raise CommandError(f"--home-region {home_region} is no code: six digits, such as 430000.")
    return StaffImprint(
        newspaper=options["newspaper"],
        issue_date=options["date"],
        page_no=options["page"],
        page_name=options["page_name"],
        home_region=home_region,
    )


def _issue_date(text: str) -> IssueDate:
    try:
        return parse_staff_date(text)
    except StaffDateError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _page_no(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise argparse.ArgumentTypeError("a page number is a whole number from 1 to 9999.")
    return int(text)
