"""A process that searches again and again while others write. It checks that every state it sees is a whole one."""

import sys
import time
from collections import Counter
from pathlib import Path


def search_until(root: Path, stop_file: Path) -> Counter:
    """Search the index in `root` until `stop_file` appears; return how often which batch was seen.

    Every document of a state carries the same batch number, and there are always as many documents.
    """
    from articles.search.query import Phrase
    from articles.search.request import Sort
    from articles.search.whoosh.compile import compile_query
    from articles.search.whoosh.find import match, order_hits
    from articles.search.whoosh.generations import IndexFolder
    from articles.search.whoosh.snapshots import Snapshot, Snapshots

    def look(snapshot: Snapshot) -> tuple[int, set[str], set[str]]:
        matched = match(snapshot.state, compile_query(Phrase("湘江")))
        hits = order_hits(snapshot.state, matched, Sort.RELEVANCE, 100)
        stored = {snapshot.reader.stored_fields(hit.view.base + hit.number)["stamp"] for hit in hits}
        return len(hits), {hit.stored()["stamp"] for hit in hits}, stored

    snapshots = Snapshots(IndexFolder(root))
    seen: Counter = Counter()
    last = 0
    while not stop_file.exists():
        count, stamps, stored = snapshots.read(look)
        assert count == 20, count
        assert stamps == stored, (stamps, stored)
        assert len(stamps) == 1, stamps
        (stamp,) = stamps
        assert int(stamp) >= last, (stamp, last)
        last = int(stamp)
        seen[last] += 1
    snapshots.close()
    return seen


if __name__ == "__main__":
    import django

    django.setup()
    ready, root, stop_file = map(Path, sys.argv[1:])
    ready.touch()
    started = time.monotonic()
    counts = search_until(root, stop_file)
    print(len(counts), sum(counts.values()), time.monotonic() - started)  # noqa: T201
