"""How fast the search is, beside others: python -m bench.search [ARTICLES…]

Builds an index of the invented corpus with each engine and asks each the same queries: the first ten hits, the exact
count, and the counts by region and year. Each engine builds and answers in processes of its own. Prints tables in
Markdown.
"""

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 5


def main(sizes: list[int]) -> None:
    """Measure, and print the tables."""
    print(machine())
    for size in sizes:
        results = {}
        for name in engine_names():
            folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
            try:
                built = in_a_process("build", name, size, folder / "index")
                results[name] = built | in_a_process("query", name, size, folder / "index")
            finally:
                shutil.rmtree(folder)
        print_tables(size, results)


def machine() -> str:
    """Return what the figures were measured on."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def engine_names() -> list[str]:
    """Return the engines that are installed."""
    names = ["this engine", "SQLite FTS5"]
    try:
        import tantivy  # noqa: F401
    except ImportError:
        print("tantivy is not installed (bench/requirements.txt): left out")
        return names
    return ["this engine", "tantivy 0.27", "SQLite FTS5"]


def in_a_process(step: str, engine: str, size: int, folder: Path) -> dict:
    """Return what one step of one engine gave, done in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.search", step, engine, str(size), str(folder)]
    done = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def build(engine, size: int, folder: Path) -> dict:
    """Return how long building took, without the time that making up the articles takes, and how large the index is."""
    from articles.search.whoosh.schema import PART_WEIGHTS
    from bench.search.corpus import generate

    start, count = processor_time(), min(size, 2_000)
    text = sum(len(article[part].encode()) for article in generate(0, count) for part in PART_WEIGHTS) / count
    making = (processor_time() - start) / count * size
    start = processor_time()
    engine.build(folder, size)
    spent = processor_time() - start - making
    index = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"rate": size / spent, "share": index / (text * size), "build_mb": building_mb(engine.processes)}


def query(engine, folder: Path) -> dict:
    """Return the times of each query: the first in this process, and the median of those after it."""
    from bench.search.queries import queries

    asked = queries()
    start = time.perf_counter()
    ask = engine.open(folder)
    ask(asked[0][2])
    first_query = time.perf_counter() - start
    first, warm, totals = {}, {}, {}
    for number, (_name, text, node) in enumerate(asked):
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            totals[text] = ask(node)
            times.append((time.perf_counter() - begun) * 1000)
        warm[text] = statistics.median(times[1:])
        if number:
            first[text] = times[0]
    return {
        "first_query": first_query * 1000, "first": first, "warm": warm, "totals": totals, "search_mb": memory_mb(),
    }  # fmt: skip


def memory_mb() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processor_time() -> float:
    """Return the seconds of a processor that this process and those that it started and that ended have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def building_mb(processes: int) -> float:
    """Return what building took at most: by this process, and by those that it started, each counted as the largest."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return memory_mb() + (processes * others if processes > 1 else 0)


def quantile(values, share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def print_tables(size: int, results: dict[str, dict]) -> None:
    """Print the figures of one size."""
    from bench.search.queries import queries

    print(f"\n### {size:,} articles\n")
    rows = {
        "p50 of all queries, ms": lambda result: f"{quantile(result['warm'].values(), 0.5):.2f}",
        "p95 of all queries, ms": lambda result: f"{quantile(result['warm'].values(), 0.95):.2f}",
        "p50 asked for the first time, ms": lambda result: f"{quantile(result['first'].values(), 0.5):.2f}",
        "p95 asked for the first time, ms": lambda result: f"{quantile(result['first'].values(), 0.95):.2f}",
        "opening and first query of a process, ms": lambda result: f"{result['first_query']:.0f}",
        "memory of a searching process, MB": lambda result: f"{result['search_mb']:.0f}",
        "index against text": lambda result: f"{result['share']:.2f}",
        "articles indexed a second of one core": lambda result: f"{result['rate']:.0f}",
        "memory while indexing, MB": lambda result: f"{result['build_mb']:.0f}",
    }
    print("| | " + " | ".join(results) + " |\n|---|" + "---|" * len(results))
    for title, show in rows.items():
        print(f"| {title} | " + " | ".join(show(result) for result in results.values()) + " |")
    print("\n| p50 by class, ms | " + " | ".join(results) + " |\n|---|" + "---|" * len(results))
    classes: dict[str, list[str]] = {}
    for name, text, _node in queries():
        classes.setdefault(name, []).append(text)
    for name, texts in classes.items():
        figures = [statistics.median(result["warm"][text] for text in texts) for result in results.values()]
        print(f"| {name} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] in {"build", "query"}:
        import django

        django.setup()
        from bench.search.engines import ENGINES

        step, name, size, folder = arguments
        engine = ENGINES[name]()
        print(json.dumps(build(engine, int(size), Path(folder)) if step == "build" else query(engine, Path(folder))))
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
        os.environ.setdefault("SECRET_KEY", "only-for-measuring")
        os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="bench-search-var-"))
        import django

        django.setup()
        main([int(size) for size in arguments] or [10_000, 100_000])
