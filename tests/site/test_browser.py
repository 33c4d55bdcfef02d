"""A reader and a clerk at work in a real browser, at a desk's width and at a phone's."""

import re

import pytest
from playwright.sync_api import expect

from tests.site.conftest import PASSWORD, STAFF

pytestmark = pytest.mark.browser

DUMP = """\
云岭乡办起夜间诊所

本报讯(记者 田晓禾)10月11日,安化县云岭乡的夜间诊所开诊,医生每晚七点到九点坐诊。白天下地的村民,晚上也能看病拿药。

“以前看个头疼要请半天假。”村民黄阿公说,如今收工回来洗把脸就能去诊所,药也能赊到卖茶的时候再结账,乡亲们都说方便。

云岭小学添了图书角

——孩子们轮流当管理员

10月8日,云岭小学的图书角正式开放,书架上摆着师生和家长捐来的三百多本书,孩子们每天中午都可以来借阅,由高年级学生轮流登记。

学校负责人介绍,图书角下一步还要添置桌椅和台灯,让住校的孩子晚上也有地方看书写字。

(白小溪)
"""


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser, site, request):
    """A fresh page; errors on its console and requests to strangers fail the test."""
    context = browser.new_context(
        base_url=site.url, viewport={"width": request.param, "height": 900}, locale="zh-CN", java_script_enabled=True
    )
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((site.url, "data:")) or complaints.append(asked.url))
    page.set_default_timeout(15_000)
    yield page
    context.close()
    assert complaints == []


def no_sideways_scrolling(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_searching_and_reading(page):
    page.goto("/")
    assert page.evaluate("document.documentElement.lang").lower().startswith("zh")
    assert no_sideways_scrolling(page)
    page.get_by_role("search").first.get_by_role("combobox").fill("合作社")
    page.get_by_role("search").first.get_by_role("button").click()
    marks = page.locator("ol.hits mark")
    expect(marks.first).to_have_text("合作社")
    assert no_sideways_scrolling(page)
    link = page.locator("ol.hits a[href^='/articles/']").first
    headline = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(headline.replace("…", "")[:8])
    assert no_sideways_scrolling(page)


def test_browsing_from_the_province_to_an_article(page):
    page.goto("/regions/430000/")
    page.locator("main .place-list a:visible").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert no_sideways_scrolling(page)
    page.locator("main a[href^='/articles/']:visible").first.click()
    expect(page.locator("article h1, main h1")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/help/", "/search/"])
def test_every_search_box_completes_while_typing(page, address):
    page.goto(address)
    box = page.get_by_role("search").first.get_by_role("combobox")
    box.press_sequentially("安化")
    offers = page.get_by_role("listbox", name="输入建议").get_by_role("option")
    expect(offers.first).to_contain_text("安化县")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert no_sideways_scrolling(page)
    shown = page.locator(".completions").bounding_box()
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= page.viewport_size["width"]
    box.press("Escape")
    expect(offers).to_have_count(0)
    box.press_sequentially("县")
    expect(offers.first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("-completions-0$"))
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator("ol.hits > li").first).to_be_visible()


def test_changing_the_language(page):
    page.goto("/help/")
    page.locator("footer a[hreflang='en']").click()
    expect(page).to_have_url(re.compile("/en/help/$"))
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_clerk_hands_in_a_page_and_takes_it_away(page, site, tmp_path, request):
    width = request.node.callspec.params["page"]
    dump = tmp_path / f"clerk{width}.txt"
    dump.write_text(DUMP.replace("云岭", "云岭" if width == 1280 else "雾岭"), encoding="utf-8")
    name = "云岭" if width == 1280 else "雾岭"
    page.goto("/admin/")
    page.locator("#id_username").fill(STAFF)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    page.goto("/admin/articles/dump/add/")
    page.locator("input[name=files]").set_input_files(
        {"name": "picture.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    )
    page.locator("input[type=submit][value]").last.click()
    expect(page.locator(".errorlist")).to_contain_text("picture.txt")
    page.locator("input[name=files]").set_input_files(dump)
    page.locator("#id_issue_date").fill("2022-10-12")
    page.locator("#upload-form input[type=submit]").click()
    # A busy machine may take long to read its first page.
    titles = [f"{name}乡办起夜间诊所", f"{name}小学添了图书角"]
    expect(page.locator(".dump-result li a")).to_have_text(titles, timeout=30_000)
    expect(page.locator(".dump-done")).to_be_visible()
    page.locator(".dump-result a[href$='/lines/']").click()
    expect(page.locator("tr.begins")).to_have_count(2)
    page.goto(f"/search/?q={name}乡")
    expect(page.locator("ol.hits > li")).to_have_count(1)
    page.goto("/admin/articles/dump/?q=" + dump.name)
    page.locator(f"#result_list a:has-text('{dump.name}')").click()
    page.locator("a.deletelink").click()
    page.locator("#content form input[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"/search/?q={name}乡")
    expect(page.locator("ol.hits")).to_have_count(0)


def test_every_page_works_without_scripts(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("search").first.get_by_role("searchbox").fill("合作社")
    page.keyboard.press("Enter")
    expect(page.locator("ol.hits > li").first).to_be_visible()
    context.close()


def test_an_article_is_cited_read_beside_its_source_and_reported(page, request):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/search/?q=合作社")
    page.locator("ol.hits a[href^='/articles/']").first.click()
    headline = page.locator("h1").inner_text()
    box = page.locator("#cite")
    expect(box.get_by_role("button")).to_have_count(4)
    box.get_by_role("button").first.click()
    expect(box.get_by_role("button").first).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-standard").inner_text()
    assert no_sideways_scrolling(page)
    page.locator(".facts a[href*='/source/']").click()
    expect(page.locator(".source-lines .own").first).to_be_visible()
    assert no_sideways_scrolling(page)
    page.go_back()
    page.locator(".story-ways a[href$='/report/']").click()
    page.locator("form.stacked-form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#id_text").fill(f"标题“{headline}”缺一字。{request.node.name}")
    page.locator("form.stacked-form button").click()
    expect(page).to_have_url(re.compile("/report/thanks/$"))
    assert no_sideways_scrolling(page)


def test_completing_what_is_typed_with_the_keyboard(page):
    page.goto("/search/")
    field = page.locator("#q")
    field.press_sequentially("龙舟 益阳")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("Escape")
    expect(options).to_have_count(0)
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Backspace")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert no_sideways_scrolling(page)
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("#q").input_value() == '龙舟 地区:"益阳市"'


def test_narrowing_by_the_timeline_by_words_and_by_filters(page):
    page.goto("/search/?q=合作社")
    bars = page.locator(".timeline-bars a")
    count = int(bars.first.get_attribute("aria-label").rpartition(" ")[2])
    bars.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**year=*")
    expect(page.locator("ol.hits > li")).to_have_count(count)
    page.locator(".chips a").last.click()
    page.wait_for_url(re.compile(r"q=[^&]*$"))
    page.locator("#refine").fill("村民")
    page.keyboard.press("Enter")
    expect(page.locator(".chip-term")).to_have_count(2)
    page.locator(".facets .filter-link").first.click()
    expect(page.locator(".chip")).to_have_count(3)
    assert no_sideways_scrolling(page)


def test_searching_with_every_field_without_scripts(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("link", name="高级检索").click()
    page.get_by_label("全部词").fill("合作社")
    page.get_by_label("日期从").fill("昨天")
    page.keyboard.press("Enter")
    expect(page.locator(".errorlist")).to_have_count(1)
    page.get_by_label("日期从").fill("2016")
    page.get_by_label("日期到").fill("2024")
    page.keyboard.press("Enter")
    expect(page.locator("ol.hits > li").first).to_be_visible()
    expect(page.locator(".chips > li")).to_have_count(3)
    context.close()
