"""The reference of the API as a page: drawn on the server from the document that describes it."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.api.application import api


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation: where it stands, what it takes, what it is for."""

    name: str
    place: str
    required: bool
    takes: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API. `answers` are (status, name of the shape or "")."""

    name: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object in an answer, and its fields as (name, what it holds)."""

    name: str
    description: str
    fields: tuple[tuple[str, str], ...]


# Operations that can be tried as they stand.
EXAMPLES = {
    "/api/v1/search": "?q=乡村振兴&size=5",
    "/api/v1/articles": "",
    "/api/v1/pages": "",
    "/api/v1/regions": "",
    "/api/v1/bylines": "",
    "/api/v1/newspapers": "",
    "/api/v1/archive": "",
}


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """What can be asked, with what parameters, and what is answered."""
    document = api.get_openapi_schema()
    return render(
        request,
        "api.html",
        {
            "description": gettext(document["info"]["description"]),
            "operations": read_operations(document),
            "shapes": read_shapes(document),
            "openapi_url": reverse("api-v1:openapi-json"),
        },
    )


def read_operations(document: dict[str, Any]) -> tuple[Operation, ...]:
    """The operations of an OpenAPI document, with their texts in the reader's language."""
    return tuple(
        Operation(
            name=operation["operationId"],
            path=path,
            summary=gettext(operation["summary"]),
            description=gettext(operation["description"]),
            parameters=tuple(read_parameter(each) for each in operation["parameters"]),
            answers=tuple((str(status), name_answer(answer)) for status, answer in operation["responses"].items()),
            example=path + EXAMPLES[path] if path in EXAMPLES else "",
        )
        for path, operations in document["paths"].items()
        for operation in operations.values()
    )


def read_parameter(parameter: dict[str, Any]) -> Parameter:
    """A parameter with its text in the reader's language."""
    schema = parameter["schema"]
    default = schema.get("default")
    return Parameter(
        name=parameter["name"],
        place=parameter["in"],
        required=parameter["required"],
        takes=describe(schema),
        default="" if default in (None, "", []) else str(default),
        meaning=gettext(parameter["description"]) if parameter.get("description") else "",
    )


def read_shapes(document: dict[str, Any]) -> tuple[Shape, ...]:
    """The objects in the answers, by name."""
    return tuple(
        Shape(
            name,
            schema.get("description", ""),
            tuple((field, describe(each)) for field, each in schema["properties"].items()),
        )
        for name, schema in sorted(document["components"]["schemas"].items())
    )


def name_answer(answer: dict[str, Any]) -> str:
    """The name of the shape that is answered; empty where there is none."""
    for content in answer.get("content", {}).values():
        return describe(content["schema"])
    return ""


def describe(schema: dict[str, Any]) -> str:
    """What a value may be, in the terms of JSON: "string", "integer 1–50", "[Piece]", "[string] ≤ 10"."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(describe(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(each, ensure_ascii=False) for each in schema["enum"])
    kind = schema.get("type", "")
    if kind == "array":
        most = f" ≤ {schema['maxItems']}" if "maxItems" in schema else ""
        return f"[{describe(schema['items'])}]{most}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"{{string: {describe(schema['additionalProperties'])}}}"
    if "minimum" in schema:
        return f"{kind} {schema['minimum']}–{schema['maximum']}"
    if schema.get("format"):
        return f"{kind} ({schema['format']})"
    return kind
