"""Chinese personal names as bylines print them: apart, glued together, or with a space inside a two-character name.

A name is a surname and one or two characters (two or three with a compound surname), or the name of a minority
nationality with a middle dot. Reference for the surnames: the 400 most frequent of the Ministry of Public Security's
yearly name reports, with the compound ones of 百家姓.
"""

import functools
import re

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦傅付方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞"
    "姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满"
    "闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌"
    "母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "底颉陕撒雒逄俱木苌候渠税鄂藏亚才旦索尼多尕才让贡扎洛塔旺其巴央拉次仁格桑"
)
COMPOUND_SURNAMES = frozenset(
    ("欧阳", "上官", "司马", "司徒", "诸葛", "皇甫", "尉迟", "公孙", "东方", "慕容", "令狐", "夏侯", "长孙", "宇文", "端木", "百里", "呼延", "南宫", "轩辕", "澹台", "第五", "钟离", "闻人", "申屠", "太史", "赫连", "独孤", "淳于", "单于", "公羊", "万俟", "拓跋")
)  # fmt: skip

# "龙文泱" matches; "龙文 泱", "市委办" (a surname must open it, checked apart) and "A龙文" do not.
_IDEOGRAPHS = re.compile("^[\u3400-\u4dbf\u4e00-\u9fff〇]+$")
# "阿不都·热合曼" and "约翰•史密斯" match; "湖南日报·新湖南" is ruled out by its length and its last part.
_DOTTED = re.compile("^[\u4e00-\u9fff]{1,6}(?:[·•・‧][\u4e00-\u9fff]{1,6}){1,2}$")
# Characters that no given name ends or opens with in print; they are those of verbs, particles and offices.
_NOT_IN_NAMES = frozenset("的了是不们吗呢吧啊么你我他她它就也都很被把")
# Endings of offices and media, which are no names: "市委办" "王村镇" "报社".
_OFFICE_ENDS = frozenset("省市县区镇乡村部局厅办委院校会社报网台站所厂矿队处科组团店司库馆")


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
        return 0.0 if text[-1] in _OFFICE_ENDS or text.endswith("客户端") else 0.8
    if size > 4 or not _IDEOGRAPHS.match(text):
        return 0.0
    if any(character in _NOT_IN_NAMES for character in text[1:]):
        return 0.0
    compound = text[:2] in COMPOUND_SURNAMES
    if size == 4:
        return 0.9 if compound else 0.0
    if text[0] not in SURNAMES and not compound:
        return 0.0
    if size == 3 and text[-1] in _OFFICE_ENDS:
        return 0.3
    return 1.0 if size == 3 else 0.8


def split_glued(text: str) -> tuple[str, ...]:
    """Return the names of a run such as 赖林嵩周美林, or () if it does not divide into names without a rest.

    Three characters are the usual length, so a division into threes is taken before one with twos.
    """
    if not _IDEOGRAPHS.match(text) or len(text) > 40:
        return ()
    size = len(text)
    best: list[tuple[float, int] | None] = [None] * (size + 1)
    best[size] = (0.0, size)
    for start in range(size - 2, -1, -1):
        for length, cost in ((3, 1.0), (2, 1.3), (4, 1.0)):
            end = start + length
            if end > size or best[end] is None or not (score := name_score(text[start:end])):
                continue
            total = best[end][0] + cost + (1 - score)
            if best[start] is None or total < best[start][0]:
                best[start] = (total, end)
    if best[0] is None:
        return ()
    names, at = [], 0
    while at < size:
        end = best[at][1]
        names.append(text[at:end])
        at = end
    return tuple(names)


# One space, of any width, or one of the marks that stand between names: "、" "，" "," "/" ";" "；".
_BETWEEN = re.compile("[ \t\u00a0\u2000-\u200b\u3000]+|[、，,/／;；|｜&＆]|(?<=[\u4e00-\u9fff])(?:和|与)(?=[\u4e00-\u9fff]{2})")


def split_names(text: str) -> tuple[str, ...]:
    """Return the names that `text` is made of, or () if any part of it is none.

    "陈志强 冯志军", "田 鹏 李 文", "赖林嵩周美林" and "张三、李四" are lists of names.
    """
    parts = [part for part in _BETWEEN.split(text) if part]
    names: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if len(part) == 1 and at + 1 < len(parts) and len(parts[at + 1]) <= 2 and is_name(part + parts[at + 1]):
            # a two-character name is set wide: 田 鹏; a three-character one now and then: 王 小 明
            joined = part + parts[at + 1]
            at += 2
            if len(joined) == 2 and at < len(parts) and len(parts[at]) == 1 and (
                at + 1 == len(parts) or parts[at] not in SURNAMES or len(parts[at + 1]) != 1
            ):
                joined += parts[at]
                at += 1
            names.append(joined)
            continue
        if len(part) <= 4 and is_name(part):
            names.append(part)
        elif _DOTTED.match(part) and is_name(part):
            names.append(part)
        elif len(part) >= 4 and (glued := split_glued(part)):
            names.extend(glued)
        else:
            return ()
        at += 1
    return tuple(names)
