"""How fast pages are read and placed: python bench/reading.py [SECONDS]

Reads the sample pages over and over, then pages made of them that are 2, 4, 8 … times as long, and prints megabytes of
UTF-8 text a second on one core. The second table shows whether time grows with the length of a page.
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


def rate(work: Callable[[], object], size: int, seconds: float) -> float:
    """Megabytes a second of `work`, which handles `size` bytes, after one call to warm up."""
    work()
    runs, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        work()
        runs += 1
    return size * runs / spent / 1e6


def main(seconds: float) -> None:
    texts = [decode_dump(path.read_bytes()).text for path in sorted((PROJECT / "samples").glob("*.txt"))]
    raws = [text.encode() for text in texts]
    size = sum(map(len, raws))
    pages = [parse_page(raw) for raw in raws]
    print(f"{len(raws)} sample pages, {size / 1e3:.0f} kB, {sum(len(page.articles) for page in pages)} articles")
    print(f"parse_page      {rate(lambda: [parse_page(raw) for raw in raws], size, seconds):7.2f} MB/s")
    placed = rate(lambda: [place_articles(page.articles, HOME, None) for page in pages], size, seconds)
    print(f"resolve_places  {placed:7.2f} MB/s")
    print("\nlength of one page, kB   parse_page, MB/s")
    for times in (1, 2, 4, 8, 16):
        raw = "\n\n".join(texts * times).encode()
        print(f"{len(raw) / 1e3:22.0f}   {rate(lambda raw=raw: parse_page(raw), len(raw), seconds):16.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
