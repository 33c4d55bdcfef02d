"""Furniture: what stands on a page and belongs to no article.

Page headers, dates, page numbers, the editors' line, navigation of a web edition, rules, teaser lists, hotlines.
"""

import functools
import re
from enum import StrEnum

from articles.text.chars import fold_width, strip_blanks


class FurnitureKind(StrEnum):
    """The kinds of furniture that can be told from a line alone."""

    HEADER = "header"  # newspaper, date, weekday, page number, page name
    DATE = "date"  # a date and nothing else
    MASTHEAD = "masthead"  # a newspaper's name and nothing else
    EDITORS = "editors"  # 本版责任编辑：某某
    NAVIGATION = "navigation"  # 首页 | 版面导航 | 上一版
    CREDIT = "credit"  # （除署名外均据新华社稿）
    CONTACT = "contact"  # 新闻热线：0731-…
    RULE = "rule"  # ＊＊＊
    TEASERS = "teasers"  # 导读
    RUBRIC = "rubric"  # 【某某万象】
    WEATHER = "weather"  # 今日天气, 多云转小雨 15℃～22℃


_MAX_LENGTH = 120
# "＊＊＊", "——————", "◆◆◆"; "……" closes a sentence and "——副题" has letters.
_RULE = re.compile(r"^[*＊\-—–―_=＝·.•~～※◆◇●○■□★☆△▲▽▼─━═│┃|+＋#\s]{3,}$|^[-—=*]{2,}$")
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇○零九一二三四五六七八0O]{3})"
_DATE = (
    rf"{_YEAR}\s*[年.\-/]\s*(?:[0-9]{{1,2}}|"
    rf"[一二三四五六七八九十]{{1,3}})\s*[月.\-/]\s*(?:[0-9]{{1,2}}|"
    rf"[一二三四五六七八九十]{{1,3}})\s*日?"
)
_SHORT_DATE = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_LUNAR = (
    r"(?:农历|夏历|"
    r"阴历)?\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?\s*(?:闰?[正一二三四五六七八九十冬腊]+月)(?:初|"
    r"十|廿|二十|三十)?[一二三四五六七八九十]{0,2}"
)
_PAGE_NO = (
    r"(?:第\s*[0-9A-Za-z一二三四五六七八九十]{1,4}\s*版|[A-Z]?[0-9]{1,3}\s*版|[A-D][0-9]{1,2}|"
    r"今日[0-9一二三四五六七八九十]+版|第\s*[0-9]{1,2}\s*页|共\s*[0-9]{1,2}\s*[页版]|本期[0-9]+版|(?<![0-9])0[0-9](?![0-9]))"
)
_ISSUE = (
    r"(?:总第\s*[0-9一二三四五六七八九十]+\s*[期号]|第\s*[0-9]+\s*期|第\s*[0-9]{3,6}\s*号|国内统一(?:连续出版物|"
    r"刊)号\s*:?\s*(?:CN)?\s*[0-9\-]*|CN\s*[0-9]{2}-[0-9]{4}(?:/\S+)?|"
    r"邮发代号\s*:?\s*[0-9\-]*|代号\s*[0-9\-]+)"
)
# What a page header is made of besides names.
_HEADER_PART = re.compile(f"{_DATE}|{_YEAR}年|{_SHORT_DATE}|{_WEEKDAY}|农历{_LUNAR}|{_PAGE_NO}|{_ISSUE}")
_LUNAR_LINE = re.compile(rf"^农历{_LUNAR}$|^[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\s*{_LUNAR}$")
_DATE_LINE = re.compile(rf"^[(（]?\s*(?:{_DATE}|{_SHORT_DATE})\s*[)）]?$")
_PLACED = re.compile(f"{_DATE}|{_SHORT_DATE}|{_PAGE_NO}|{_ISSUE}")
_DATED = re.compile(f"{_DATE}|{_SHORT_DATE}.*{_WEEKDAY}")
_STRONG_PART = re.compile(f"{_WEEKDAY}|{_PAGE_NO}|{_ISSUE}")
# "本版责任编辑：某某 版式：某某" and "责编 某某"; "编辑部迁址" is none.
_EDITORS = re.compile(
    r"^[\[【(（]?\s*(?:本版|本报|本期|今日|值班|执行|二版|要闻)?\s*(?:责任编辑|责编|责任校对|校读|审读|值班编辑|值班主编|执行编辑|版式设计|版式|美术编辑|美编|校对|组版|制版|值班编委|值班主任|"
    r"值班总编|值班编辑|执行主编|主编|编审|视觉|检校|版面编辑|版面设计|统筹|监制|出品|"
    r"编辑)(?:/[\u4e00-\u9fff]{2,4})?\s*(?:[:： /]|[\u4e00-\u9fff]{2,4}(?:\s|$))"
)
# Words of web editions; a line that is nothing but these, digits and marks is navigation.
_NAVIGATION = re.compile(
    r"版面导航|标题导航|版面概览|版面目录|上一版|下一版|上一篇|下一篇|上一期|下一期|首页|放大|缩小|默认|返回目录|返回|打印本页|打印|朗读|分享到?|字体|字号|"
    r"关闭|PDF版?|往期回顾|往期|前一天|后一天|收藏|下载|全文复制|复制|纠错|举报|点击|大图|订阅|>>|<<|更多|按日期检索|日期检索|检索"
)
# "您的位置：首页 > 新闻", "来源：某报 2012-04-17 09:18", "网站备案：…": what web pages put around a text.
_WEB_PAGE = re.compile(
    r"ICP备|公网安备|Copyright|©|您(?:的|当前的?)位置|当前位置|发布时间\s*:|发布日期\s*:|浏览次数|点击量|阅读量|设为首页|加入收藏|"
    r"(?:19|20)[0-9]{2}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?\s+[0-9]{1,2}:[0-9]{2}|(?:[^|]{1,8}\|){3,}",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[0-9\s|:：·.,，<>\-—/\\()（）\[\]【】]+")
# "（除署名外均据新华社稿）", "本版图片均由某某摄", "（本版稿件由某某提供）".
_CREDIT = re.compile(
    r"^[(（【]?\s*(?:除署名外|除署名|均据|本报综合|综合新华社|本版(?:图片|照片|稿件|文字|文图|撰文|摄影|均|除|未署名)|本组(?:稿件|图片|照片)|以上(?:稿件|均据|图片))"
)
# "某某局主管 某某中心主办", "本故事纯属虚构", "（本版图文未经许可不得转载）": what the page says about itself.
_DISCLAIMER = re.compile(
    r"主管.{0,30}主办|属虚构|如有雷同|不得转载|禁止转载|严禁转载|谢绝转载|版权所有|侵权必究|违者必究|文责自负"
)
_SOURCE = re.compile(
    r"^(?:图|图片|图源|题图|封面|封面图|资料图|资料图片|供图|图片来源|来源|稿件来源|据|摄影|专栏|栏目|版面|天气|今日天气)\s*[:：]"
)
_CONTACT = re.compile(
    r"^(?:本报|本版|本刊)?(?:地址|社址|新闻热线|热线电话|热线|广告热线|发行热线|订报热线|订阅热线|举报电话|编辑部电话|编辑部|电子邮箱|邮箱|投稿邮箱|投稿信箱|信箱|来稿邮箱|来稿请寄|投稿|E-?mail|电邮|网址|官网|QQ群?|微信公众号|零售|定价|每份|印刷|承印|传真|总编室)"
    r"\s*[:：]|^https?://|^www\.", re.IGNORECASE,
)  # fmt: skip
# "【导读】" "今日导读" "要目"; "导读员" is none.
_TEASERS = re.compile(
    r"^[\[【〖〔(（★■●◆▲▼]*\s*(?:今日|本期|本版|新闻|本报|内容|精彩)?(?:导\s*读|要\s*目|看\s*点|提\s*要|头条速览)\s*[\]】〗〕)）:：★●■◆▲▼]*$"
)
# "【今日头条】" "[某某万象]"; nothing else on the line.
_RUBRIC = re.compile(r"^[\[【〖〔［][^\[\]【】〖〗〔〕［］。，,]{2,10}[\]】〗〕］]$")
_EMPTY_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,4}[:：]$")
# "青 溪 日 报": a masthead set wide.
_SPACED_OUT = re.compile(r"^(?:\S ){3,}\S$")
# "青溪日报", "中共某某县委机关报"; "喜报" is too short.
_PAPER = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,12}机关报|"
    r"[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|早报|晨报|商报|都市报|周报|导报|青年报|工人报|农民报|报))$"
)
# "今日天气", "天气预报" head the forecast; "天气渐冷" does not.
_WEATHER_LABEL = re.compile(
    r"^[\[【〖(（★●■◆]?(?:(?:今日|今明|明日|本市|近期|一周)?天气(?:预报)?|气象(?:预报|信息|台))[\]】〗)）:]?$"
)
# "多云转雷阵雨 偏南风3-4级 26℃~35℃", "天气预报 今天：多云，…21℃。"; a sentence that goes on is none.
_WEATHER = re.compile(
    r"^(?:天气(?:预报)?|今天|今日|今晚|明天|明日|后天|白天|夜间|本市)?[^。]{0,16}(?:晴|多云|阴|小雨|中雨|大雨|阵雨|小雪|雾)"
    r"[^。]{0,60}(?:℃|°C|[0-9]度)[^。]{0,24}。?$"
)


@functools.lru_cache(maxsize=4096)
def classify_furniture(text: str) -> FurnitureKind | None:
    """Return what kind of furniture the line is by itself, or None; context may still say otherwise."""
    if len(text) > _MAX_LENGTH or (len(text) > 40 and text[-1] == "。" and not text.startswith("天气")):
        return None
    folded = strip_blanks(fold_width(text))
    if _RULE.match(folded) or _RULE.match(text):
        return FurnitureKind.RULE
    if _TEASERS.match(folded):
        return FurnitureKind.TEASERS
    if _WEB_PAGE.search(folded) and not folded.endswith("。"):
        return FurnitureKind.NAVIGATION
    if len(folded) <= 40 and _DISCLAIMER.search(folded):
        return FurnitureKind.CREDIT
    if _WEATHER_LABEL.match(folded) or (_WEATHER.match(folded) and not folded.endswith("。")) or _is_forecast(folded):
        return FurnitureKind.WEATHER
    if folded.endswith(("。", "!", "?", ";", ",")):
        return None
    if _NAVIGATION.search(folded):
        rest = _NOT_LETTERS.sub("", _NAVIGATION.sub("", _HEADER_PART.sub("", folded)))
        named = _STRONG_PART.search(folded) is not None
        if len(rest) <= (12 if named else 1):
            return FurnitureKind.NAVIGATION
    if _DATE_LINE.match(folded):
        return FurnitureKind.DATE
    if _PAPER.match(folded) or (_SPACED_OUT.match(folded) and _PAPER.match(folded.replace(" ", ""))):
        return FurnitureKind.MASTHEAD
    if _is_header(folded):
        return FurnitureKind.HEADER
    if _EDITORS.match(folded) and len(folded) <= 70:
        return FurnitureKind.EDITORS
    if _CREDIT.match(folded) and len(folded) <= 40:
        return FurnitureKind.CREDIT
    if _SOURCE.match(folded) and len(folded) <= 60:
        return FurnitureKind.CREDIT
    if _CONTACT.match(folded):
        return FurnitureKind.CONTACT
    if _RUBRIC.match(folded):
        return FurnitureKind.RUBRIC
    return None


# "责任编辑:某某" inside a header line.
_STAFF = re.compile(
    r"(?:值班|执行|本版|见习)?"
    r"(?:责任编辑|责编|版式设计|版式|美术编辑|美编|责任校对|校对|校读|校检|检校|审读|编辑|主编|组版|视觉|制图|电话)"
    r"\s*[:：/]?\s*(?:[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3}|[0-9\-]{6,14})(?=\s|$|责|版|美|校|编|主|组|审|视|电)"
)


# "www.某报.example", "wb@某报.example": an address inside a header line.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff]+|[\w.\-]+@[\w.\-]+")


def _is_forecast(folded: str) -> bool:
    return folded.startswith("天气") and _WEATHER.match(folded) is not None


def _is_header(folded: str) -> bool:
    """True for a line that is a date with weekday, a page number, or both, with at most two short names beside."""
    if _LUNAR_LINE.match(folded):
        return True
    if not _STRONG_PART.search(folded) and not re.search(_DATE, folded):
        return False
    rest = _HEADER_PART.sub(" ", _STAFF.sub(" ", _ADDRESS.sub(" ", re.sub(r"\([^()]{0,8}\)", " ", folded))))
    words = [word for word in re.split(r"[\s|:：·,，《》()（）\[\]【】—\-/]+", rest) if word]
    if not _STRONG_PART.search(folded):
        return bool(words) and all(_PAPER.match(word) for word in words)
    if not words:
        return True
    if not _PLACED.search(folded):
        return False  # a weekday alone: 忙碌的星期天
    dated = _DATED.search(folded) is not None
    # "第5版 要闻" and "A05 要闻": a page number and one short name, or with a date a newspaper's name beside it.
    starts = _HEADER_PART.match(folded) is not None or _HEADER_PART.search(folded).end() == len(folded) or dated
    if not starts or len(words) > (4 if dated else 1):
        return False
    return all(len(word) <= (10 if dated else 5) or _PAPER.match(word) for word in words)
