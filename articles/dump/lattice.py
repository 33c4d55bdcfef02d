"""What the search over a page may do: which kind may follow which, and what it remembers of the article it is in.

Besides the kind of the last block, the search keeps two things about the article: whether it is signed above its text,
and whether it has no, one or several crossheads. A state is 2 * crossheads + signed.
"""

from articles.dump.kinds import JF, JT, KINDS, X2, B, C, D, F, H, K, L, P, S, T, X, Z

STATE_COUNT = 6
OPENERS = frozenset((K, H, L, JF, Z))
# Kinds that stand only behind certain others.
_ONLY_BEHIND = {
    X2: frozenset((X,)),
    D: frozenset((H, D, B, T)),
    C: frozenset((P, L, C, T, F, JF, S)),
    Z: frozenset((F, Z, P, L, C, S, T, JT, JF)),  # not below a heading: that would head nothing
}
# ALLOWED[previous][current]
ALLOWED = tuple(
    tuple(previous in _ONLY_BEHIND.get(current, range(len(KINDS))) for current in range(len(KINDS)))
    for previous in range(len(KINDS))
)


def _next_state(kind: int, state: int, *, signs_lead: bool, label: bool) -> int:
    """Return the state of the article once a block has been read as `kind`."""
    if kind in OPENERS:
        return int(signs_lead)
    if kind == B or signs_lead:
        state |= 1
    if kind == X and state < 4 and not label:
        state += 2
    return state


def flag_of(*, signs_lead: bool, label: bool) -> int:
    """Return the number of the table of TARGETS for a block: does it sign the lead, is it the head of a box."""
    return 2 * signs_lead + label


# next state = TARGETS[flag][state][kind]
TARGETS = tuple(
    tuple(
        tuple(_next_state(kind, state, signs_lead=signs_lead, label=label) for kind in range(len(KINDS)))
        for state in range(STATE_COUNT)
    )
    for signs_lead in (False, True)
    for label in (False, True)
)
