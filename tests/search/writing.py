"""A process that writes again and again until it is killed."""

import sys
from pathlib import Path

TEXT = "湘江的水，沅江的水，资江的水，澧水的水。" * 3


def write_batch(folder, generation: Path, batch: int) -> None:
    """Put twenty documents in the place of all there are, as one commit."""
    from articles.search.whoosh.schema import characters_field
    from articles.search.whoosh.writer import GenerationWriter

    with GenerationWriter(folder, generation) as writer:
        writer.delete_all()
        for number in range(20):
            writer.add({
                "django_id": [str(number)], "rank": [number], "stamp": str(batch),
                "text": TEXT, characters_field("text"): TEXT,
            })  # fmt: skip


def write_for_ever(ready: Path, root: Path) -> None:
    """Write batch after batch into the current generation, and now and then a new generation."""
    from articles.search.whoosh.generations import IndexFolder

    folder = IndexFolder(root)
    batch = 1
    while True:
        with folder.writing(timeout=5):
            if batch % 5:
                write_batch(folder, folder.current(), batch)
            else:
                generation = folder.create_generation()
                write_batch(folder, generation, batch)
                folder.switch_to(generation)
                folder.remove_unused()
        ready.touch()
        batch += 1


if __name__ == "__main__":
    import django

    django.setup()
    write_for_ever(Path(sys.argv[1]), Path(sys.argv[2]))
