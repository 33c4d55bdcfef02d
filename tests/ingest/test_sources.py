"""Finding dumps: what is taken, what is passed over, what is refused and in which words."""

import io
import random
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.ingest import sources
from articles.ingest.sources import SourceError, find_sources, find_uploads

pytestmark = pytest.mark.usefixtures("in_english")

PAGE = "甲村修好新水渠\n\n甲村的水渠昨天修好。\n"


def make_zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def zip_with_gbk_name(name: str, data: bytes) -> bytes:
    """A zip archive whose one member's name is stored in GBK without the UTF-8 flag."""
    raw_name = name.encode("gbk")
    placeholder = "x" * len(raw_name)
    packed = make_zip({placeholder: data})
    return packed.replace(placeholder.encode(), raw_name)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def read_all(found) -> dict[str, bytes]:
    return {source.name: source.read() for source in found.found}


def reason(found) -> str:
    [error] = found.refused
    return str(error)


def test_a_file_a_folder_and_standard_input(tmp_path):
    (tmp_path / "one.dump").write_bytes(b"one")
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"b")
    (folder / "deep" / "a.TXT").write_bytes(b"a")
    (folder / "photo.jpg").write_bytes(b"jpg")
    (folder / ".hidden.txt").write_bytes(b"no")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "b.txt").write_bytes(b"no")
    found = find_sources([str(tmp_path / "one.dump"), str(folder), "-"], io.BytesIO(b"typed"))
    assert read_all(found) == {"one.dump": b"one", "b.txt": b"b", "a.TXT": b"a", "stdin.txt": b"typed"}
    assert found.passed_over == (str(folder / "photo.jpg"),)
    assert found.refused == ()


def test_a_path_that_is_not_there(tmp_path):
    found = find_sources([str(tmp_path / "gone.txt")])
    assert found.found == ()
    assert reason(found) == f"{tmp_path / 'gone.txt'}: There is no such file or folder. Check the path."


def test_a_zip_is_unpacked_and_litter_is_left(tmp_path):
    data = make_zip({"2022/a.txt": b"a", "2022/b.pdf": b"b", "__MACOSX/a.txt": b"x", "2022/.DS_Store": b"x"})
    (tmp_path / "pages.zip").write_bytes(data)
    found = find_sources([str(tmp_path / "pages.zip")])
    assert read_all(found) == {"a.txt": b"a"}
    assert found.passed_over == ("pages.zip/2022/b.pdf",)


def test_names_packed_on_chinese_windows_are_read():
    found = find_uploads([upload("pages.zip", zip_with_gbk_name("要闻版.txt", PAGE.encode()))])
    assert read_all(found) == {"要闻版.txt": PAGE.encode()}


def test_uploads_can_be_read_more_than_once():
    found = find_uploads([upload("a.txt", b"text"), upload("b.zip", make_zip({"c.txt": b"packed"}))])
    assert read_all(found) == read_all(found) == {"a.txt": b"text", "c.txt": b"packed"}


@pytest.mark.parametrize("kind", ["file", "upload", "zip"])
def test_a_file_over_the_limit(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 1024 * 1024)
    data = random.Random(0).randbytes(1024 * 1024 + 1)
    if kind == "file":
        (tmp_path / "big.txt").write_bytes(data)
        found = find_sources([str(tmp_path / "big.txt")])
    elif kind == "upload":
        found = find_uploads([upload("big.txt", data)])
    else:
        found = find_uploads([upload("p.zip", make_zip({"big.txt": data}))])
    with pytest.raises(SourceError) as refused:
        found.found[0].read()
    assert refused.value.reason == ("It is larger than 1 MB. A dump holds the text of one page: split the file.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip", "p.zip: It is not a readable zip archive. Pack it again."),
        (
            make_zip({"../evil.txt": b"x"}),
            "p.zip: It holds a path that leads outside of it (../evil.txt). Pack it again.",
        ),
        (
            make_zip({"/etc/evil.txt": b"x"}),
            "p.zip: It holds a path that leads outside of it (/etc/evil.txt). Pack it again.",
        ),
        (
            make_zip({"a/..\\evil.txt": b"x"}),
            "p.zip: It holds a path that leads outside of it (a/..\\evil.txt). Pack it again.",
        ),
        (
            make_zip({"C:evil.txt": b"x"}),
            "p.zip: It holds a path that leads outside of it (C:evil.txt). Pack it again.",
        ),
        (
            make_zip({"bomb.txt": b"0" * 3_000_000}),
            "p.zip: It unpacks to more than 100 times its size, which text never does. It is not taken.",
        ),
    ],
)
def test_archives_that_are_refused_whole(data, said):
    found = find_uploads([upload("p.zip", data)])
    assert (found.found, reason(found)) == ((), said)


def test_too_many_files_and_too_many_bytes(monkeypatch):
    data = make_zip({f"{number}.txt": bytes([number]) * 600_000 for number in range(4)})
    monkeypatch.setattr(sources, "MAX_ZIP_RATIO", 10**9)
    monkeypatch.setattr(sources, "MAX_ZIP_FILES", 3)
    assert reason(find_uploads([upload("p.zip", data)])) == (
        "p.zip: It holds 4 files; at most 3 are taken at a time. Split the archive."
    )
    monkeypatch.setattr(sources, "MAX_ZIP_FILES", 4)
    monkeypatch.setattr(sources, "MAX_ZIP_BYTES", 1024 * 1024)
    assert reason(find_uploads([upload("p.zip", data)])) == (
        "p.zip: It unpacks to 2 MB; at most 1 MB are taken at a time. Split the archive."
    )


def test_a_symbolic_link_and_a_password():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = find_uploads([upload("p.zip", packed.getvalue())])
    assert reason(found) == "p.zip: It holds a symbolic link (link.txt). Pack it again."

    locked = bytearray(make_zip({"a.txt": b"secret"}))
    locked[6] |= 1  # the flag of the local header, and that of the central directory
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    found = find_uploads([upload("p.zip", bytes(locked))])
    assert reason(found) == "p.zip: It is protected by a password. Pack it again without one."


def test_a_damaged_member_is_refused_when_it_is_read():
    data = bytearray(make_zip({"a.txt": PAGE.encode() * 20}))
    data[60] ^= 0xFF
    found = find_uploads([upload("p.zip", bytes(data))])
    with pytest.raises(SourceError) as refused:
        found.found[0].read()
    assert str(refused.value) == "p.zip/a.txt: It is damaged inside its archive. Pack it again."


def test_an_archive_that_lies_about_a_size():
    """The claimed size is in both headers; zipfile itself stops at it, and the check sum then does not fit."""
    data = bytearray(make_zip({"a.txt": PAGE.encode() * 20}))
    claimed = len(PAGE.encode() * 20).to_bytes(4, "little")
    lie = (10).to_bytes(4, "little")
    found = find_uploads([upload("p.zip", bytes(data).replace(claimed, lie))])
    with pytest.raises(SourceError) as refused:
        found.found[0].read()
    assert str(refused.value) == "p.zip/a.txt: It is damaged inside its archive. Pack it again."
