"""What a heading looks like: whom it names, how its phrases are set, how it ends.

Evidence only; whether a line is a kicker, a headline, a deck or a crosshead is decided by the grammar.
"""

import re

from articles.dump.lexicon import count_places

# A place, an office or a firm named by its ending: 沐三村, 北塔区, 县公安局, 湖南工程学院.
_SUBJECT_END = (
    r"(?:省|市(?!场|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!愁|亲|土)|村|州"
    r"|街道|社区|局|厅|院|委|公司|集团|大学|学院|学校|中学|小学|医院|银行|法院|检察院|"
    r"政府|部队|协会|支队)"
)
_NAMED = re.compile(_SUBJECT_END)
_SUBJECT = re.compile(rf"[\u4e00-\u9fff]{{1,6}}{_SUBJECT_END}")


_NOT_SUBJECT = re.compile(
    r"小区$|园区$|山区$|城市|超市|都市$|上市|退市|股市|楼市|入市|夜市|集市|新区$|景区$|乡村|农村|城乡|山乡$|水乡$|家乡$|故乡$|老乡$|侨乡$|橙乡$|片区|库区|灾区|老区$|全[省市县区镇乡村州]|[我该本各两一几多][省市县区镇乡村州]|[个些小老]村$|[0-9个]社区$|^小镇$|^古[镇村]$"
)


# "一、" "（二）" "1." "第三章" "之一" match; "一是" and "2022年" do not.
NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9０-９]{1,2}(?:[、．]|\.(?![0-9]))|第[一二三四五六七八九十]{1,3}[章节编]|[①-⑳]|[●■]?(?:其|之)[一二三四五六七八九十](?:[：:\s]|$))"
)
# What such a line opens or ends with, here and below: most lines need no closer look.
NUMBERED_OPENERS = frozenset("一二三四五六七八九十（(0123456789０１２３４５６７８９第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■其之")


# "近日，" "10月11日," "今年以来" "连日来" open a lead; "去年总产量" is a heading's.
TIME_LEAD = re.compile(
    r"^(?:“|记者|在)?(?:近日|日前|连日来|近期|近来|近年来|今年以来|年初以来|昨日|昨天|今天|今日|前天|目前|眼下|当前|新年|[上本]周|[上下本]?月初?|[今去]年[春夏秋冬0-9]|[今去]年，|[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?|[0-9０-９]{1,2}日|进入|自[0-9]|[0-9０-９]{4}年)"
)
TIME_OPENERS = frozenset("“记在近日月连今年昨前目眼当新上下本去0123456789０１２３４５６７８９进自")


# ",强" at the end of a line: a heading is not divided there.
DANGLING = re.compile(r"[，,、][^，,、“”]{1,2}$")


# Boxes inside an article are headed so; "链接两岸" is a headline.
LABEL = re.compile(
    r"^[【\[■●◆★]?(?:[特一二三四]等奖|[优鼓纪入][\u4e00-\u9fff]{1,4}奖|先进(?:个人|集体|单位)|编后|编后语|编后话|编余|相关链接|新闻链接|链接|新闻背景|背景|背景链接|名词解释|记者手记|采访手记|专家点评|点评|短评|小贴士|延伸阅读|人物简介|作者简介|后记|尾声|附|附表|目录|结语|引子)(?:[（(][^（()）]{1,8}[）)])?[】\]：:]?$"
)
LONGEST_LABEL = 20


# "某某县招聘启事", "某某大桥通车（图片）"; 启事栏 ends otherwise.
TITLED = re.compile(
    r"^(?:寻人|寻物|寻亲|招租|转让|招聘|求购|求职|遗失|注销|征婚)$|(?:启事|公告|通告|声明|讣告|通知|公示|提示|简章|名单|更正|致歉|（图片）|\(图片\)|（组图）|\(组图\)|（附图）|图片新闻)$"
)
TITLED_ENDS = frozenset("人物亲租让聘购职失销婚事告明知示章单正歉）)闻")


# "某某区举行第四次某某活动": who holds what.
# "启　事", "山 歌"; "田 鹏" is one too, and names are told apart elsewhere.
SPACED = re.compile(r"^[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,3}$")


# "零陵：古城新添夜读亭": a place of two to five characters heads a brief.
PLACE_COLON = re.compile(r"^[★●■◆]?[\u4e00-\u9fff]{2,5}[：:][^：:]{5,}$")


# "编者按：", "【编者按】", "编者按" alone; 编后 stands below an article and is a box of it.
EDITOR_NOTE = re.compile(r"^[【（(\[]?(?:本报)?(?:编者按|编者的话|开栏的话|开栏语|编前|编者前言)(?:[】）)\]：:\s]|$)")
NOTE_OPENERS = frozenset("【（([本编开")


OCCASION = re.compile(
    r"(?:举行|举办|召开|开展|启动|举办).{2,}(?:活动|会议|大会|论坛|仪式|座谈会|沙龙|展览|会|赛|节|展|周|月)$"
)
OCCASION_ENDS = frozenset("动议会坛式龙览赛节展周月")


# "青溪县抗旱的经验", "某某厂见闻" say what the text is, as decks do; "学习经验" does not.
GENRE = re.compile(
    r"(?:的经验|的做法|的调查|的启示|的思考|的故事|的报告|见闻|纪实|侧记|纪事|掠影|综述|采访记|散记|小记|追记|札记|纪略|调查报告)$"
)
GENRE_ENDS = frozenset("验法查示考事告闻实记影述访略")


# "问：", "答：", "记者：", "甲：" open what somebody says in an interview; "地点：" does not.
_SPEAKER = re.compile(r"^(?:问|答|记者|主持人|笔者|编者|[甲乙丙丁ABQA]|读者|网友|医生|专家)[：:]\S")


# "记者昨日从市教育局获悉", "记者了解到": a news story opens so.
NEWS_LEAD = re.compile(
    r"^(?:昨日|今日|日前|近日)?，?(?:本报)?记者.{0,10}(?:从|在).{2,24}(?:获悉|了解到|看到|采访)|^据(?!说|他).{2,14}(?:消息|报道|介绍|统计)，"
)
NEWS_OPENERS = frozenset("昨今日近，本记据")


# "据悉，该县…", "目前，案件正在…": the last paragraph of a news story opens so.
_CLOSING = re.compile(
    "^(?:据悉|据了解|据介绍|另据|此外|目前|截至|截止|到目前|下一步|接下来|今后|如今|现在|会上|会后|最后|同时|活动现场|活动结束|[^，]{2,8}(?:参加|出席|陪同)了?)"
)
_CLOSING_OPENERS = frozenset("据另此目截到下接今如现最后会同活")


# "青溪县石桥镇" among the first characters: where the news is from.
PLACED = re.compile(
    "(?:省|市(?!场|民|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!村|愁|亲|土)|村(?!民|级))(?<=[\u4e00-\u9fff]{3})"
)


# A headline says what has happened: "公交3路今起改道", "青溪港吞吐量创新高".
EVENT = re.compile(
    r"今起|明起|今日|昨日|昨晚|明日|拟于|获批|获评|荣获|喜获|入选|夺冠|开工|竣工|揭牌|挂牌|启动|通车|发布|出台|公布|创新高|突破|增长|下降|"
    r"举行|举办|召开|落户|上线|亮相|开幕|闭幕|开班|签约|新增|首个|首次|调研|视察|公开征集|开通|开放|恢复|投入使用|投用|启用|成立|达成"
)


NARRATIVE = re.compile(
    r"了(?!不|解|却|得)|[，,]?(?:他|她|我|你)们?(?:说|表示|认为|告诉)|(?:表示|介绍说?|告诉记者|据悉|据了解|说道)$"
)


# "编辑同志：", "尊敬的各位读者：", "老师，您好！" open a letter; "他告诉同志：" has a verb.
SALUTATION = re.compile(
    r"^(?:尊敬的|亲爱的|敬爱的)?(?:各位|全体|广大)?[\u4e00-\u9fff、，, ]{0,10}"
    r"(?:编辑(?:部|同志|先生|老师)?|同志们?|先生们?|女士们?|小姐|朋友们?|"
    r"读者|市民|居民|村民|用户|业主|客户|老师|同学们?|乡亲们|家长)(?:们|[,，]?[你您]好)?[：:！!]$"
)


# "鲍小鱼 摄", "摄影报道"; what closes a photographer's byline.
PHOTO_CREDIT = re.compile(r"(?:摄影报道|摄|摄影|供图|文/图|图/文|图文报道)[）)]?$")
CREDIT_ENDS = frozenset("道摄影图文）)")


def opens_speech(text: str) -> bool:
    """Return True if the line opens with who speaks: 问：, 记者：."""
    opening = text[1:4]
    return ("：" in opening or ":" in opening) and _SPEAKER.match(text) is not None


def is_closing(text: str) -> bool:
    """Return True if the paragraph opens as the last one of a news story does: 据悉, 目前, 某某参加."""
    opening = text[:10]
    if text[0] in _CLOSING_OPENERS or "参加" in opening or "出席" in opening or "陪同" in opening:
        return _CLOSING.match(text) is not None
    return False


def names_subject(text: str, bare: str) -> bool:
    """Return True if the heading names a place, an office or a firm: who or where the news is about.

    `bare` is the heading without blanks and ornaments, in which words are looked up.
    """
    if _NAMED.search(text) and any(not _NOT_SUBJECT.search(match[0]) for match in _SUBJECT.finditer(text)):
        return True
    return count_places(bare) > 0


def is_parallel(text: str, *, equal: bool = False) -> bool:
    """True for 湘江奔涌 洞庭扬波: phrases of like length, or of one length, apart by spaces."""
    sizes = [len(part.strip("“”‘’《》")) for part in text.split()]
    return len(sizes) >= 2 and max(sizes) - min(sizes) <= (0 if equal else 2) and max(sizes) <= 9
