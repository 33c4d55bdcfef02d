"""A Whoosh index whose segments are arrays: its writer, and what keeps the number of segments small.

Whoosh's table of contents, lock and removal of old files are used as they are. A state of the index is one table of
contents; it is replaced in one step, and a writer that is killed leaves the state before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, LockError, clean_files
from whoosh.util.filelock import try_for
from whoosh.writing import IndexingError, IndexWriter

from articles.search.whoosh.build import BYTES_PER_OCCURRENCE, SegmentBuilder
from articles.search.whoosh.merge import Source, merge_segments, plan_merges
from articles.search.whoosh.parallel import Documents, build_shares
from articles.search.whoosh.segment import ArraySegment, open_segment

# What collected documents and a merge may take.
MEMORY_MB = 512
# Merges of more documents than this are left to the background (background.py): a commit of one article is quick.
COMMIT_MERGE_DOCS = 1_000


class ArrayIndex(FileIndex):
    """Whoosh's index in a folder, with a writer of arrays."""

    def writer(self, procs=1, **kwargs):
        """Return the writer; there is one at a time. Raises LockError where another writes."""
        return ArrayWriter(self, **kwargs)


class ArrayWriter(IndexWriter):
    """Adds and deletes documents; readers see all of it after `commit`, and nothing after `cancel`."""

    def __init__(self, index: ArrayIndex, timeout: float = 0.0, delay: float = 0.05, memory_mb: int = MEMORY_MB):
        self._lock = index.lock("WRITELOCK")
        if not try_for(self._lock.acquire, timeout=timeout, delay=delay):
            raise LockError
        toc = index._read_toc()
        self.storage, self.indexname = index.storage, index.indexname
        self.schema, self.segments, self.generation = toc.schema, toc.segments, toc.generation + 1
        self._folder = Path(index.storage.folder)
        self._memory_mb = memory_mb
        self._builder = SegmentBuilder(self.schema)
        self._written: list[ArraySegment] = []
        self.is_closed = False

    def add_document(self, **fields: Any) -> None:
        """Add a document; nobody finds it before `commit`."""
        self._check_open()
        self._builder.add(fields)
        if self._builder.occurrences * BYTES_PER_OCCURRENCE > self._memory_mb << 20:
            self._flush()

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document that was committed before, by its number in `reader`."""
        self._check_open()
        for segment in self.segments:
            if docnum < segment.doc_count_all():
                segment.delete_document(docnum, delete)
                return
            docnum -= segment.doc_count_all()
        raise IndexingError(f"No document {docnum} in this index.")

    def delete_values(self, field: str, texts: Iterable[bytes]) -> int:
        """Delete the documents committed before that have one of these terms; return how many there were."""
        self._check_open()
        before = sum(segment.deleted_count() for segment in self.segments)
        texts = list(texts)
        for segment in self.segments:
            arrays = open_segment(segment.path(self._folder))
            for text in texts:
                found = arrays.find(field, text)
                if found is not None:
                    segment.delete_documents(found[0].ids(found[1]).tolist())
        return sum(segment.deleted_count() for segment in self.segments) - before

    def delete_all(self) -> None:
        """Delete every document committed before."""
        self._check_open()
        for segment in self.segments:
            segment.delete_documents(range(segment.doc_count_all()))

    def is_deleted(self, docnum: int) -> bool:
        """True for a document deleted before or by this writer."""
        for segment in self.segments:
            if docnum < segment.doc_count_all():
                return segment.is_deleted(docnum)
            docnum -= segment.doc_count_all()
        return False

    def reader(self, reuse=None):
        """Return a reader of what was committed before, with this writer's deletions."""
        self._check_open()
        return FileIndex._reader(self.storage, self.schema, self.segments, self.generation, reuse=reuse)

    def add_shares(self, documents: Documents, shares: Sequence, processes: Executor | None) -> Iterator[int]:
        """Add the documents of each share, built by `processes`; yield how many there are so far."""
        self._check_open()
        self._flush()
        built: dict[int, list[ArraySegment]] = {}
        rest = (self._folder, self.indexname, self.schema, self._memory_mb)
        for number, segments in build_shares(processes, documents, shares, *rest):
            built[number] = segments
            yield sum(segment.doc_count_all() for own in built.values() for segment in own)
        # In the order of the shares, whichever was done first.
        self._written += [segment for number in sorted(built) for segment in built[number]]

    def commit(self, merge: bool = True, optimize: bool = False, processes: Executor | None = None) -> None:
        """Make everything visible in one step. `optimize` merges all segments into one; `merge` only small ones."""
        self._check_open()
        try:
            self._flush()
            segments = [segment for segment in self.segments + self._written if segment.doc_count()]
            if optimize and (len(segments) > 1 or any(segment.has_deletions() for segment in segments)):
                segments = self._merge(segments, lambda _sizes: [list(range(len(segments)))], processes)
            elif merge:
                segments = self._merge(segments, _small_merges)
            TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        except BaseException:
            self.cancel()
            raise
        clean_files(self.storage, self.indexname, self.generation, segments)
        self._close()

    def cancel(self) -> None:
        """Forget everything that was added and deleted."""
        if self.is_closed:
            return
        for segment in self._written:
            segment.path(self._folder).unlink(missing_ok=True)
        self._close()

    def _flush(self) -> None:
        """Write what was collected as a segment."""
        if len(self._builder):
            builder, self._builder = self._builder, SegmentBuilder(self.schema)
            segment = ArraySegment(self.indexname)
            segment.set_doc_count(len(builder))
            builder.write(segment.path(self._folder))
            self._written.append(segment)

    def _merge(
        self, segments: list[ArraySegment], plan: Callable, processes: Executor | None = None
    ) -> list[ArraySegment]:
        """The segments after the merges of a plan; a merged one stands where the first of its sources stood."""
        result: list[ArraySegment | None] = list(segments)
        for group in plan([(segment.doc_count_all(), segment.deleted_count()) for segment in segments]):
            merged = ArraySegment(self.indexname)
            sources = [self._source(segments[number]) for number in group]
            path = merged.path(self._folder)
            merged.set_doc_count(merge_segments(sources, path, self.schema, self._memory_mb, processes))
            self._written.append(merged)
            for number in group:
                result[number] = None
            result[group[0]] = merged
        return [segment for segment in result if segment is not None and segment.doc_count_all()]

    def _source(self, segment: ArraySegment) -> Source:
        return Source(open_segment(segment.path(self._folder)), frozenset(segment.deleted_docs()))

    def _check_open(self) -> None:
        if self.is_closed:
            raise IndexingError("This writer is closed.")

    def _close(self) -> None:
        self.is_closed = True
        self._lock.release()


def create_index(storage, schema, indexname: str = "MAIN") -> ArrayIndex:
    """Return a new, empty index in Whoosh's storage."""
    TOC.create(storage, schema, indexname)
    return ArrayIndex(storage, schema, indexname)


def _small_merges(sizes: list[tuple[int, int]]) -> list[list[int]]:
    return [group for group in plan_merges(sizes) if sum(sizes[number][0] for number in group) <= COMMIT_MERGE_DOCS]
