"""Learn the weights of the reading model: python -m training.learn [--check FOLDER]

Reads the marked pages in training/pages/ and the labelled pages of tests/ (never those in tests/heldout/), fits the
weights and writes articles/dump/data/weights.tsv. With --check, learns from all folders but one, writes nothing, and
prints how many lines of that folder's pages are then read rightly: what to expect on pages of another author.
"""

import argparse
import time

from articles.dump.grammar import Lattice
from articles.dump.kinds import KINDS
from articles.dump.model import WEIGHTS, Model, read_model, write_model
from training.crf import Field
from training.examples import MARKED, PROJECT, Known, as_example, can_be_read, number_names, read_known

# How much large weights cost; more makes the model say less about what it has seen seldom.
PENALTY = 2.0
ROUNDS = 100
LABELS = ("tests/pages", "tests/pages/measured", "tests/samples")


def learn(known: list[Known], rounds: int = ROUNDS) -> str:
    """Return the text of the weights that fit the examples best."""
    usable = [item for item in known if can_be_read(item)]
    unary_of, pair_of = number_names(usable)
    field = Field(
        [as_example(item, unary_of, pair_of) for item in usable], len(unary_of), len(pair_of), penalty=PENALTY
    )
    unary, pairs, states, last = field.split(field.fit(rounds))
    note = f"Learned by `make model` from {len(usable)} dumps, {field.total} blocks. Hundredths of natural-log odds."
    return write_model(unary_of, unary, pair_of, pairs, states, last, note)


def count_right(known: list[Known], model: Model) -> tuple[int, int, dict[str, int]]:
    """Return how many blocks are read rightly, how many there are, and the misreadings, most frequent first."""
    right = total = 0
    wrong: dict[str, int] = {}
    for item in known:
        kinds, _ = Lattice(item.evidence, tuple(item.flags), model).search()
        total += len(kinds)
        for read, there in zip(kinds, item.kinds, strict=True):
            if read == there:
                right += 1
            else:
                what = f"{KINDS[there].value} as {KINDS[read].value}"
                wrong[what] = wrong.get(what, 0) + 1
    return right, total, dict(sorted(wrong.items(), key=lambda entry: -entry[1]))


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the reading model.")
    parser.add_argument("--check", metavar="FOLDER", help="a folder of training/pages to leave out and to measure on")
    options = parser.parse_args()
    start = time.perf_counter()
    folders = [path for path in MARKED.iterdir() if path.is_dir() and path.name != options.check]
    labels = [path for folder in LABELS for path in (PROJECT / folder).glob("*.json")]
    text = learn(list(read_known(folders, labels)))
    if options.check:
        right, total, wrong = count_right(list(read_known([MARKED / options.check], [])), read_model(text))
        print(f"{options.check}: {right} of {total} blocks, {right / total:.4f}")
        for what, count in list(wrong.items())[:12]:
            print(f"  {count:4} {what}")
    else:
        WEIGHTS.write_text(text, "utf-8")
        print(f"{WEIGHTS.relative_to(PROJECT)}: {len(text) / 1000:.0f} kB in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
