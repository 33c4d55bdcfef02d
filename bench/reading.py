"""How fast pages are read and placed: python bench/reading.py [SECONDS]

Reads the sample pages, the marked pages of training/pages/ set down as dumps, and these with longer paragraphs, each
set over and over, and prints megabytes of UTF-8 text a second of one core's time, on average and in the best of many
rounds: on a machine that others use too, the best says more. At first sight: before each round is forgotten what was
found out about single lines, so that pages are read as if none had been seen before. The last table shows whether time
grows with the length of a page.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from articles.dump import byline, dateline, evidence, furniture, lexicon, names
from articles.dump.damage import find_reader
from articles.dump.decode import decode_dump
from articles.dump.kinds import LineKind
from articles.dump.lines import split_lines
from articles.dump.page import parse_page, see_lines
from articles.ingest.reading import place_articles
from training.examples import MARKED
from training.marked import Marked, read_marked, set_down

HOME = "430000"
# Every fifth of the marked pages is read; where paragraphs are long, so many are put together to one.
EVERY, JOINED = 5, 4
_REMEMBER = [
    function
    for module in (byline, dateline, evidence, furniture, lexicon, names)
    for name, function in vars(module).items()
    if hasattr(function, "cache_clear") and name != "load_lexicon"
]


def rate(
    work: Callable[[], object], size: int, seconds: float, prepare: Callable[[], None] | None = None
) -> tuple[float, float]:
    """Megabytes a second of `work`, which handles `size` bytes, after one call to warm up: on average, and at best."""
    work()
    times: list[float] = []
    while sum(times) < seconds:
        if prepare is not None:
            prepare()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return size * len(times) / sum(times) / 1e6, size / min(times) / 1e6


def forget() -> None:
    """Forget what was found out about single lines and words."""
    for function in _REMEMBER:
        function.cache_clear()


def set_down_marked(join: int) -> list[str]:
    """Return the marked pages as dumps, so many of their paragraphs put together to one."""
    texts = []
    for path in sorted(MARKED.rglob("*.txt"))[::EVERY]:
        lines: list[Marked] = []
        joined = 0
        for line in read_marked(path):
            joined = joined + 1 if line.kind is LineKind.PARAGRAPH else 0
            if joined > 1 and joined % join != 1 % join:
                lines[-1] = replace(lines[-1], text=lines[-1].text + line.text)
            else:
                lines.append(line)
        texts.append(set_down(tuple(lines), f"{path.parent.name}/{path.stem}").text)
    return texts


def count_blocks(text: str) -> int:
    lines = split_lines(text)
    return len(see_lines(lines, find_reader(lines)).blocks)


def main(seconds: float) -> None:
    samples = [decode_dump(path.read_bytes()).text for path in sorted((PROJECT / "samples").glob("*.txt"))]
    print("parse_page                      kB   bytes a block   MB/s on average   at best   at first sight, at best")
    for name, texts in (
        ("samples", samples),
        ("marked pages", set_down_marked(1)),
        ("with long paragraphs", set_down_marked(JOINED)),
    ):
        raws = [text.encode() for text in texts]
        size = sum(map(len, raws))
        blocks = sum(map(count_blocks, texts))

        def read(raws: list[bytes] = raws) -> None:
            for raw in raws:
                parse_page(raw)

        average, best = rate(read, size, seconds)
        first = rate(read, size, seconds, forget)[1]
        print(f"{name:20} {size / 1e3:13.0f} {size / blocks:15.0f} {average:17.2f} {best:9.2f} {first:25.2f}")
    raws = [text.encode() for text in samples]
    pages = [parse_page(raw) for raw in raws]
    average, best = rate(
        lambda: [place_articles(page.articles, HOME, None) for page in pages], sum(map(len, raws)), seconds
    )
    print(f"\nresolve_places, samples: {average:.2f} MB/s on average, {best:.2f} at best")
    print("\nlength of one page, kB   parse_page, MB/s at best")
    for times in (1, 2, 4, 8, 16):
        raw = "\n\n".join(samples * times).encode()
        print(f"{len(raw) / 1e3:22.0f}   {rate(lambda raw=raw: parse_page(raw), len(raw), seconds)[1]:16.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
