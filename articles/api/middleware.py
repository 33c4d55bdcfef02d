"""What every answer of the API has, whatever made it: problems as JSON, validators, leave for other sites to read."""

from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from articles.api.problems import build_problem

PREFIX = "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
# What Django itself answers before or instead of a view of the API, said as a problem.
DETAILS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address; /api/v1/openapi.json lists what there is.",
    405: "The API only answers to GET, HEAD and OPTIONS.",
    500: "The archive has made a mistake. It is logged.",
}
KEPT_HEADERS = ("Allow", "Retry-After")


class ApiMiddleware:
    """Stands around the addresses of the API and leaves all others alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
            response.headers.pop("Content-Type", None)
        else:
            response = self._answer(request)
        return self._open(response)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        request.method = asked
        if response.status_code == 405:
            response["Allow"] = METHODS
        response = self._as_problem(response)
        if asked in ("GET", "HEAD") and response.status_code == 200:
            response = self._validated(request, response)
        if asked == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    @staticmethod
    def _as_problem(response: HttpResponse) -> HttpResponse:
        """The answer, as JSON where Django has made a web page of a refusal."""
        status = response.status_code
        if status < 400 or "json" in response.get("Content-Type", ""):
            return response
        problem = build_problem(status, DETAILS.get(status) or HTTPStatus(status).description)
        for name in KEPT_HEADERS:
            if name in response:
                problem[name] = response[name]
        return problem

    @staticmethod
    def _validated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer with an ETag of its bytes; 304 for a client that has them."""
        etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
        response["ETag"] = etag
        # Kept by anybody, and asked for again each time: articles are mended and withdrawn.
        response["Cache-Control"] = "no-cache"
        changed = response.get("Last-Modified")
        return get_conditional_response(
            request, etag=etag, last_modified=parse_http_date_safe(changed) if changed else None, response=response
        )

    @staticmethod
    def _open(response: HttpResponse) -> HttpResponse:
        """Programs of other sites may read: nothing here depends on who asks, and no cookie is looked at."""
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = METHODS
        response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        response["Access-Control-Max-Age"] = "86400"
        return response
