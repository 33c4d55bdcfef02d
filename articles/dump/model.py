"""The weights of the reading model: what each piece of evidence says for and against each line kind.

They are learned from marked pages (`make model`, training/README.md) and kept as text, a line for each name of
evidence, so that a change of them can be read. Weights are natural-logarithm odds.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from articles.dump.kinds import KINDS
from articles.dump.lattice import STATE_COUNT

WEIGHTS = Path(__file__).parent / "data" / "weights.tsv"
_K = len(KINDS)
_NUMBER_OF = {kind.value: number for number, kind in enumerate(KINDS)}
# Weights are kept to a hundredth: finer differences say nothing.
SCALE = 100


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by the number of an evidence's name; the last row of `unary` and `pairs` is for names that have none.

    `unary[name, kind]` is for one block, `pairs[name, kind before, kind]` for two neighbours, `states[state, kind]` for
    a kind in an article that is in that state, `last[state]` for a page that ends in it.
    """

    unary_of: dict[str, int]
    unary: np.ndarray
    pair_of: dict[str, int]
    pairs: np.ndarray
    states: tuple[tuple[float, ...], ...]
    last: tuple[float, ...]


@functools.cache
def load_model() -> Model:
    """Return the weights that the project ships."""
    return read_model(WEIGHTS.read_text("utf-8"))


def read_model(text: str) -> Model:
    """Return the weights of a text that `write_model` wrote."""
    tables: dict[str, dict[str, dict[str, float]]] = {"unary": {}, "pair": {}, "state": {}, "last": {}}
    for row in text.splitlines():
        if row.startswith("#"):
            continue
        table, name, *cells = row.split("\t")
        tables[table][name] = {kinds: int(weight) / SCALE for kinds, weight in (cell.rsplit("=", 1) for cell in cells)}
    unary_of = {name: at for at, name in enumerate(tables["unary"])}
    unary = np.zeros((len(unary_of) + 1, _K), np.float32)
    for at, weights in enumerate(tables["unary"].values()):
        for kind, weight in weights.items():
            unary[at, _NUMBER_OF[kind]] = weight
    pair_of = {name: at for at, name in enumerate(tables["pair"])}
    pairs = np.zeros((len(pair_of) + 1, _K, _K), np.float32)
    for at, weights in enumerate(tables["pair"].values()):
        for kinds, weight in weights.items():
            before, kind = kinds.split(">")
            pairs[at, _NUMBER_OF[before], _NUMBER_OF[kind]] = weight
    states = tuple(
        tuple(tables["state"].get(str(state), {}).get(kind.value, 0.0) for kind in KINDS)
        for state in range(STATE_COUNT)
    )
    last = tuple(tables["last"].get("end", {}).get(str(state), 0.0) for state in range(STATE_COUNT))
    return Model(unary_of, unary, pair_of, pairs, states, last)


def write_model(
    unary_of: dict[str, int],
    unary: np.ndarray,
    pair_of: dict[str, int],
    pairs: np.ndarray,
    states: np.ndarray,
    last: np.ndarray,
    note: str,
) -> str:
    """Return weights as text; those that round to nothing are left out."""
    rows = [f"# {note}"]

    def add(table: str, name: str, weights: dict[str, float]) -> None:
        cells = [f"{key}={round(weight * SCALE)}" for key, weight in weights.items() if round(weight * SCALE)]
        if cells:
            rows.append("\t".join((table, name, *cells)))

    for name, at in unary_of.items():
        add("unary", name, dict(zip([kind.value for kind in KINDS], unary[at], strict=True)))
    for name, at in pair_of.items():
        cells = pairs[at].reshape(_K, _K)
        add(
            "pair",
            name,
            {f"{one.value}>{other.value}": cells[i, j] for i, one in enumerate(KINDS) for j, other in enumerate(KINDS)},
        )
    for state in range(STATE_COUNT):
        add("state", str(state), dict(zip([kind.value for kind in KINDS], states[state], strict=True)))
    add("last", "end", {str(state): last[state] for state in range(STATE_COUNT)})
    return "\n".join(rows) + "\n"
