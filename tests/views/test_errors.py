"""Pages for what went wrong look finished and need nothing that may be broken."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override


def test_a_fault_shows_a_page_of_its_own(db, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("articles.views.home.count_articles", fail)
    response = Client(raise_request_exception=False).get("/en/")
    assert (response.status_code, "Something went wrong on our side" in response.text) == (500, True)


def test_the_page_for_a_fault_needs_no_database_no_request_and_no_manifest(settings):
    # Without the db fixture any query raises; this storage raises for every name while no files are collected.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with override("en"):
        text = render_to_string("500.html")
    assert ("Something went wrong on our side" in text, 'href="/static/css/site.css"' in text) == (True, True)


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("400.html", "The request could not be understood"),
        ("403.html", "This page is for staff"),
        ("403_csrf.html", "The form could not be accepted"),
        ("404.html", "This page is not in the archive"),
    ],
)
def test_other_errors_need_no_request(template, heading):
    with override("en"):
        text = render_to_string(template)
    assert (heading in text, 'role="search"' in text, "<title>Error · " in text) == (True, True, True)


def test_a_form_without_its_token_is_refused_with_advice(db):
    response = Client(enforce_csrf_checks=True).post("/en/admin/login/", {"username": "a", "password": "b"})
    assert (response.status_code, "The form could not be accepted" in response.text) == (403, True)


def test_a_host_that_is_not_ours_is_refused_with_a_page(db, client):
    response = client.get("/en/", headers={"host": "elsewhere.example"})
    assert (response.status_code, "<h1>" in response.text) == (400, True)
