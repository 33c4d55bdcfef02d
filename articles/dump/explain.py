"""Why the lines of a page were read as they were: for each block its kind, the margin, the evidence and its weight.

For staff who ask why; the parser itself does not need it.
"""

from dataclasses import dataclass

import numpy as np

from articles.dump.damage import find_reader
from articles.dump.decode import decode_dump
from articles.dump.evidence import FLAGS
from articles.dump.features import Features
from articles.dump.fit import gather_evidence, weigh_blocks, weigh_pairs
from articles.dump.kinds import KINDS, LineKind
from articles.dump.lines import split_lines
from articles.dump.model import Model, load_model
from articles.dump.page import label_lines, see_lines

_SHOWN_FITS, _SHOWN_REASONS = 4, 8


@dataclass(frozen=True, slots=True)
class Explanation:
    """One block: its lines and text, the kind it was read as, the margin to the next reading, and the evidence.

    `fits` are the kinds that the block looks like by itself, best first, in natural-logarithm odds; the page around it
    may have decided otherwise. `rival` is the kind that would have been next best between the kinds of its neighbours.
    `evidence` names what is seen of the block; `reasons` are those names of it, and of the block together with the one
    above, that weigh most for its kind (above 0) or for the rival (below 0).
    """

    line_nos: tuple[int, ...]
    text: str
    kind: LineKind
    margin: float
    fits: tuple[tuple[LineKind, float], ...]
    rival: LineKind
    evidence: tuple[str, ...]
    reasons: tuple[tuple[str, float], ...]


def explain_page(raw: bytes) -> tuple[Explanation, ...]:
    """Return for each block of a dump why it was read as it was. Raises UnreadableDumpError as `parse_page` does."""
    lines = split_lines(decode_dump(raw).text)
    reader = find_reader(lines)
    labelled, _ = label_lines(lines, reader)
    if not labelled:
        return ()
    seen = see_lines(lines, reader)
    evidence = gather_evidence(seen.legible, seen.features, seen.layout)
    model = load_model()
    fits, steps = weigh_blocks(evidence, model), weigh_pairs(evidence, model)
    kinds = [KINDS.index(item.kind) for item in labelled]
    explanations = []
    for at, (item, kind) in enumerate(zip(labelled, kinds, strict=True)):
        between = fits[at] + (steps[at, kinds[at - 1]] if at else 0.0)
        if at + 1 < len(kinds):
            between = between + steps[at + 1, :, kinds[at + 1]]
        rival = next(int(other) for other in np.argsort(-between) if other != kind)
        best = np.argsort(-fits[at])[:_SHOWN_FITS]
        before = kinds[at - 1] if at else None
        explanations.append(
            Explanation(
                line_nos=item.block.line_nos,
                text=item.block.text,
                kind=item.kind,
                margin=round(item.margin, 1),
                fits=tuple((KINDS[other], round(float(fits[at, other]), 1)) for other in best),
                rival=KINDS[rival],
                evidence=_readable(seen.features[at], evidence.blocks[at]),
                reasons=_reasons(model, evidence.blocks[at], evidence.pairs[at], before, kind, rival),
            )
        )
    return tuple(explanations)


def _reasons(
    model: Model, names: list[str], pairs: list[str], before: int | None, kind: int, rival: int
) -> tuple[tuple[str, float], ...]:
    """Return the names that tell most between two kinds, and how much each says for the first."""
    weights = {
        name: float(model.unary[number, kind] - model.unary[number, rival])
        for name in names
        if (number := model.unary_of.get(name)) is not None
    }
    if before is not None:
        for name in pairs:
            if (number := model.pair_of.get(name)) is not None:
                table = model.pairs[number, before]
                weights[f"with the block above: {name}"] = float(table[kind] - table[rival])
    strongest = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))[:_SHOWN_REASONS]
    return tuple((name, round(weight, 2)) for name, weight in strongest if round(weight, 2))


def _readable(feature: Features, names: list[str]) -> tuple[str, ...]:
    """Return the evidence for a person: measures as they are, people by name, and the names of what holds."""
    shown = [f"{feature.width:g} columns wide", f"ends {feature.end.name.lower()}"]
    if feature.byline is not None and feature.byline.people:
        shown.append("names " + ", ".join(byline.name for byline in feature.byline.people))
    if feature.furniture is not None:
        shown.append(f"looks like {feature.furniture.value}")
    return (*shown, *(flag for flag in FLAGS if flag in names))
