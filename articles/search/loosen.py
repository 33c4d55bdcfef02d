"""The last resort of a query that finds nothing: the same query, asking for some of its words only. Pure."""

from collections.abc import Callable, Iterable

from articles.search.query import All, Node, SomeOf, Word, positive_terms

# Words that are looked for at most: each costs as much as a query of its own.
MAX_WORDS = 30


def loosen(tree: Node, cut: Callable[[str], Iterable[str]]) -> Node | None:
    """Return the query that asks for some of the words where this one asks for all; None where there is but one.

    `cut` gives the words of a bare term. What is no word stays as it is: dates, places, exclusions. Single characters
    are left out where there are longer words: nearly every article has them.
    """
    units: list[Node] = []
    conditions: list[Node] = []
    for child in tree.children if isinstance(tree, All) else (tree,):
        if isinstance(child, Word):
            units += [Word(word, child.part) for word in cut(child.text)] or [child]
        elif positive_terms(child):
            units.append(child)
        else:
            conditions.append(child)
    longer = [unit for unit in units if not isinstance(unit, Word) or len(unit.text) > 1]
    kept = tuple(dict.fromkeys(longer or units))[:MAX_WORDS]
    if len(kept) < 2 and len(units) < 2:
        return None
    return All((*conditions, SomeOf(kept))) if conditions else SomeOf(kept)
