"""Statutes: from the title through the contents list to the last numbered item."""

import re

from articles.dump.layout import Block

# "第一条　…", "第十二条" open an item; "第一条件" and "第三条路" do not.
_LEGAL_ITEM = re.compile(r"^第[一二三四五六七八九十百零〇0-9０-９]{1,6}条(?!件|约|例|理|款|路)")
# "第二章　总则", "附则" head a chapter; "第二天" does not.
_LEGAL_HEAD = re.compile(r"^(?:第[一二三四五六七八九十]{1,3}[章节编]|附则|总则|目录|序言)")
# "某某市绿化条例", "暂行办法（试行）" are titles of statutes; "办法总比困难多" is none.
_LEGAL_TITLE = re.compile(
    r"(?:法|条例|规定|办法|细则|章程|准则|规则|公约|决定|实施意见|守则|公报)(?:[（(].{1,12}[）)])?$"
)


def find_legal(blocks: tuple[Block, ...]) -> list[int]:
    """Mark the blocks of a statute: from its title, through the contents list, to its last numbered item."""
    marks = [0] * len(blocks)
    items = [at for at, block in enumerate(blocks) if _LEGAL_ITEM.match(block.text)]
    if len(items) < 3:
        return marks
    runs: list[list[int]] = []
    for at in items:
        if runs and at - runs[-1][-1] <= 25:
            runs[-1].append(at)
        else:
            runs.append([at])
    floor = 0
    for run in runs:
        if len(run) < 3:
            continue
        start = run[0]
        for at in range(run[0] - 1, max(floor, run[0] - 60) - 1, -1):
            text = blocks[at].text
            if len(text) <= 40 and _LEGAL_TITLE.search(text) and not text.startswith("第"):
                start = at + 1
                break
        for at in range(start, run[-1] + 1):
            heading = len(blocks[at].text) <= 24 and _LEGAL_HEAD.match(blocks[at].text)
            marks[at] = 2 if heading else 1
        floor = run[-1] + 1
        # In a contents list one chapter follows another: there they are rows. A section may follow its chapter.
        for at in range(start, run[-1]):
            here, following = blocks[at].text, blocks[at + 1].text
            if (
                marks[at] == marks[at + 1] == 2
                and here.startswith("第")
                and not ("章" in here[:5] and "节" in following[:5])
            ):
                marks[at] = 1
    return marks
