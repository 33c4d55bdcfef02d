"""Chinese personal names as bylines print them: apart, glued together, or with a space inside a two-character name.

A name is a surname and one or two characters (two or three with a compound surname), or the name of a minority
nationality with a middle dot. Reference for the surnames: the 400 most frequent of the Ministry of Public Security's
yearly name reports, with the compound ones of 百家姓.
"""

import functools
import re

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明"
    "臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管"
    "卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴"
    "弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺"
    "屠蒙池乔阴鬱胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎慕连茹习宦艾鱼容向古"
    "易慎戈廖庾暨居衡步都耿满弘匡国文寇广禄阙欧殳沃利蔚夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶曾毋沙乜养鞠须丰巢关蒯相查"
    "荆红游竺权逯盖益桓肖闫付邸代佟兰涂冼佘邝郄岳帅缑亢况琴商牟佴伯赏墨哈谯笪爱阳仉督操晋楚汝鄢汉盘粟覃占苟旦鹿揭区"
    "矫亓么仝门尉苑寻丛栗丘底颉修智奉植尧闭逢谌仵藏亚尼尕扎洛塔央拉阿麦吐帕玉仁斯娜萨恩宝菅郅郇畅员贠衣戢"
    "雒郐呼位冶幺泮泽浮涛麹岐仓谬厚芦隋迟官南楼豆朴练漆卿敬来普辜母赫鲜诺银宾檀俱旺庹闾仉"
)
COMPOUND_SURNAMES = frozenset(
    {
        "欧阳",
        "上官",
        "司马",
        "司徒",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "东方",
        "慕容",
        "令狐",
        "夏侯",
        "长孙",
        "宇文",
        "端木",
        "百里",
        "呼延",
        "南宫",
        "轩辕",
        "澹台",
        "第五",
        "钟离",
        "闻人",
        "申屠",
        "太史",
        "赫连",
        "独孤",
        "淳于",
        "单于",
        "公羊",
        "万俟",
        "拓跋",
        "濮阳",
        "漆雕",
        "段干",
        "闾丘",
        "公冶",
        "梁丘",
        "左丘",
        "太叔",
        "仲孙",
        "颛孙",
        "巫马",
        "乐正",
        "宗政",
        "公西",
        "谷梁",
        "亓官",
    }
)

# Parts of Tibetan, Mongolian and Uyghur names that are printed without a middle dot: 扎西次仁, 阿依古丽.
_NAME_PARTS = frozenset(
    re.findall(
        "..",
        "扎西次仁卓玛才让达瓦旦增丹增巴桑洛桑索朗索南格桑白玛央金央宗拉姆顿珠多吉平措罗布尼玛仁青桑吉加措曲珍德吉贡布卓嘎"
        "旺堆普布边巴阿旺强巴群培达杰古丽阿依买提艾力吐尔尔江木江艾山热依玉素巴特特尔格日其其乌云苏和朝鲁图雅斯琴",
    )
)
# "龙文泱" matches; "龙文 泱", "市委办" (a surname must open it, checked apart) and "A龙文" do not.
_IDEOGRAPHS = re.compile("^[\u3400-\u4dbf\u4e00-\u9fff〇]+$")
# "阿不都·热合曼" and "约翰•史密斯" match; "湖南日报·新湖南" is ruled out by its length and its last part.
_DOTTED = re.compile("^[\u4e00-\u9fff]{1,6}(?:[·•・‧][\u4e00-\u9fff]{1,6}){1,2}$")
# Characters that no given name ends or opens with in print; they are those of verbs, particles and offices.
_NOT_IN_NAMES = frozenset("的了是不们吗呢吧啊么你我他她它就也都很被把")
# Endings of offices and media, which are no names: "市委办" "王村镇" "报社".
_OFFICE_ENDS = frozenset("省市县区镇乡村部局厅办委院校会社报网台站所厂矿队处科组团店司库馆")


# Characters that transcribe names of Mongols, Tibetans, Uyghurs and others: 敖日格乐, 帕尔哈提, 巴桑罗卓.
_TRANSCRIBING = frozenset(
    "阿尔古丽娜提买力吐木艾热依拉巴桑卓罗格日乐敖图雅塔斯克孟曲沙帕哈扎恩旦增次仁措才让多吉朝鲁其那特玛央宗布苏合达瓦毅云呼勒额嘎江地夏迪努加甫铁乌兰萨仁图亚尼玛丹珠旺堆姆边贡觉土库班赛买买提满孜娃敦德琴"
)


def is_transliterated(text: str) -> bool:
    """Return True for a name of three to six characters that all but one transcribe another language: 尔古沙日."""
    return 3 <= len(text) <= 6 and sum(character in _TRANSCRIBING for character in text) >= max(3, len(text) - 1)


def is_name(text: str) -> bool:
    """Return True if `text`, without inner spaces, can be one person's name."""
    return name_score(text) > 0


@functools.lru_cache(maxsize=8192)
def name_score(text: str) -> float:
    """Return how much `text` looks like one person's name: 0 for not at all, 1 for a usual name."""
    size = len(text)
    if size < 2 or size > 13:
        return 0.0
    if _DOTTED.match(text):
        if text[-1] in _OFFICE_ENDS or text.endswith("客户端"):
            return 0.0
        return 0.8 if size >= 6 else 0.3  # 秋分·洞庭 is likelier a title
    if size > 4 or not _IDEOGRAPHS.match(text):
        return 0.0
    if any(character in _NOT_IN_NAMES for character in text[1:]):
        return 0.0
    compound = text[:2] in COMPOUND_SURNAMES
    if size == 4:
        if text[:2] in _NAME_PARTS and text[2:] in _NAME_PARTS:
            return 0.95
        return 0.9 if compound else 0.0
    if text[0] not in SURNAMES and not compound:
        return 0.0
    if size == 3 and text[-1] in _OFFICE_ENDS:
        return 0.3
    return 1.0 if size == 3 else 0.8


def split_glued(text: str, *, loose: bool = False) -> tuple[str, ...]:
    """Return the names of a run such as 赖林嵩周美林, or () if it does not divide into names without a rest.

    Three characters are the usual length, so a division into threes is taken before one with twos. With `loose`, one
    name of a longer run may have a surname that is not in the list.
    """
    if not _IDEOGRAPHS.match(text) or len(text) > 40:
        return ()
    size = len(text)
    best: list[tuple[float, int] | None] = [None] * (size + 1)
    best[size] = (0.0, size)
    for start in range(size - 2, -1, -1):
        for length, cost in ((3, 1.0), (2, 1.3), (4, 1.0)):
            end = start + length
            if end > size or best[end] is None:
                continue
            score = name_score(text[start:end])
            if not score and not (loose and _may_be_pen_name(text[start:end])):
                continue
            total = best[end][0] + cost + (1 - score) + (0.0 if score else _UNLISTED)
            if best[start] is None or total < best[start][0]:
                best[start] = (total, end)
    if best[0] is None or (best[0][0] >= _UNLISTED and (best[0][0] >= 2 * _UNLISTED or size < 8)):
        return ()
    names, at = [], 0
    while at < size:
        end = best[at][1]
        names.append(text[at:end])
        at = end
    return tuple(names)


# More than any number of listed names in one run can cost.
_UNLISTED = 100.0
# One space, of any width, or one of the marks that stand between names: "、" "，" "," "/" ";" "；".
# "向阳路街道" is no two persons.
_WORKPLACES = ("街道", "社区", "车间", "公司", "总队", "支队", "大队")
_BETWEEN = re.compile(
    "[ \t\u00a0\u2000-\u200b\u3000]+|[、，,/／;；|｜&＆]|(?<=[\u4e00-\u9fff])(?:和|与)(?=[\u4e00-\u9fff]{2})"
)


def split_names(text: str, *, named: bool = False) -> tuple[str, ...]:
    """Return the names that `text` is made of, or () if any part of it is none.

    "陈志强 冯志军", "田 鹏 李 文", "赖林嵩周美林" and "张三、李四" are lists of names. With `named`, a role word has
    said that names follow, so that pen names and rare surnames are taken, too.
    """
    parts = [part for part in _BETWEEN.split(text) if part]
    names: list[str] = []
    pen_names = 0
    at = 0
    while at < len(parts):
        part = parts[at]
        if len(part) == 1 and at + 1 < len(parts) and len(parts[at + 1]) <= 2 and is_name(part + parts[at + 1]):
            # a two-character name is set wide: 田 鹏; a three-character one now and then: 王 小 明
            joined = part + parts[at + 1]
            at += 2
            if (
                len(joined) == 2
                and at < len(parts)
                and len(parts[at]) == 1
                and (at + 1 == len(parts) or parts[at] not in SURNAMES or len(parts[at + 1]) != 1)
            ):
                joined += parts[at]
                at += 1
            names.append(joined)
            continue
        if (len(part) <= 4 or _DOTTED.match(part)) and is_name(part) or len(part) >= 4 and is_transliterated(part):
            names.append(part)
        elif len(part) >= 4 and not part.endswith(_WORKPLACES) and (glued := split_glued(part)):
            names.extend(glued)
        elif _may_be_pen_name(part):
            names.append(part)
            pen_names += 1
        else:
            return ()
        at += 1
    # A list may hold a pen name or a rare surname beside names that are known for such.
    return tuple(names) if named or 2 * pen_names <= len(names) else ()


def _may_be_pen_name(text: str) -> bool:
    """True for two or three characters that are no office and no phrase: 石榴红 beside other names."""
    if not 2 <= len(text) <= 3 or not _IDEOGRAPHS.match(text):
        return False
    return text[-1] not in _OFFICE_ENDS and not _NOT_IN_NAMES.intersection(text)
