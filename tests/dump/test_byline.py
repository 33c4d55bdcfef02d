"""Bylines: on lines of their own, in a lead, at the end of a paragraph."""

import pytest

from articles.dump.byline import find_lead_byline, find_tail_byline, parse_byline
from articles.dump.types import Byline, Role


def people(text):
    reading = parse_byline(text)
    return reading and [(byline.name, byline.role, byline.organisation) for byline in reading.people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陈志强 冯志军", [("陈志强", None, None), ("冯志军", None, None)]),
        ("（孟春来）", [("孟春来", None, None)]),
        ("■ 鲁 风", [("鲁风", None, None)]),
        ("本报记者 田 鹏", [("田鹏", Role.REPORTER, "本报")]),
        ("本报记者田鹏", [("田鹏", Role.REPORTER, "本报")]),
        (
            "全媒体记者 顾江南 通讯员 范小雨 何田田",
            [
                ("顾江南", Role.REPORTER, None),
                ("范小雨", Role.CORRESPONDENT, None),
                ("何田田", Role.CORRESPONDENT, None),
            ],
        ),
        (
            "潘石坚 冯小渔 本报记者 骆青原",
            [("潘石坚", None, None), ("冯小渔", None, None), ("骆青原", Role.REPORTER, "本报")],
        ),
        ("见习记者 苏采薇", [("苏采薇", Role.TRAINEE, None)]),
        ("湘水日报·新湘水客户端记者 成俊峰", [("成俊峰", Role.REPORTER, "湘水日报·新湘水客户端")]),
        ("通讯员 青溪县供电公司 李春雷", [("李春雷", Role.CORRESPONDENT, "青溪县供电公司")]),
        ("（青溪县农业农村局 贺小满）", [("贺小满", None, "青溪县农业农村局")]),
        ("（县公安局 县消费者委员会）", [("县公安局", None, None), ("县消费者委员会", None, None)]),
        ("鲍小鱼 摄", [("鲍小鱼", Role.PHOTOGRAPHER, None)]),
        ("通讯员 刘再丽 摄影报道", [("刘再丽", Role.CORRESPONDENT, None)]),
        ("谭小洲 整理", [("谭小洲", Role.COMPILER, None)]),
        ("文/图 欧阳海波", [("欧阳海波", Role.AUTHOR, None)]),
        ("本报评论员", [("本报评论员", Role.AUTHOR, None)]),
        ("本报记者 张小明 文 李大伟 图", [("张小明", Role.REPORTER, "本报"), ("李大伟", Role.PHOTOGRAPHER, None)]),
        ("文/本报记者 张小明 图/李大伟", [("张小明", Role.REPORTER, "本报"), ("李大伟", Role.PHOTOGRAPHER, None)]),
        ("张小明/文 李大伟/摄", [("张小明", Role.AUTHOR, None), ("李大伟", Role.PHOTOGRAPHER, None)]),
        ("口述/张小明 整理/李大伟", [("张小明", None, None), ("李大伟", Role.COMPILER, None)]),
        ("本报记 者 张小明", [("张小明", Role.REPORTER, "本报")]),
        ("青溪县石桥乡社员　李贵生", [("李贵生", None, "青溪县石桥乡社员")]),
        ("张小明（青溪一中教师）", [("张小明", None, "青溪一中教师")]),
        ("张小明 青溪大学教授", [("张小明", None, "青溪大学教授")]),
        ("南宫秋水", [("南宫秋水", None, None)]),
        ("记者 扎西次仁 阿依古丽", [("扎西次仁", Role.REPORTER, None), ("阿依古丽", Role.REPORTER, None)]),
        ("青溪县委报道组", [("青溪县委报道组", None, None)]),
        ("（县文联供稿）", [("县文联", None, None)]),
        ("（作者单位：青溪县农业农村局）", []),
        ("摄影报道", []),
        ("融媒记者 田大禾", [("田大禾", Role.REPORTER, None)]),
        ("摄影报道　田大禾", [("田大禾", Role.PHOTOGRAPHER, None)]),
        ("洗煤厂 田大禾 柳青", [("田大禾", None, "洗煤厂"), ("柳青", None, "洗煤厂")]),
        ("湖北黄石 田大禾", [("田大禾", None, "湖北黄石")]),
        ("（青溪街道 田 禾）", [("田禾", None, "青溪街道")]),
        (
            "（青溪县委组织部　田　禾　本报记者　柳大青）",
            [("田禾", None, "青溪县委组织部"), ("柳大青", Role.REPORTER, "本报")],
        ),
        ("青溪县统计局　国家统计局青溪调查队", None),
        (
            "青溪县统计局　国家统计局青溪调查总队",
            [("青溪县统计局", None, None), ("国家统计局青溪调查总队", None, None)],
        ),
        ("（教师 乌兰图雅）", [("教师", None, None), ("乌兰图雅", None, None)]),
        ("（田大禾　热孜万古丽）", [("田大禾", None, None), ("热孜万古丽", None, None)]),
        ("［英］田大禾", [("田大禾", None, None)]),
        ("市摄影家协会 田大禾", [("田大禾", None, "市摄影家协会")]),
        ("（据青溪晚报）", []),
        ("（综合本报记者报道）", []),
        ("（据他说）", None),
        ("田大禾　柳青　高亮出席", None),
        ("三中队 马到成功", None),
        ("投稿信箱:fk@qingxi.example 编辑:鲁望舒", None),
        ("风景这边好", None),
        ("一、放下渔网", None),
        ("记者从会上获悉，今年将新建学校六所。", None),
        ("【吉祥万象】", None),
    ],
)
def test_parse_byline(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "raw", "names"),
    [
        ("本报讯（记者 孟春来）近日", 3, "（记者 孟春来）", ["孟春来"]),
        ("新华社武汉3日电 （记者史言、杜若飞）大桥", 8, "（记者史言、杜若飞）", ["史言", "杜若飞"]),
        ("本报红岩10日电记者罗大川报道：今天", 8, "记者罗大川报道", ["罗大川"]),
        ("（通讯员 向北辰）打开手机", 0, "（通讯员 向北辰）", ["向北辰"]),
    ],
)
def test_find_lead_byline(text, start, raw, names):
    span = find_lead_byline(text, start)
    assert (span.raw, text[span.start : span.end], [b.name for b in span.people]) == (raw, raw, names)


@pytest.mark.parametrize("text", ["本报讯近日，全县早稻开镰。", "本报讯（图片见第三版）近日"])
def test_no_lead_byline(text):
    assert find_lead_byline(text, 3) is None


@pytest.mark.parametrize(
    ("text", "raw", "names"),
    [
        ("圆满结束。（徐国春张雅文）", "（徐国春张雅文）", ["徐国春", "张雅文"]),
        ("表演节目。（新华社记者孙参摄）", "（新华社记者孙参摄）", ["孙参"]),
        ("喜获丰收。 本报记者 鲍小鱼 摄", "本报记者 鲍小鱼 摄", ["鲍小鱼"]),
    ],
)
def test_find_tail_byline(text, raw, names):
    span = find_tail_byline(text)
    assert (span.raw, [byline.name for byline in span.people]) == (raw, names)


@pytest.mark.parametrize("text", ["圆满结束。（完）", "共有三种（详见附表）", "圆满结束。"])
def test_no_tail_byline(text):
    assert find_tail_byline(text) is None


def test_a_byline_row_is_one_person():
    assert parse_byline("（高 健）").people == (Byline("高健"),)
