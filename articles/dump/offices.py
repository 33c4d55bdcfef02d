"""Offices, desks and occupations, as they sign or stand before a name: 县委宣传部, 某某报评论员, 某某县小学教师."""

import re

from articles.dump.lexicon import is_place_chain, opens_with_place
from articles.text.chars import remove_blanks

# An office that signs: 县委宣传部, 国网某县供电公司; a sentence or a headline ends otherwise.
_OFFICE = re.compile(
    "^(?=.{3})[\u4e00-\u9fff·A-Za-z0-9“”（）()]{1,30}(?:部|局|厅|办|办公室|委|委员会|政府|中心|公司|集团|协会|学会|学院|大学|中学|小学|学校|党校|"
    "医院|支队|大队|总队|法院|检察院|银行|分行|支行|工会|团委|妇联|文联|科协|残联|侨联|作协|工商联|商会|研究院|研究所|报社|通讯社|供销社|"
    "编辑部|评论员|工作室|课题组|通讯组|报道组|宣传组|写作组|调查组|采访组|小组|联社|站|处|所|馆)$"
)
# Offices that exist in order to write, and desks: they sign, and little else is printed of them.
_WRITING_OFFICE = re.compile(
    "(?:通讯组|报道组|宣传组|写作组|采访组|新闻组|调查组|课题组|编辑部|评论员|通讯社|报社|记者站|宣传部|新闻科|宣传科)$"
)
# What an office's full name opens with, besides a place: "中共某县委", "市财政局", "国网某县公司".
_OFFICIAL_OPENING = re.compile("^(?:中共|国网|国家|全国|中国|共青团|省|市|县|区|州|镇|乡|本报|本刊)")
# A verb or a particle makes a headline of it: 老人有了活动中心, 乡里建起卫生站.
_PREDICATE = re.compile(
    "[了把进入建起办为送让有在上下来去获到被向给开设走是]|成立|启动|举行|挂牌|落户|揭牌|授予|表彰|推进"
)
# "中学教师", "纺织厂工人", "县委书记": what somebody is, printed before or behind the name. "人工" is none.
_POST = re.compile(
    "(?:工人|社员|农民|村民|居民|市民|读者|网友|教师|老师|教授|讲师|研究员|学生|战士|干部|职工|员工|医生|医师|护士|民警|律师|工程师|"
    "会计师|记者|编辑|作家|诗人|书记|主任|局长|厅长|部长|处长|科长|所长|站长|院长|校长|县长|市长|区长|镇长|乡长|村长|主席|会长|秘书长|"
    "经理|媒体人|女工|家长|司机|董事长|厂长|社长|队长|委员|代表|博士|硕士|志愿者|支书|法官|检察官|导师|学者|专家|离休干部|退休干部)$"
)
_LONGEST_POST = 24
# "选煤厂", "人民路理发店", "北屯一八三团五连", "农经系": where somebody works, printed before the name.
_WORKPLACE = re.compile(
    "^[\u4e00-\u9fff0-9０-９“”（）()]{1,22}(?:[厂店站队连团营矿场科室班组处所院校系局部社村乡镇县]|街道|社区|车间|公司|小学|中学|大学|幼儿园|"
    "家属|女工|徒工)$"
)
# "（作者单位：某某大学）", "（作者系某某局局长）", "（作者为某某）": where the writer works; "作者不详" is none.
_AUTHOR_NOTE = re.compile(
    r"^[（(【]?\s*(?:本文)?(?:作者|笔者)(?:单位|简介|系|为|均?为|均?系|是|分别为|：|:)[^。]{2,60}[）)】]$"
)


def is_office(text: str) -> bool:
    """Return True if the whole text can be the name of an office, a firm or a school."""
    return _OFFICE.match(text) is not None


def office_score(text: str) -> float:
    """Return how surely `text` is an office's name and no phrase that ends like one: 0, 0.35, 0.6 or 0.8."""
    if not is_office(text):
        return 0.0
    if _PREDICATE.search(text):
        return 0.2
    if _WRITING_OFFICE.search(text):
        return 0.8
    return 0.6 if _OFFICIAL_OPENING.match(text) or opens_with_place(text) else 0.35


def is_post(text: str) -> bool:
    """Return True if the whole text says what a person is: 某某厂工人, 某某大学教授."""
    bare = remove_blanks(text)
    return 2 <= len(bare) <= _LONGEST_POST and _POST.search(bare) is not None and "，" not in bare


def is_workplace(text: str) -> bool:
    """Return True if the whole text can say where somebody works or lives, as it stands before a name."""
    return _WORKPLACE.match(text) is not None or (len(text) >= 4 and is_place_chain(text))


def is_author_note(text: str) -> bool:
    """Return True for （作者单位：…） and its like, which stand below an article and are none of its text."""
    return _AUTHOR_NOTE.match(text) is not None
