"""What went wrong, in the form of RFC 9457 (application/problem+json)."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from articles.api.cursors import BadCursorError

PROBLEM_TYPE = "application/problem+json"


class UnansweredError(Exception):
    """No index can be asked now; nothing is lost."""


class WithdrawnError(Exception):
    """What had this identifier was taken out of the archive."""


def build_problem(status: int, detail: str, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """An answer that says what was wrong; `errors` name the parameters that were."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if errors:
        problem["errors"] = list(errors)
    return HttpResponse(json.dumps(problem, ensure_ascii=False), status=status, content_type=PROBLEM_TYPE)


def name_of(place: Sequence[str | int]) -> str:
    """The parameter at ("query", "year", 0), the first of its values."""
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def add_problem_handlers(api: NinjaAPI) -> None:
    """Let the API answer every refusal as a problem."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return build_problem(404, str(error) or "There is nothing here.")

    @api.exception_handler(WithdrawnError)
    def withdrawn(request: HttpRequest, error: WithdrawnError) -> HttpResponse:
        return build_problem(410, "What had this identifier was withdrawn from the archive.")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"parameter": name_of(each["loc"]), "message": each["msg"]} for each in error.errors]
        return build_problem(422, "A parameter is not as it should be; the reference says how.", errors)

    @api.exception_handler(BadCursorError)
    def bad_cursor(request: HttpRequest, error: BadCursorError) -> HttpResponse:
        return build_problem(422, str(error), [{"parameter": "cursor", "message": str(error)}])

    @api.exception_handler(UnansweredError)
    def unanswered(request: HttpRequest, error: UnansweredError) -> HttpResponse:
        answer = build_problem(
            503, "The search index is not available at the moment. Nothing is lost; try again later."
        )
        answer["Retry-After"] = "60"
        return answer

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return build_problem(error.status_code, str(error))
