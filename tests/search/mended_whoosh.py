"""Three matchers of Whoosh 2.7.4 without their faults, so that they can be compared with."""

from whoosh.matching import AndNotMatcher, DisjunctionMaxMatcher, InverseMatcher


class MendedAndNotMatcher(AndNotMatcher):
    """Whoosh's own keeps an excluded document where it is the first, and reads beyond the end of its list."""

    def _find_first(self):
        self._find_next()

    def _find_next(self):
        return super()._find_next() if self.a.is_active() else None


class MendedDisjunctionMaxMatcher(DisjunctionMaxMatcher):
    """Whoosh's own takes the best of two scores even where they are of two documents."""

    def score(self):
        here = [side.score() for side in (self.a, self.b) if side.is_active() and side.id() == self.id()]
        return max(here)


class MendedInverseMatcher(InverseMatcher):
    """Whoosh's own gives deleted documents once the documents that it leaves out are used up."""

    def _find_next(self):
        while self._id < self.limit:
            if self.child.is_active() and self.child.id() < self._id:
                self.child.skip_to(self._id)
            excluded = self.child.is_active() and self.child.id() == self._id
            if not excluded and not self.missing(self._id):
                return
            self._id += 1


MENDED = {
    "AndNotMatcher": MendedAndNotMatcher,
    "DisjunctionMaxMatcher": MendedDisjunctionMaxMatcher,
    "InverseMatcher": MendedInverseMatcher,
}
