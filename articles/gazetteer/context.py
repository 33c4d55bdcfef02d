"""What the characters around a name say of it."""

import re

from articles.gazetteer.names import load_common_words

# After a short form: an organ of a place. Matches 县委书记 in 安化县委书记 (after 安化), 公安局; not 公路.
ORGAN_AFTER = re.compile(
    "(?:县|区|市|州)?(?:县委|区委|市委|州委|县长|区长|县政府|区政府|党委|政府|人大|政协|纪委|监委|公安|法院|检察|教育局|卫健局|税务|司法局"
    "|民政局|财政局|住建局|水利局|林业局|农业农村局|交通运输局|文旅|市场监管|应急管理局|自然资源局|禁毒办|组织部|宣传部|统战部|政法委|团委|妇联"
    "|工会|供电|交警|消防|城管|融媒|疾控|人民医院|中医医院|中医院|一中|二中|职业中专|职中|农商行|烟草|海事|公路局|全县|全区|县城|城区|境内|各地"
    "|籍|人民|干部群众|乡镇|县域|段(?![落时])|经开区|高新区|产业开发区|工业园|工业集中区|产业园)"
)
# After a short form: it is part of the name of something else. Matches 路 in 长沙路, 社区 in 永兴社区; not 路网, 村民.
THING_AFTER = re.compile(
    "社区|小区|村(?![民支级镇里干居集两])|组(?!织)|[东南西北中]?路(?![灯网桥面段口])|街(?!舞|头)|大道|巷|里弄|公园|广场|大桥|大厦|大酒店|宾馆|镇(?!村)|乡(?!村|镇|亲)"
    "|街道|高速|铁路|公路|火车站|机场|小学|中学(?!生)|景区|书院|保卫战|会战|战役|起义|会议精神|牌|酒|号|舰"
)
# After a county's short form as well: a river or a hill of that name. Matches 河 in 浏阳河, 水库; not 湖区, 山区.
NATURE_AFTER = re.compile(
    "河|江(?!西|东|南|北)|湖(?!区)|水(?=[^电产利果])|山(?!区|村|林|地|乡)|岭|洞|塔|寺|庙|站|岸|库|水库|峰会|水道|流域|盆地|县|区|市"
)
# After a short form of a province or prefecture: an institution there. Matches 理工大学 after 长沙; not 市大学生.
INSTITUTION_AFTER = re.compile(
    "[^的在与和到举市区县州至等及对将以，。、；：“”（）()\\s]{0,6}?(?:大学(?!生)|学院|职院|银行|集团|股份|商会|协会|日报|晚报|卫视|足球队|队(?=[^伍])|公司)"
)
# What looks like an institution and is the place's own. Matches 供电公司 in 益阳供电公司; not 银行.
LOCAL_SERVICE_AFTER = re.compile(
    "(?:市|县|区|州)?(?:供电|自来水|供水|燃气|公交|烟草|城投|环卫|移动|联通|电信)?(?:分公司|公司)|[^，。]{0,6}(?:分公司|分行|支行)"
)
# The last character of a full name and what follows make a word: 市场 in 东方市场, 区域 in 新建区域; not 市长.
SUFFIX_TAKEN = ("市场", "市值", "市况", "市面上", "市价", "区域", "区间", "区别", "区分", "区块")
# After 县: it is any county, not one of two characters. Matches 里 in 和县里, 长 in 高县长; not 上.
COUNTY_TAKEN_AFTER = re.compile("[里城长级直域乡委政区市]")
# Around a name: the place that a report was sent from. Matches 本报 in 本报株洲10月12日讯; not 报道.
DATELINE_BEFORE = ("报", "社", "网")
# Matches 10月12日讯 in 本报株洲10月12日讯, 十四日电; not 10月12日，.
DATELINE_AFTER = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日(?:讯|电)|(?:讯|电)[ （(]"
)
# Before a name: where goods or helpers go, or people come from. Matches 销往 in 销往广州; not 前往.
DESTINATION_BEFORE = tuple("远销 销往 销到 发往 运往 运到 送往 送进 卖到 出口到 支援 驰援 奔赴 来自 籍贯".split())  # noqa: SIM905
# After a name: people or helpers who come from there. Matches 客商 in 广东客商, 来的 in 北京来的技术员, 援疆 in
# 上海援疆教师, 对口帮扶 in 长沙市对口帮扶龙山县; not 客运站, 来到.
VISITOR_AFTER = re.compile(
    "[省市县区]?的?(?:客商|游客|旅客|籍|考察团|考察组|老板|务工|来的|对口(?:帮扶|支援|协作|援)|援[建疆藏青])"
)
VISITOR_STARTS = "省市县区的客游旅籍考老务来对援"  # looked at first: most names are followed by none of them
# After a name: others are helped from there. Matches 、长宁等区支持下 after 静安, 的帮助下; not 支持发展.
HELP_AFTER = re.compile("[^，。；：“”]{0,10}?(?:支持|帮扶|支援|援助|帮助)下")
HELP_LENGTH = 14  # within which its last character, 下, must stand
# Before and after a name: a visit elsewhere. Matches 赴, 考察 in 赴龙岩市考察; not 赴任.
VISIT_BEFORE = ("赴", "往")
VISIT_AFTER = re.compile("[^，。；]{0,6}?(?:学习|取经|招商|参展|推介|对标|考察|打工|务工|参赛)")
# The last characters of what stands before a name elsewhere: most names have none of them before them.
ENDS_BEFORE_ELSEWHERE = frozenset(word[-1] for word in (*DESTINATION_BEFORE, *VISIT_BEFORE, "从"))
# After 从 and a name: somebody leaves there for the place of the story. Matches 来到 in 从长沙来到安化; not 到.
LEFT_AFTER = re.compile("[省市县区]?(?:来到|远赴|奔赴|前往|赴)")
# Before a short form: a place follows. Matches 走进 in 走进安化; not 是.
LOCATIVE_BEFORE = (
    "在",
    "到",
    "赴",
    "进",
    "位于",
    "地处",
    "来自",
    "前往",
    "抵达",
    "返回",
    "落户",
    "落地",
    "驻",
    "访",
    "去",
)
# Before a county of two characters: a word ends here. Matches 在 in 在道县; not 模 in 模范县.
WORD_END_BEFORE = re.compile(r"[\W_a-zA-Z0-9的在到了是和与及对从向往赴由把被让给以为于至进来往返回访驻离有个]")


# Before a surname and a name of two characters: a person (教师倪静安).
TITLES = frozenset(
    "教师 老师 医生 护士 记者 读者 村民 居民 市民 农民 工人 职工 学生 司机 民警 干部 书记 主任 局长 县长 区长 市长 "  # noqa: SIM905
    "镇长 乡长 村长 院长 校长 经理 厂长 老板 老人 大爷 同志 教授 专家 队员 队长 战士 店主".split()
)
# The commonest, without those that are function words as well (于, 向, 任, 方).
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤倪易康欧殷"
)
# Between a province and a place in it: a meeting of the province, held there (湖南县域经济工作会议在长沙召开).
MEETINGS = ("会议在", "全会在", "座谈会在", "推进会在", "现场会在", "发布会在")
HELD_AFTER = re.compile("[市县区]?(?:召开|举行|举办|开幕|闭幕)")
# In a report sent from a city: it is about that city.
OWN_CITY = ("全市", "我市", "该市", "本市", "全州", "我州")


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the name at start:end is where a report was sent from."""
    return text.endswith(DATELINE_BEFORE, 0, start) and DATELINE_AFTER.match(text, end) is not None


def straddles_words(text: str, start: int, end: int) -> bool:
    """Whether start:end is more likely the end of one word and the beginning of the next (受益阳光)."""
    words = load_common_words()
    return start > 0 and text[start - 1 : start + 1] in words and text[end - 1 : end + 1] in words


def ends_a_word(text: str, start: int) -> bool:
    """Whether the first character from `start` on ends a common word with the one before it (改道县)."""
    return start > 0 and text[start - 1 : start + 1] in load_common_words()


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the name is of where goods go, people come from or a visit leads, and so says little of the story."""
    if text[end : end + 1] in VISITOR_STARTS and VISITOR_AFTER.match(text, end):
        return True
    if text.find("下", end, end + HELP_LENGTH) != -1 and HELP_AFTER.match(text, end):
        return True
    if text[start - 1 : start] not in ENDS_BEFORE_ELSEWHERE:
        return False
    return (
        text.endswith(DESTINATION_BEFORE, 0, start)
        or (text.startswith("从", start - 1) and LEFT_AFTER.match(text, end) is not None)
        or (text.endswith(VISIT_BEFORE, 0, start) and VISIT_AFTER.match(text, end) is not None)
    )


def breaks_next_word(text: str, end: int) -> bool:
    """Whether the last character before `end` starts a word that reading up to `end` would break (新化|学品)."""
    words = load_common_words()
    return text[end - 1 : end + 1] in words and text[end : end + 2] not in words


def starts_a_clause(text: str, start: int) -> bool:
    """Whether a word can start here: at the beginning of a paragraph, or after a mark or a function word."""
    return start == 0 or WORD_END_BEFORE.match(text, start - 1) is not None


def names_person(text: str, start: int, end: int) -> bool:
    """Whether two characters at start:end are somebody's given name: a title and a surname go before (教师倪静安)."""
    return end - start == 2 and text[start - 1 : start] in SURNAMES and text[max(0, start - 3) : start - 1] in TITLES


def is_venue(between: str, text: str, end: int) -> bool:
    """Whether a name that ends at `end` says only where a meeting of what was named before `between` is held."""
    return between.endswith(MEETINGS) and HELD_AFTER.match(text, end) is not None


def speaks_of_its_city(text: str) -> bool:
    """Whether a report speaks of the city that it was sent from."""
    return any(word in text for word in OWN_CITY)
