"""How far a long command is: a bar on a terminal, now and then a plain line elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

# Seconds between two lines where there is no terminal.
LINE_INTERVAL = 5.0


@contextmanager
def report_progress(stream, unit: str, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be called with how many units are done and how many there are. Nothing is shown if `quiet`."""
    if quiet:
        yield lambda done, total: None
    elif stream.isatty():
        with tqdm(unit=f" {unit}", file=stream) as bar:

            def move(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            yield move
    else:
        last = time.monotonic()

        def line(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= LINE_INTERVAL:
                last = time.monotonic()
                stream.write(f"{done} of {total} {unit}\n")

        yield line
