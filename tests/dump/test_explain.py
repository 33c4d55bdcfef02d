"""The evidence for each decision can be asked for."""

from articles.dump.explain import explain_page
from articles.dump.kinds import LineKind

PAGE = """青溪县早稻开镰

本报记者 夏至

7月12日，青溪县石桥镇的稻田里，三台收割机排成一行，金黄的谷粒泻进车斗。
"""


def test_every_block_is_explained():
    explained = explain_page(PAGE.encode())
    assert [(item.line_nos, item.text[:6], item.kind) for item in explained] == [
        ((1,), "青溪县早稻开", LineKind.HEADLINE),
        ((3,), "本报记者 夏", LineKind.BYLINE),
        ((5,), "7月12日，", LineKind.PARAGRAPH),
    ]
    assert "names 夏至" in explained[1].evidence
    # By itself such a line may stand above a text or below one.
    assert {kind for kind, _ in explained[1].fits[:2]} == {LineKind.BYLINE, LineKind.SIGNATURE}
    assert {"time_lead", "full_stop", "ends sentence"} <= set(explained[2].evidence)
    assert all(item.margin > 0 for item in explained)
