"""Corpus files: rows out and in. The only module that knows the names of columns.

TSV has one row a line, whatever the text: backslash, tab, line feed, carriage return and NUL are written
as `\\\\`, `\\t`, `\\n`, `\\r` and `\\0`, and nothing is quoted, so that `cut`, `wc -l` and training tools work on it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from align.bitext import AlignedPair, Alignment, Bead, Span
from align.errors import InputError, OptionError, OutputError

if TYPE_CHECKING:
    import pandas

#: Columns of a corpus, in order. `ko_index` and `en_index` are half-open: `3:5` is sentences 3 and 4.
COLUMNS = (
    "pair_id", "ko", "en", "kind", "probability", "similarity",
    "ko_role", "en_role", "ko_index", "en_index", "crossing",
)  # fmt: skip
#: Columns by which a table is known as a corpus, whatever else it has or lacks.
KEY_COLUMNS = ("pair_id", "ko", "en")
_TEXT = ("pair_id", "ko", "en", "kind", "ko_role", "en_role", "ko_index", "en_index")

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"}
_ESCAPE = str.maketrans(_ESCAPES)
_UNESCAPE = {escaped: plain for plain, escaped in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\\\t\n\r\0]")
_ESCAPED = re.compile(r"\\[\\tnr0]")


def escape(text: str) -> str:
    """Return the text as a TSV field holds it: one line without tabs."""
    # A search is ten times as fast as a translation, and few texts need one.
    return text.translate(_ESCAPE) if _SPECIAL.search(text) else text


def unescape(field: str) -> str:
    """Return the text that `escape` was given."""
    return _ESCAPED.sub(lambda match: _UNESCAPE[match.group()], field) if "\\" in field else field


def typed(record: Mapping[str, object], place: str) -> dict[str, object]:
    """Return a record that was read as text with the numbers of a corpus as such; other columns stay as they are.

    `probability`, `similarity` and `quality` become float, `crossing` bool, the indices `[start, stop]`, as in JSONL;
    an empty one becomes None. Raises InputError, with `place` before it, for a value that is none of its column.
    """
    values = dict(record)
    for column, parse in _PARSERS.items():
        value = values.get(column)
        if isinstance(value, str):
            try:
                values[column] = parse(value) if value else None
            except (ValueError, KeyError) as error:
                raise InputError(
                    f"{place}: column {column} holds {value!r}, which it can't; mend it or rename the column"
                ) from error
        elif parse is float and type(value) is int:
            values[column] = float(value)
    return values


def to_frame(rows: Iterable[AlignedPair]) -> pandas.DataFrame:
    """Return rows as a data frame with the columns of a corpus; probabilities are rounded to 4 digits."""
    import pandas

    return pandas.DataFrame([_record(row) for row in rows], columns=list(COLUMNS))


def _record(row: AlignedPair) -> dict[str, object]:
    return {
        "pair_id": row.pair_id,
        "ko": row.ko,
        "en": row.en,
        "kind": row.kind,
        "probability": round(row.probability, 4),
        "similarity": round(row.similarity, 4),
        "ko_role": row.ko_role,
        "en_role": row.en_role,
        "ko_index": f"{row.ko_index.start}:{row.ko_index.stop}",
        "en_index": f"{row.en_index.start}:{row.en_index.stop}",
        "crossing": row.crossing,
    }


def write_tsv(rows: Iterable[AlignedPair], stream: TextIO) -> None:
    """Write a header and a line for each row."""
    frame = to_frame(rows)
    for column in _TEXT:
        frame[column] = [escape(text) for text in frame[column]]
    frame["crossing"] = ["true" if crossing else "false" for crossing in frame["crossing"]]
    frame.to_csv(
        stream, sep="\t", index=False, quoting=csv.QUOTE_NONE, lineterminator="\n", float_format="%.4f", na_rep=""
    )


def read_tsv(path: str | Path) -> list[AlignedPair]:
    """Read rows that `write_tsv` wrote; further columns are left out.

    Raises InputError where the file is missing, a column is, or a value is none of its column.
    """
    import pandas

    try:
        frame = pandas.read_csv(
            path, sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False, na_filter=False,
            lineterminator="\n", encoding="utf-8",
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read as a TSV corpus ({error})") from error
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise InputError(f"{path}: no column {', '.join(missing)}; a corpus has {', '.join(COLUMNS)}")
    return [_pair(values, f"{path}, line {line}") for line, values in enumerate(frame.to_dict("records"), start=2)]


def _pair(values: dict[str, str], place: str) -> AlignedPair:
    try:
        return AlignedPair(
            pair_id=unescape(values["pair_id"]),
            ko=unescape(values["ko"]),
            en=unescape(values["en"]),
            kind=values["kind"],
            probability=float(values["probability"]),
            similarity=float(values["similarity"]),
            ko_role=values["ko_role"],
            en_role=values["en_role"],
            ko_index=_span(values["ko_index"]),
            en_index=_span(values["en_index"]),
            crossing={"true": True, "false": False}[values["crossing"]],
        )
    except (ValueError, KeyError) as error:
        raise InputError(f"{place}: {error.args[0]!r} is no value of a corpus; was the file changed?") from error


_PARSERS: dict[str, Callable[[str], object]] = {
    "probability": float,
    "similarity": float,
    "quality": float,
    "crossing": {"true": True, "false": False}.__getitem__,
    "ko_index": lambda field: list(_span(field)),
    "en_index": lambda field: list(_span(field)),
}


def _span(field: str) -> Span:
    start, stop = field.split(":")
    return Span(int(start), int(stop))


def write_jsonl(rows: Iterable[AlignedPair], stream: TextIO) -> None:
    """Write a JSON object for each row, keys as the columns of a TSV; the indices are `[start, stop]`."""
    for row in rows:
        record = _record(row) | {"ko_index": list(row.ko_index), "en_index": list(row.en_index)}
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_beads(beads: Iterable[Bead], stream: TextIO) -> None:
    """Write a line for each bead as Vecalign does, 0-based: `[0]:[0, 1]:0.9812`. The number is the probability."""
    for bead in beads:
        stream.write(f"{list(range(*bead.source))}:{list(range(*bead.target))}:{bead.probability:.4f}\n")


FORMATS = ("tsv", "jsonl", "beads")


def write(alignments: Iterable[Alignment], stream: TextIO, format: str = "tsv", *, nulls: bool = False) -> None:
    """Write alignments one after the other in one of FORMATS.

    Null beads are left out unless `nulls`, except in `beads`, where users' scripts count on them.
    Raises OptionError for another format.
    """
    if format not in FORMATS:
        raise OptionError(f"there is no format {format!r}; give one of {', '.join(FORMATS)}")
    if format == "beads":
        write_beads((bead for alignment in alignments for bead in alignment.beads), stream)
        return
    rows = (row for alignment in alignments for row in alignment.rows(nulls=nulls))
    {"tsv": write_tsv, "jsonl": write_jsonl}[format](rows, stream)


def check_writable(path: str | Path) -> None:
    """Raise OutputError where a file can't be made at a path; nothing is left there. `-` is standard output."""
    if str(path) == "-":
        return
    target = Path(path).resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        return
    if target.is_dir():
        raise OutputError(f"{path}: is a directory; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no directory {target.parent}; make it first")
    try:
        handle, name = _beside(target)
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}); choose another place") from error
    os.close(handle)
    os.unlink(name)


@contextmanager
def writing(path: str | Path) -> Iterator[TextIO]:
    """Open a text file for writing that appears whole or not at all; `-` is standard output.

    The text goes to a file beside it, which is renamed at the end. Raises OutputError where it can't be written, or
    where the text holds what UTF-8 can't (half of a surrogate pair).
    """
    if str(path) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    with writing_bytes(path) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield stream
        # What is left goes to the file below, which is closed by its own opener.
        stream.detach()


@contextmanager
def writing_bytes(path: str | Path) -> Iterator[BinaryIO]:
    """Open a binary file as `writing` opens a text file. Raises as it does."""
    if str(path) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    check_writable(path)
    # Through a link, so that it stays one.
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # A device or a pipe can't be put in place of a file, and must not be put out of its own.
        with open(target, "wb") as stream:
            yield stream
        return
    handle, name = _beside(target)
    try:
        with open(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(name)
        if isinstance(error, UnicodeEncodeError):
            raise OutputError(f"{path}: {error.object[error.start]!r} is no text; clean the input") from error
        if isinstance(error, OSError):
            raise OutputError(f"{path}: writing failed ({error.strerror}); nothing was written") from error
        raise


def _beside(target: Path) -> tuple[int, str]:
    return tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
