"""Why the lines of a page were read as they were: for each block its kind, the margin, and the evidence.

For staff who ask why; the parser itself does not need it.
"""

from dataclasses import dataclass, fields

from articles.dump.damage import find_reader
from articles.dump.decode import decode_dump
from articles.dump.features import Features

from articles.dump.kinds import KINDS, LineKind
from articles.dump.lines import split_lines
from articles.dump.page import label_lines

# Features that are shown as numbers; the others are shown by name where they hold.
_MEASURES = ("width", "indent", "gap", "repeats", "siblings")
_UNSHOWN = ("byline", "end", "furniture", "sentences", "commas", "rubrics", "legal", *_MEASURES)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One block: its lines and text, the kind it was read as, the margin to the next reading, and the evidence.

    `fits` are the kinds that the block looks like by itself, best first, in natural-logarithm odds; the page around it
    may have decided otherwise. `evidence` are short phrases such as `width 13` and `dateline`.
    """

    line_nos: tuple[int, ...]
    text: str
    kind: LineKind
    margin: float
    fits: tuple[tuple[LineKind, float], ...]
    evidence: tuple[str, ...]


def explain_page(raw: bytes) -> tuple[Explanation, ...]:
    """Return for each block of a dump why it was read as it was. Raises UnreadableDumpError as `parse_page` does."""
    lines = split_lines(decode_dump(raw).text)
    labelled, features, layout = label_lines(lines, find_reader(lines))
    explanations = []
    for at, (item, feature) in enumerate(zip(labelled, features, strict=True)):
        fits = sorted(fit_kinds(feature, layout, at).items(), key=lambda fit: -fit[1])
        explanations.append(
            Explanation(
                line_nos=item.block.line_nos,
                text=item.block.text,
                kind=item.kind,
                margin=round(item.margin, 1),
                fits=tuple((KINDS[kind], round(score, 1)) for kind, score in fits[:4]),
                evidence=_name_evidence(feature),
            )
        )
    return tuple(explanations)


def _name_evidence(feature: Features) -> tuple[str, ...]:
    evidence = [f"ends {feature.end.name.lower()}", f"width {feature.width:g}"]
    for name in _MEASURES[1:]:
        value = getattr(feature, name)
        if value > (1 if name == "repeats" else 0):
            evidence.append(f"{name} {value:g}")
    if feature.byline is not None:
        evidence.append("names " + ", ".join(byline.name for byline in feature.byline.people))
    if feature.furniture is not None:
        evidence.append(f"looks like {feature.furniture.value}")
    if feature.legal:
        evidence.append("in a statute")
    evidence += [field.name for field in fields(feature) if field.name not in _UNSHOWN and getattr(feature, field.name)]
    return tuple(evidence)
