"""A folder as Hugging Face's `datasets.load_dataset` reads it: Parquet files, and a card that tells what is in them.

The two texts are a column `translation`, an object with `ko` and `en`; the other columns stay as they are. Where the
corpus has a column `split`, each of its values is a file: `dev` becomes the split `validation`, as is usual there, and
the column keeps the name that it had; without one, all is `train`. The licence is left to whoever publishes the data.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from align import records
from align.corpus import typed
from align.errors import InputError, OutputError
from align.formats.tables import TRANSLATION
from align.formats.tables import read as read_table
from align.options import FormatOptions
from align.records import Table, Write

_MOST_SPLITS = 64
_USUAL = {"dev": "validation", "valid": "validation", "val": "validation"}
_SUFFIXES = (".parquet", ".jsonl", ".jsonl.gz", ".csv", ".tsv")
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"),
          (10**8, "10M<n<100M"), (10**9, "100M<n<1B"))  # fmt: skip
_CARD = """---
language:
- {source}
- {target}
task_categories:
- translation
size_categories:
- {size}
# license: name it here, and below
configs:
- config_name: default
  data_files:
{files}---

# {name}

Korean-English sentence pairs, aligned by hanalign{signature}.

| split | rows |
|---|---|
{counts}
Each row has a `translation` with `ko` and `en`; its other columns: {columns}.

## Licence

To be named by whoever publishes this data.
"""


@contextmanager
def write(
    path: str | Path, columns: tuple[str, ...], options: FormatOptions
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a folder for writing that appears whole or not at all.

    Raises OutputError where there is one that isn't empty, OptionError without pyarrow, and as `records.writing`.
    """
    target = Path(path).resolve()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(f"{path}: is there already; name a folder that isn't, or an empty one")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no directory {target.parent}; make it first")
    if TRANSLATION in columns:
        raise OutputError(f"{path}: column {TRANSLATION} is in the way of the pairs; give it another name")
    try:
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}); choose another place") from error
    try:
        (beside / "data").mkdir()
        with ExitStack() as stack:
            splits = _Splits(beside / "data", columns, stack)
            yield splits.add
            if not splits.counts:
                splits.open("train")
        (beside / "README.md").write_text(_card(target.name, splits, options), "utf-8")
        os.chmod(beside, 0o755)
        os.replace(beside, target)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            raise OutputError(f"{path}: writing failed ({error.strerror}); nothing was written") from error
        raise


class _Splits:
    """The files of the splits, opened as they come."""

    def __init__(self, folder: Path, columns: tuple[str, ...], stack: ExitStack) -> None:
        self.folder = folder
        self.columns = tuple(TRANSLATION if column == "ko" else column for column in columns if column != "en")
        self.stack = stack
        self.writers: dict[str, Write] = {}
        self.counts = Counter[str]()

    def open(self, split: str) -> Write:
        if len(self.writers) >= _MOST_SPLITS:
            raise OutputError(
                f"column split has more than {_MOST_SPLITS} values, {split} among them; is it another thing?"
            )
        path = self.folder / f"{split}.parquet"
        self.writers[split] = self.stack.enter_context(records.writing(path, self.columns))
        self.counts[split] += 0
        return self.writers[split]

    def add(self, record: Mapping[str, object]) -> None:
        split = _split(record)
        write = self.writers.get(split) or self.open(split)
        self.counts[split] += 1
        place = f"row {sum(self.counts.values()):,}"
        write(typed(record, place) | {TRANSLATION: {"ko": record.get("ko") or "", "en": record.get("en") or ""}})


def _split(record: Mapping[str, object]) -> str:
    if "split" not in record:
        return "train"
    name = re.sub(r"\W+", "_", str(record["split"] or "")).strip("_").lower()
    return _USUAL.get(name, name) or "unassigned"


def _card(name: str, splits: _Splits, options: FormatOptions) -> str:
    rows = sum(splits.counts.values())
    names = sorted(splits.counts, key=lambda split: (split != "train", split))
    return _CARD.format(
        name=name,
        signature=f" (`{' '.join(options.signature.split())}`)" if options.signature else "",
        source=options.source_lang.split("-")[0],
        target=options.target_lang.split("-")[0],
        size=next((size for limit, size in _SIZES if rows < limit), "n>1B"),
        files="".join(f"  - split: {split}\n    path: data/{split}.parquet\n" for split in names),
        counts="".join(f"| {split} | {splits.counts[split]:,} |\n" for split in names),
        columns=", ".join(f"`{column}`" for column in splits.columns if column != TRANSLATION) or "none",
    )


def files_of(path: str | Path) -> list[Path]:
    """Return the data files of a folder, in order of name. Raises InputError where there is none."""
    files = sorted(file for file in Path(path).rglob("*") if file.is_file() and file.name.lower().endswith(_SUFFIXES))
    if not files:
        raise InputError(f"{path}: holds no data; name a folder with files in {', '.join(_SUFFIXES)}")
    return files


@contextmanager
def read(path: str | Path) -> Iterator[Table]:
    """Open the data files of a folder as one table; a split that only the names of the files tell becomes a column.

    Raises InputError where there are none, and as `records.reading`.
    """
    files = files_of(path)
    columns: dict[str, None] = {}
    for file in files:
        with read_table(file, None) as table:
            columns |= dict.fromkeys(table.columns)
    splits = {file: re.sub(r"-\d+-of-\d+$", "", file.name.split(".")[0]) for file in files}
    by_name = "split" not in columns and len(set(splits.values())) > 1

    def rows() -> Iterator[tuple[int, dict[str, object]]]:
        number = 0
        for file in files:
            with read_table(file, None) as table:
                for record in table:
                    number += 1
                    yield number, record | {"split": splits[file]} if by_name else record

    yield Table((*columns, *(["split"] if by_name else [])), rows(), "row", name=str(path), format="huggingface")
