"""The form of an article: news, photo story, notice, statute, obituary, verse …"""

import re

from articles.dump.dateline import find_dateline
from articles.dump.endings import End, find_end
from articles.dump.segment import Draft
from articles.dump.types import Form
from articles.text.chars import CLOSERS, ORNAMENTS, columns, remove_blanks

# "某某县公开招聘教师启事", "停水公告"; "公告牌" ends otherwise.
_NOTICE = re.compile(
    r"(?:启事|公告|通告|声明|通知|招领|讣告|征稿|预告|公示|招标|拍卖|致歉|简章|须知|更正|公示表|公示名单|提示)(?:[（(][^（）()]{1,12}[）)])?$"
)
_OBITUARY = re.compile(r"(?:同志|先生|女士|教授|院士|将军)?(?:逝世|病逝|辞世|遗体告别|追悼会)|讣告")
_LAW = re.compile(r"(?:法|条例|规定|办法|细则|章程|准则|规则)(?:[（(].{1,14}[）)])?$")
_LAW_ITEM = re.compile(r"^第[一二三四五六七八九十百零〇0-9０-９]{1,6}条")
_EDITOR_NOTE = re.compile(r"^[（(【]?(?:编者按|编者的话|编者|编后|编后语|编余|开栏的话|开栏语)[】）):：]?|^本报编者按")
_OPINION = re.compile(
    r"时评|评论|社论|短评|快评|观点|视点|论坛|漫谈|杂谈|杂感|随笔|札记|一家之言|观察|锐评|声音|论语|言论|漫笔|笔谈|夜话|絮语|茶座|论丛|来论"
)
# "■ 鲁 风": one name behind a square signs a column; "■ 本报记者 鲁风" signs a story.
_MARKED_NAME = re.compile(
    r"^[■□][ \u3000\u00a0]*(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,2})$"
)
_PHOTO = re.compile(r"（图片）|\(图片\)|图片新闻|摄影报道|[一-鿿）)]摄[）)]?$|图为|^图片$")
# "品种\t单位\t价格": cells, apart by tabs, rules or wide blanks.
_CELLS = re.compile(r"\S(?:\t+| {2,}|\u3000+|[|｜])\S")
_BRIEF_LENGTH = 160
# "某某大赛获奖名单": names, in however many cells; "某某榜样" is none.
_NAMES = re.compile(r"(?:名单|获奖|名录|光荣榜)(?:[（(].{1,12}[）)])?$")
_LIST = re.compile(r"名单|排行榜|光荣榜|获奖|名录|一览|公示名单|榜$")


def classify_form(draft: Draft, *, verse: bool, rows: bool) -> Form:
    """Return the form of an article from its heading, its text and its signatures."""
    head = " ".join((*draft.kickers, *draft.headlines, *draft.decks))
    headline = remove_blanks(draft.headlines[0]) if draft.headlines else ""
    passages = [passage.text for passage in draft.passages]
    if verse:
        return Form.VERSE
    if sum(bool(_LAW_ITEM.match(text)) for text in passages) >= 3 and (not headline or _LAW.search(headline)):
        return Form.LAW
    if passages and (rows and _NAMES.search(headline) or len(passages) >= 3 and _is_itemised(passages)):
        return Form.LIST
    if rows:
        return Form.TABLE if sum(bool(_CELLS.search(text)) for text in passages) * 2 > len(passages) else Form.LIST
    if _LIST.search(headline) and passages and all(columns(text) < 60 for text in passages):
        return Form.LIST
    if _NOTICE.search(headline):
        return Form.NOTICE
    if _OBITUARY.search(head):
        return Form.OBITUARY
    if _EDITOR_NOTE.match(headline) or (not headline and passages and _EDITOR_NOTE.match(passages[0])):
        return Form.EDITOR_NOTE
    if _is_photo(draft, headline, passages):
        return Form.PHOTO
    if draft.jump_from and not headline:
        return Form.CONTINUATION
    if any(_OPINION.search(text) for text in draft.kickers) or _is_opinion(draft, headline):
        return Form.OPINION
    dated = bool(passages) and find_dateline(passages[0]) is not None and bool(headline)
    whole = (
        len(passages) == 1
        and not dated
        and find_end(passages[0]) is End.SENTENCE
        and not (draft.bylines or draft.jump_to)
    )
    if whole and (not headline or len(passages[0]) <= _BRIEF_LENGTH):
        return Form.BRIEF
    return Form.NEWS


def _is_itemised(passages: list[str]) -> bool:
    """True if every paragraph opens with the same ornament."""
    return passages[0][0] in ORNAMENTS and all(text[:1] == passages[0][0] for text in passages)


def _is_photo(draft: Draft, headline: str, passages: list[str]) -> bool:
    if len(passages) > 2 or (passages and sum(map(len, passages)) > 400):
        return False
    signed = " ".join((*draft.bylines, *draft.signatures))
    ends = passages[-1].rstrip(CLOSERS) if passages else ""
    return bool(
        _PHOTO.search(headline)
        or "摄" in signed
        or ends.endswith("摄")
        or any("图为" in text for text in passages)
        or (not passages and draft.captions)
    )


def _is_opinion(draft: Draft, headline: str) -> bool:
    signed = " ".join((*draft.bylines, *draft.signatures))
    bracket = re.search(r"[（(【]([^（）()【】]{2,12})[）)】]", headline)
    marked = len(draft.bylines) == 1 and _MARKED_NAME.match(draft.bylines[0]) and not draft.decks
    return "评论员" in signed or bool(marked) or bool(bracket and _OPINION.search(bracket[1]))
