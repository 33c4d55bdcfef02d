"""Files of named arrays, read from a memory map without being decoded.

    offset 0       MAGIC (8 bytes) 8       version, length of the directory, CRC-32 of the directory, unused (4 bytes
    each), offset of the directory (8) 32      the arrays, each begun at a multiple of 8 ...     the directory, JSON:
    {"meta": {...}, "arrays": {name: [dtype, count, offset, CRC-32]}}

All numbers are little-endian. Opening maps the file and reads the directory, nothing else; an array is a view on the
map. A file that is cut off, foreign or of another version is refused when it is opened; `verify` compares every byte of
the arrays with the sums that were written.
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from articles.search.errors import IndexDamagedError, IndexFormatError

MAGIC = b"NEWSIDX\n"
VERSION = 2
_HEADER = struct.Struct("<8s4IQ")
_ALIGNMENT = 8
# Arrays that are written in pieces are kept in memory up to this size, then in a temporary file.
_SPOOL_BYTES = 4 << 20
_REBUILD = "run manage.py rebuild_index"


def narrow(values: np.ndarray) -> np.ndarray:
    """Return whole numbers from 0 up in the narrowest of one, two, four and eight bytes that holds them all."""
    return values.astype(narrowest(int(values.max()) if len(values) else 0), copy=False)


def narrowest(largest: int) -> np.dtype:
    """Return the narrowest unsigned type that holds `largest`."""
    return np.min_scalar_type(largest).newbyteorder("<")


def sizes_between(ends: np.ndarray, before: int = 0) -> np.ndarray:
    """Return how far it is from each of some ascending ends to the next, from `before` to the first (int64)."""
    sizes = ends.astype(np.int64)
    sizes[1:] -= ends[:-1]
    sizes[:1] -= before
    return sizes


def mapped_bytes() -> int:
    """Return how much of files the process has in memory; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[2]) * mmap.PAGESIZE
    except OSError:
        return 0


class ArrayFileWriter:
    """Writes a file of named arrays at `path`, which must not exist; nothing is there to be read before `close`."""

    def __init__(self, path: Path):
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file = self._part.open("xb")
        self._file.write(bytes(_HEADER.size))
        self._directory: dict[str, list] = {}

    def add(self, name: str, array: np.ndarray) -> None:
        """Write one array."""
        data = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))
        self._start(name, data.dtype, len(data))
        self._write(name, data.data if len(data) else b"")

    def add_pieces(self, name: str, pieces: "Pieces") -> None:
        """Write one array that was collected in pieces, and let them go."""
        self._start(name, pieces.dtype, pieces.count)
        for block in pieces.blocks():
            self._write(name, block)

    def add_file(self, file: "ArrayFile") -> None:
        """Write all arrays of another file."""
        for name in file.names():
            dtype, count, data, checksum = file.raw(name)
            self._start(name, dtype, count)
            self._file.write(data)
            self._directory[name][3] = checksum

    def close(self, meta: Mapping[str, Any]) -> None:
        """Write the directory with `meta`, make sure that all is on the disk, and give the file its name."""
        self._pad()
        offset = self._file.tell()
        directory = json.dumps({"meta": meta, "arrays": self._directory}, separators=(",", ":")).encode()
        self._file.write(directory)
        self._file.seek(0)
        self._file.write(_HEADER.pack(MAGIC, VERSION, len(directory), zlib.crc32(directory), 0, offset))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)

    def discard(self) -> None:
        """Take away what was written so far."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _start(self, name: str, dtype: np.dtype, count: int) -> None:
        self._pad()
        self._directory[name] = [dtype.newbyteorder("<").str, count, self._file.tell(), 0]

    def _write(self, name: str, data) -> None:
        self._file.write(data)
        self._directory[name][3] = zlib.crc32(data, self._directory[name][3])

    def _pad(self) -> None:
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))


class Pieces:
    """An array that grows by pieces, all of one type; beyond some size they wait in a temporary file."""

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype).newbyteorder("<")
        self.count = 0
        self._waiting: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def append(self, piece: np.ndarray) -> None:
        """Add a piece at the end."""
        if not len(piece):
            return
        data = piece.astype(self.dtype, copy=False).tobytes()
        self.count += len(piece)
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _SPOOL_BYTES:
            self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115
            self._file.writelines(self._waiting)
            self._waiting, self._size = [], 0

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes of all pieces, in order, once."""
        if self._file is not None:
            self._file.seek(0)
            while block := self._file.read(1 << 20):
                yield block
            self._file.close()
        yield from self._waiting


class ArrayFile:
    """A file of named arrays, open. Any number of threads may read it; it stays readable after it is removed.

    Raises IndexDamagedError for a file that is cut off or whose directory is not as it was written, IndexFormatError
    for one that is no file of arrays or is of another version, FileNotFoundError where there is none.
    """

    def __init__(self, path: Path):
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _HEADER.size:
                raise IndexDamagedError(f"{path} is cut off: {_REBUILD}.")
            self._pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._map = memoryview(self._pages)
        magic, version, length, checksum, _unused, offset = _HEADER.unpack_from(self._map)
        if magic != MAGIC:
            raise IndexFormatError(f"{path} is no index file of this site: {_REBUILD}.")
        if version != VERSION:
            raise IndexFormatError(f"{path} has version {version}, this site reads {VERSION}: {_REBUILD}.")
        directory = self._map[offset : offset + length]
        if len(directory) != length or zlib.crc32(directory) != checksum:
            raise IndexDamagedError(f"{path} is cut off or its directory is damaged: {_REBUILD}.")
        parsed = json.loads(bytes(directory))
        self.meta: dict[str, Any] = parsed["meta"]
        self._directory: dict[str, list] = parsed["arrays"]
        self._views: dict[str, np.ndarray] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> np.ndarray:
        view = self._views.get(name)
        if view is None:
            dtype, count, offset, _checksum = self._directory[name]
            view = self._views[name] = np.frombuffer(self._map, dtype, count, offset)
        return view

    def names(self) -> list[str]:
        """Return the names of all arrays."""
        return list(self._directory)

    def raw(self, name: str) -> tuple[np.dtype, int, memoryview, int]:
        """Return an array's type, its length, its bytes and the sum that they should have."""
        dtype, count, offset, checksum = self._directory[name]
        kind = np.dtype(dtype)
        return kind, count, self._map[offset : offset + count * kind.itemsize], checksum

    def get(self, name: str) -> np.ndarray | None:
        """Return an array; None where there is none of this name."""
        return self[name] if name in self._directory else None

    def release(self) -> None:
        """Give back the memory of what was read; it is read again where it is needed, mostly from the cache."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._pages.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Read all bytes; raise IndexDamagedError if one is not as it was written."""
        for name in self._directory:
            _dtype, _count, data, checksum = self.raw(name)
            if zlib.crc32(data) != checksum:
                raise IndexDamagedError(f"{self.path}: {name} is damaged: {_REBUILD}.")
