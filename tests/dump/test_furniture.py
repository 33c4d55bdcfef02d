"""Lines that belong to no article."""

import pytest

from articles.dump.furniture import FurnitureKind, classify_furniture


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06 经济\t2026年6月12日　星期五\t湘水日报", FurnitureKind.HEADER),
        ("2018年8月30日 星期四", FurnitureKind.HEADER),
        ("农历七月二十", FurnitureKind.HEADER),
        ("A05 要闻", FurnitureKind.HEADER),
        ("第07版：市州 上一版  下一版", FurnitureKind.NAVIGATION),
        ("首页 | 版面导航 | 标题导航 |", FurnitureKind.NAVIGATION),
        ("本版责任编辑：周大有", FurnitureKind.EDITORS),
        ("责任编辑　程　夕　　版式设计　安　可", FurnitureKind.EDITORS),
        ("（除署名外均据新华社稿）", FurnitureKind.CREDIT),
        ("（本版图文未经许可不得转载）", FurnitureKind.CREDIT),
        ("＊＊＊", FurnitureKind.RULE),
        ("【导读】", FurnitureKind.TEASERS),
        ("【今日头条】", FurnitureKind.RUBRIC),
        ("青溪日报", FurnitureKind.MASTHEAD),
        ("青 溪 日 报", FurnitureKind.MASTHEAD),
        ("青溪县新闻出版局主管 青溪县融媒体中心主办", FurnitureKind.CREDIT),
        ("您的位置：首页 > 青溪新闻 > 要闻", FurnitureKind.NAVIGATION),
        ("来源：青溪日报 2012-04-17 09:18", FurnitureKind.NAVIGATION),
        ("1997年12月29日", FurnitureKind.DATE),
        ("新闻热线：0700-0000000", FurnitureKind.CONTACT),
        ("★导 读★", FurnitureKind.TEASERS),
        ("４　公　告　　２０１６年１２月２日　星期五　　责编 龚大海　校读 卢小进", FurnitureKind.HEADER),
        ("国内统一刊号CN00－0001　第20183号　www.qingxi.example", FurnitureKind.HEADER),
        ("中共青溪县委机关报　今日8版", FurnitureKind.HEADER),
        ("第3页 共8页", FurnitureKind.HEADER),
        ("投稿信箱:fk@qingxi.example 编辑:鲁望舒", FurnitureKind.CONTACT),
        ("今日天气", FurnitureKind.WEATHER),
        ("多云转雷阵雨 偏南风3-4级 26℃~35℃", FurnitureKind.WEATHER),
        ("天气预报　今天白天到晚上：多云间阴，11℃～21℃；明天：小雨，12℃～17℃。", FurnitureKind.WEATHER),
        ("天气渐冷，大棚里仍有28℃。", None),
        ("忙碌的星期天", None),
        ("第一章总则", None),
        ("第九十二号", None),
        ("怀乡春节假期签约项目14个", None),
        ("编辑部搬进老粮仓", None),
        ("今年以来20家公司落户", None),
        ("——", FurnitureKind.RULE),
        ("——小渠见闻", None),
    ],
)
def test_classify_furniture(text, expected):
    assert classify_furniture(text) == expected
