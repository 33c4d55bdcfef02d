"""Short lines of one make: the crossheads of a text are set alike, in phrases of one length or with one last word."""

from articles.dump.features import Features
from articles.dump.layout import Block
from articles.text.chars import ORNAMENTS

_REACH = 40
_LONGEST = 30


def find_twins(blocks: tuple[Block, ...], features: tuple[Features, ...]) -> list[list[str]]:
    """Return for each block what it has in common with short lines nearby that stand between paragraphs as it does.

    Time is linear in the blocks: lines of one make are looked up by their make.
    """
    count = len(blocks)
    makes: list[tuple[str, ...]] = [()] * count
    places: dict[str, list[int]] = {}
    for at in range(1, count - 1):
        f, above, below = features[at], features[at - 1], features[at + 1]
        if f.width > _LONGEST or f.full_stop or f.width < 2:
            continue
        if not (_is_text(above) and _is_text(below)):
            continue
        makes[at] = _makes(blocks[at].text)
        for make in makes[at]:
            places.setdefault(make, []).append(at)
    order = {make: {at: index for index, at in enumerate(found)} for make, found in places.items()}
    twins: list[list[str]] = [[] for _ in range(count)]
    for at, own in enumerate(makes):
        for make in own:
            near = places[make]
            index = order[make][at]
            others = sum(
                abs(near[other] - at) <= _REACH
                for other in (index - 2, index - 1, index + 1, index + 2)
                if 0 <= other < len(near)
            )
            if others:
                kind = make.partition(":")[0]
                twins[at] += [f"twin {kind}", *([f"twins {kind}"] if others > 1 else [])]
    return twins


def _is_text(f: Features) -> bool:
    return f.width > 40 or f.full_stop


def _makes(text: str) -> tuple[str, ...]:
    """Return the makes of a line: its phrases' lengths, its last characters, and how it opens."""
    bare = text.strip(ORNAMENTS)
    phrases = [phrase for phrase in bare.replace("，", " ").replace(",", " ").split() if phrase]
    makes = []
    if len(phrases) > 1:
        makes.append(f"phrases:{'/'.join(str(len(phrase.strip('“”‘’'))) for phrase in phrases)}")
        makes.append(f"count:{len(phrases)}")
    else:
        makes.append(f"length:{len(bare)}")
    if len(bare) > 2:
        makes.append(f"ending:{bare[-1]}")
        makes.append(f"opening:{bare[:2]}")
    if bare[:1] in '“"「':
        makes.append("quotation:")
    return tuple(makes)
