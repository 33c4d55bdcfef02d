"""Who signs a line that is known to be a byline, a lead, or an article's last paragraph."""

import pytest

from articles.dump.signers import find_lead_signers, find_tail_signers, read_bracket, read_signers
from articles.dump.types import Byline, Role


def names(people):
    return [person.name for person in people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报记者 买 琴", ["买琴"]),
        ("孙　文　伯", ["孙文伯"]),
        ("吕 丹 文 辛 悦 图", ["吕丹", "辛悦"]),
        ("万　里　青　摄", ["万里青"]),
        ("狄　青　田　鹏摄影报道", ["狄青", "田鹏"]),
        ("（陈 文 韩小虎）", ["陈文", "韩小虎"]),
        ("本报记者　惠　东　艾　莲", ["惠东", "艾莲"]),
        ("（北辛庄乡　辛玉刚）", ["辛玉刚"]),
        ("焦化厂 佟丽君", ["佟丽君"]),
        ("江西 符大可", ["符大可"]),
        ("（县教育局 董永福 县第一小学 桑榆）", ["董永福", "桑榆"]),
        ("（农业农村局）", ["农业农村局"]),
        ("轧钢二车间 申铁成 等十四名工人", ["申铁成"]),
        ("（本报记者 虞 澄 发自浙江）", ["虞澄"]),
        ("来源：青溪日报 作者：本报记者 阚晓芸 2016-08-19 07:12", ["阚晓芸"]),
        ("（记者 敖日格乐 通讯员 孟和）", ["敖日格乐", "孟和"]),
        ("（扎恩古丽）", ["扎恩古丽"]),
        ("老 沙（余杭塘河边住户）", ["老沙"]),
        ("（作者单位：青溪县第一中学）", []),
        ("（作者系青溪县水利局退休干部）", []),
        ("（作者系青溪县委办公室干部　田　禾）", ["田禾"]),
        ("（作者：青溪县人民法院　田　禾）", ["田禾"]),
        ("（作者：田大禾）", ["田大禾"]),
        ("作者：田大禾　媒体人", ["田大禾"]),
        ("（居民　敖　川）", ["敖川"]),
        ("（教师 乌兰图雅）", ["乌兰图雅"]),
        ("（青溪县公安局宣传科）", ["青溪县公安局宣传科"]),
        ("青溪第七棉纺织厂幼儿园", ["青溪第七棉纺织厂幼儿园"]),
        ("田 禾/文 柳 青/摄", ["田禾", "柳青"]),
        ("本报通讯员　田　禾　巴雅尔", ["田禾", "巴雅尔"]),
        ("［英］约翰·菲尔德　文　　柳小青　译", ["约翰·菲尔德", "柳小青"]),
        ("青溪　田大禾　编译自外刊", ["田大禾"]),
        ("（综合本报记者报道）", []),
    ],
)
def test_any_name_signs(text, expected):
    assert names(read_signers(text)) == expected


def test_a_place_before_a_name_is_where_its_bearer_works():
    assert read_signers("（西岭镇林业站 岳晓东）") == (Byline("岳晓东", None, "西岭镇林业站"),)


def test_roles_are_kept():
    assert read_signers("通讯员 罗 兰 本报记者 蹇 言") == (
        Byline("罗兰", Role.CORRESPONDENT),
        Byline("蹇言", Role.REPORTER, "本报"),
    )


@pytest.mark.parametrize(
    "text", ["（完）", "（未完待续）", "（1998年）", "（他笑了。）", "（见图3）", "（图片由镇文旅服务站提供）"]
)
def test_a_remark_signs_nothing(text):
    assert read_bracket(text) == ()


@pytest.mark.parametrize(
    ("text", "start", "raw", "expected"),
    [
        ("本报讯（记者 买 琴）4月10日起，全市", 3, "（记者 买 琴）", ["买琴"]),
        ("天眼讯（记者 龙 玫 杨 再 清）4月17日", 0, "（记者 龙 玫 杨 再 清）", ["龙玫", "杨再清"]),
        ("本报讯 记者仉卫民从省委讲师团获悉", 3, "记者仉卫民", ["仉卫民"]),
    ],
)
def test_signers_of_a_lead(text, start, raw, expected):
    span = find_lead_signers(text, start)
    assert (span.raw, names(span.people)) == (raw, expected)
    assert text[span.start : span.end] == raw


@pytest.mark.parametrize("text", ["4月10日（星期三），全市", "记者从现场看到", "县里（含乡镇）共有干部三百人"])
def test_no_signers_in_a_lead(text):
    assert find_lead_signers(text, 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("志愿者清理垃圾三十余袋。(团宣)", ["团宣"]),
        ("全年可增收九千元。热依拉 摄", ["热依拉"]),
        ("社员在修建梯田。新华社记者祝安邦摄", ["祝安邦"]),
        ("办件量占总量的九成。记者 夏侯瑾", ["夏侯瑾"]),
        ("大家笑着说。（姬小松）", ["姬小松"]),
    ],
)
def test_signers_behind_the_last_sentence(text, expected):
    span = find_tail_signers(text, last=True)
    assert names(span.people) == expected
    assert text[span.start : span.end] == span.raw


def test_a_rare_word_in_brackets_signs_only_the_last_paragraph():
    assert find_tail_signers("志愿者清理垃圾三十余袋。(团宣)", last=False) is None
    assert find_tail_signers("他走进会场拍摄", last=True) is None
