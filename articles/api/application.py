"""The API put together: its operations under one version, and the document that describes them (OpenAPI 3.1)."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from articles.api import articles, names, places, search
from articles.api.problems import PROBLEM_TYPE, add_problem_handlers

VALIDATORS = {
    "ETag": {"description": "names these very bytes; send it back as If-None-Match", "schema": {"type": "string"}},
    "Last-Modified": {
        "description": "when the articles were changed last; send it back as If-Modified-Since",
        "schema": {"type": "string"},
    },
}


class PlainRenderer(JSONRenderer):
    """JSON with its characters as they are: half as long where most are Chinese."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class ArchiveAPI(NinjaAPI):
    """Ninja's API whose document says what the middleware and the problems add."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the function that answers: they are all different."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> dict[str, Any]:
        """The document; problems under their own media type, validators with every answer."""
        schema = deepcopy(dict(super().get_openapi_schema(**options)))
        for operations in schema["paths"].values():
            for operation in operations.values():
                for parameter in operation["parameters"]:
                    parameter["schema"] = _plain(parameter["schema"])
                answers = operation["responses"]
                for status, answer in answers.items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {PROBLEM_TYPE: answer["content"].pop("application/json")}
                answers[200]["headers"] = VALIDATORS
                answers[304] = {"description": "Not changed since"}
        # Shapes of parameters stand with the parameters.
        shapes = schema["components"]["schemas"]
        schema["components"]["schemas"] = {name: shape for name, shape in shapes.items() if "properties" in shape}
        return schema


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter without null, which an address cannot say, and without one wrapped in another."""
    kinds = [each for each in schema.get("anyOf", schema.get("allOf", ())) if each != {"type": "null"}]
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "allOf", "title")}
    return {**kinds[0], **kept} if kinds else kept


api = ArchiveAPI(
    title=_("The archive's API"),
    version="1",
    description=_("Read only, JSON, without a key. Lists go on at the address in next; problems are said as RFC 9457."),
    urls_namespace="api-v1",
    docs_url=None,
    renderer=PlainRenderer(),
)
add_problem_handlers(api)
for module in (search, articles, places, names):
    api.add_router("", module.router)
