"""Finding page dumps in files, folders, zip archives and standard input, within bounds.

Nothing is read until a source is asked for its bytes, so a run can say how much there is before it begins. Each
refusal is a SourceError whose message says what was wrong and what to do.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_ZIP_BYTES = 200 * 1024 * 1024  # unpacked
MAX_ZIP_FILES = 10_000
MAX_ZIP_RATIO = 100  # unpacked size over packed size
# A zip below this size cannot do harm, however well it packs: one short page repeated packs better than 100 to 1.
RATIO_APPLIES_FROM = 1024 * 1024

DUMP_SUFFIXES = frozenset({".txt", ".text"})
# What operating systems leave in folders and archives; never a page.
LITTER_NAMES = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})

UTF8_NAME_FLAG = 0x800
ENCRYPTED_FLAG = 0x1


class SourceError(ValueError):
    """A file, or an archive, that cannot be taken in. `name` says which."""

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """One candidate for a dump: its name, and how to get its bytes (`read` raises SourceError)."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found: dumps to read, files that were left aside, and what was refused."""

    found: tuple[Source, ...]
    passed_over: tuple[str, ...] = ()
    refused: tuple[SourceError, ...] = ()


def find_sources(paths: Iterable[str], stdin: BinaryIO | None = None) -> Sources:
    """All dumps under `paths`, in the order given; folders are walked in the order of their names.

    A path may be a file, a folder, a zip archive or `-` for standard input. Of folders and archives only .txt files are
    dumps and the rest is passed over (and reported); a file named by itself is always tried.
    """
    found: list[Source] = []
    passed_over: list[str] = []
    refused: list[SourceError] = []
    for path in paths:
        if path == "-":
            found.append(Source("stdin.txt", lambda: _read_bounded(stdin, "stdin.txt")))
            continue
        for file, named in _walk(Path(path)):
            if not file.exists():
                refused.append(SourceError(path, _("There is no such file or folder. Check the path.")))
            elif file.suffix.lower() == ".zip":
                _add_zip(file.name, file, found, passed_over, refused)
            elif named or file.suffix.lower() in DUMP_SUFFIXES:
                found.append(Source(file.name, lambda file=file: _read_file(file)))
            else:
                passed_over.append(str(file))
    return Sources(tuple(found), tuple(passed_over), tuple(refused))


def find_uploads(files: Iterable) -> Sources:
    """All dumps in uploaded files: each a text file or a zip archive."""
    found: list[Source] = []
    passed_over: list[str] = []
    refused: list[SourceError] = []
    for file in files:
        if PurePosixPath(file.name).suffix.lower() == ".zip":
            _add_zip(file.name, file, found, passed_over, refused)
        else:
            found.append(Source(file.name, lambda file=file: _read_upload(file)))
    return Sources(tuple(found), tuple(passed_over), tuple(refused))


def _walk(path: Path) -> Iterable[tuple[Path, bool]]:
    """Files under a path, and whether each was named by itself."""
    if not path.is_dir():
        yield path, True
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not _is_litter(file.relative_to(path).parts):
            yield file, False


def _is_litter(parts: Iterable[str]) -> bool:
    return any(part in LITTER_NAMES or part.startswith(".") for part in parts)


def _read_file(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return _read_bounded(stream, file.name)
    except OSError as error:
        raise SourceError(file.name, _("It cannot be read: %(reason)s") % {"reason": error.strerror}) from error


def _read_upload(file) -> bytes:
    file.seek(0)
    return _read_bounded(file, file.name)


def _read_bounded(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise SourceError(
            name,
            _("It is larger than %(limit)d MB. A dump holds the text of one page: split the file.")
            % {"limit": MAX_FILE_BYTES // 1024 // 1024},
        )
    return data


def _add_zip(
    name: str, file: Path | BinaryIO, found: list[Source], passed_over: list[str], refused: list[SourceError]
) -> None:
    try:
        members = _list_zip(name, file)
    except SourceError as error:
        refused.append(error)
        return
    for member in members:
        parts = PurePosixPath(member.name).parts
        if _is_litter(parts):
            continue
        if PurePosixPath(member.name).suffix.lower() in DUMP_SUFFIXES:
            found.append(Source(parts[-1], member.read))
        else:
            passed_over.append(f"{name}/{member.name}")


def _list_zip(name: str, file: Path | BinaryIO) -> list[Source]:
    """The files in an archive, once the archive as a whole has been found harmless."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceError(name, _("It is not a readable zip archive. Pack it again.")) from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check_zip(name, infos)
    return [
        Source(_member_name(info), lambda info=info: _read_member(archive, info, f"{name}/{_member_name(info)}"))
        for info in infos
    ]


def _check_zip(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Raise SourceError unless all bounds hold. Sizes are the archive's own claims; reading checks them again."""
    if len(infos) > MAX_ZIP_FILES:
        raise SourceError(
            name,
            _("It holds %(count)d files; at most %(limit)d are taken at a time. Split the archive.")
            % {"count": len(infos), "limit": MAX_ZIP_FILES},
        )
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > MAX_ZIP_BYTES:
        raise SourceError(
            name,
            _("It unpacks to %(size)d MB; at most %(limit)d MB are taken at a time. Split the archive.")
            % {"size": unpacked // 1024 // 1024, "limit": MAX_ZIP_BYTES // 1024 // 1024},
        )
    if unpacked > RATIO_APPLIES_FROM and unpacked > MAX_ZIP_RATIO * max(packed, 1):
        raise SourceError(
            name,
            _("It unpacks to more than %(limit)d times its size, which text never does. It is not taken.")
            % {"limit": MAX_ZIP_RATIO},
        )
    for info in infos:
        member = _member_name(info)
        path = PurePosixPath(member.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in member:
            raise SourceError(
                name, _("It holds a path that leads outside of it (%(path)s). Pack it again.") % {"path": member}
            )
        if stat.S_ISLNK(info.external_attr >> 16):
            raise SourceError(name, _("It holds a symbolic link (%(path)s). Pack it again.") % {"path": member})
        if info.flag_bits & ENCRYPTED_FLAG:
            raise SourceError(name, _("It is protected by a password. Pack it again without one."))


def _member_name(info: zipfile.ZipInfo) -> str:
    """A member's name. Archives made on Chinese Windows hold GBK names that zipfile reads as code page 437."""
    if info.flag_bits & UTF8_NAME_FLAG:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(info) as stream:
            data = _read_bounded(stream, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise SourceError(name, _("It is damaged inside its archive. Pack it again.")) from error
    if len(data) > info.file_size:
        raise SourceError(name, _("It is larger than its archive says. It is not taken."))
    return data


def source_of(name: str, raw: bytes) -> Source:
    """A source for bytes that are at hand."""
    return Source(name, io.BytesIO(raw).getvalue)
