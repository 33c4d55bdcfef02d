"""How fast pages are read and placed: python bench/reading.py [SECONDS]

Reads the sample pages over and over, then pages made of them that are 2, 4, 8 … times as long, and prints megabytes of
UTF-8 text a second on one core, on average and in the best of many rounds: on a machine that others use too, the best
says more. The second table shows whether time grows with the length of a page.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from articles.dump.decode import decode_dump
from articles.dump.page import parse_page
from articles.ingest.reading import place_articles

HOME = "430000"


def rate(work: Callable[[], object], size: int, seconds: float) -> tuple[float, float]:
    """Megabytes a second of `work`, which handles `size` bytes, after one call to warm up: on average, and at best."""
    work()
    times: list[float] = []
    while sum(times) < seconds:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return size * len(times) / sum(times) / 1e6, size / min(times) / 1e6


def main(seconds: float) -> None:
    texts = [decode_dump(path.read_bytes()).text for path in sorted((PROJECT / "samples").glob("*.txt"))]
    raws = [text.encode() for text in texts]
    size = sum(map(len, raws))
    pages = [parse_page(raw) for raw in raws]
    print(f"{len(raws)} sample pages, {size / 1e3:.0f} kB, {sum(len(page.articles) for page in pages)} articles")
    for name, work in (
        ("parse_page", lambda: [parse_page(raw) for raw in raws]),
        ("resolve_places", lambda: [place_articles(page.articles, HOME, None) for page in pages]),
    ):
        average, best = rate(work, size, seconds)
        print(f"{name:14} {average:7.2f} MB/s on average, {best:.2f} at best")
    print("\nlength of one page, kB   parse_page, MB/s at best")
    for times in (1, 2, 4, 8, 16):
        raw = "\n\n".join(texts * times).encode()
        print(f"{len(raw) / 1e3:22.0f}   {rate(lambda raw=raw: parse_page(raw), len(raw), seconds)[1]:16.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
