"""Merging beside searches and writes: the lock is held for the moment of the exchange, not for the work.

1. without the lock: what to merge is planned, and the new segment's file written under a name that commits leave
alone 2. with the lock: if the old segments are still there, what was deleted in them meanwhile is deleted in the
new one, and it
   takes their place
"""

from pathlib import Path

from whoosh.index import TOC, clean_files

from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.index import MEMORY_MB
from articles.search.whoosh.merge import Source, merge_segments, plan_merges, renumber
from articles.search.whoosh.segment import ArraySegment, open_segment

# Whoosh's removal of old files looks at names that begin with the index's.
_BUILDING = "building_"


def merge_once(folder: IndexFolder, lock_timeout: float) -> bool:
    """Do the first merge that is planned for the current generation; return whether there was one.

    Raises IndexLockedError: another process merges, or writes for too long.
    """
    with folder.merging():
        generation = folder.current()
        for leftover in generation.glob(f"{_BUILDING}*"):
            leftover.unlink()
        index = folder.open_index(generation)
        segments = index._segments()
        plans = plan_merges([(segment.doc_count_all(), segment.deleted_count()) for segment in segments])
        if not plans:
            return False
        chosen = [segments[number] for number in plans[0]]
        sources = [
            Source(open_segment(segment.path(generation)), frozenset(segment.deleted_docs())) for segment in chosen
        ]
        merged = ArraySegment(index.indexname)
        building = generation / f"{_BUILDING}{merged.segment_id()}.arr"
        merged.set_doc_count(merge_segments(sources, building, index.schema, MEMORY_MB))
        with folder.writing(lock_timeout):
            if not _exchange(index, generation, chosen, sources, merged, building):
                building.unlink()
        return True


def _exchange(index, generation: Path, chosen, sources, merged: ArraySegment, building: Path) -> bool:
    """Put the merged segment in the place of its sources; False where they are not there any more."""
    toc = index._read_toc()
    now = {segment.segment_id(): segment for segment in toc.segments}
    if not all(segment.segment_id() in now for segment in chosen):
        return False
    renumbered, _total = renumber(sources)
    for segment, source, numbers in zip(chosen, sources, renumbered, strict=True):
        for number in set(now[segment.segment_id()].deleted_docs()) - source.deleted:
            merged.delete_document(int(numbers[number]))
    gone = {segment.segment_id() for segment in chosen}
    first = min(place for place, segment in enumerate(toc.segments) if segment.segment_id() in gone)
    segments = list(toc.segments[:first])
    if merged.doc_count_all():
        building.rename(merged.path(generation))
        segments.append(merged)
    else:
        building.unlink()
    segments += [segment for segment in toc.segments[first:] if segment.segment_id() not in gone]
    TOC(toc.schema, segments, toc.generation + 1).write(index.storage, index.indexname)
    clean_files(index.storage, index.indexname, toc.generation + 1, segments)
    return True
