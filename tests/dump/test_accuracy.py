"""The measures, on pages small enough to count by hand."""

import copy

from articles.dump.accuracy import MEASURES, Tally, add_tallies, measure_page, normalize_text

TEXT = "渡口开航\n\n——丰水镇记事\n\n渡船载着学\n\n生过河。\n\n(田晓禾)\n"
LABEL = {
    "articles": [
        {
            "kicker": None,
            "headline": "渡口开航",
            "deck": "——丰水镇记事",
            "byline_raw": "(田晓禾)",
            "bylines": [{"name": "田晓禾"}],
            "byline_position": "own_line_after",
            "dateline": None,
            "sections": [{"crosshead": None, "paragraphs": ["渡船载着学生过河。"]}],
            "captions": [],
            "jump_to": None,
            "jump_from": None,
            "truncated": False,
        }
    ],
    "breaks": [["渡船载着学", "生过河。"]],
}


def read_as(**changes) -> dict:
    """What was read: the label with changes to its article."""
    page = copy.deepcopy(LABEL)
    page["articles"][0] |= changes
    return page


def figures(read: dict, label: dict = LABEL) -> dict:
    tallies = measure_page(read, label, TEXT)
    return {measure: tallies[measure].f1 for measure in MEASURES}


def test_a_label_read_as_itself_is_perfect_where_there_is_something_to_read():
    assert figures(LABEL) == {
        "articles": 1.0,
        "kicker": None,
        "deck": 1.0,
        "bylines": 1.0,
        "crossheads": None,
        "paragraphs": 1.0,
        "joins": 1.0,
        "truncated": None,
        "kept": 1.0,
    }


def test_nothing_read_scores_nothing():
    assert measure_page({"articles": []}, LABEL, TEXT) == {
        "articles": Tally(0, 0, 1),
        "kicker": Tally(),
        "deck": Tally(0, 0, 1),
        "bylines": Tally(0, 0, 1),
        "crossheads": Tally(),
        "paragraphs": Tally(0, 0, 1),
        "joins": Tally(0, 1, 1),
        "truncated": Tally(),
        "kept": Tally(0, 25, 25),
    }


def test_a_break_that_was_not_undone_costs_paragraphs_and_joins():
    got = figures(read_as(sections=[{"crosshead": None, "paragraphs": ["渡船载着学", "生过河。"]}]))
    assert (got["paragraphs"], got["joins"]) == (0.0, 0.0)


def test_a_heading_may_be_read_in_any_fair_way():
    label = copy.deepcopy(LABEL)
    label["articles"][0]["alternatives"] = [{"kicker": "渡口开航", "headline": "——丰水镇记事", "deck": None}]
    got = figures(read_as(kicker="渡口开航", headline="——丰水镇记事", deck=None), label)
    assert (got["articles"], got["kicker"]) == (1.0, 1.0)
    assert figures(read_as(headline="别的标题", deck=None))["articles"] == 0.0


def test_an_article_too_many_costs_precision():
    read = copy.deepcopy(LABEL)
    read["articles"].append(read_as(headline="多余", deck=None)["articles"][0])
    tallies = measure_page(read, LABEL, TEXT)
    assert (tallies["articles"], tallies["bylines"], tallies["paragraphs"]) == (
        Tally(1, 2, 1),
        Tally(1, 2, 1),
        Tally(1, 2, 1),
    )


def test_a_byline_may_stay_in_its_paragraph_only_where_it_is_inline():
    with_name = [{"crosshead": None, "paragraphs": ["渡船载着学生过河。(田晓禾)"]}]
    assert figures(read_as(sections=with_name))["paragraphs"] == 0.0
    label = copy.deepcopy(LABEL)
    label["articles"][0]["byline_position"] = "inline_tail"
    assert figures(read_as(sections=with_name), label)["paragraphs"] == 1.0


def test_truncation_and_sums():
    label = read_as(truncated=True)
    assert measure_page(LABEL, label, TEXT)["truncated"] == Tally(0, 0, 1)
    both = add_tallies([measure_page(LABEL, label, TEXT), measure_page(label, label, TEXT)])
    assert (both["truncated"], both["truncated"].f1) == (Tally(1, 1, 2), 0.6667)


def test_widths_spaces_and_leading_marks_do_not_count():
    assert normalize_text("——丰 水,镇\u200b") == normalize_text("丰水，镇") == "丰水,镇"
