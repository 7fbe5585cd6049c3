"""Parquet, through pyarrow: typed columns, compressed inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from align.corpus import writing_bytes
from align.errors import InputError, OptionError, OutputError
from align.records.streams import Source
from align.records.table import Record, check_names

if TYPE_CHECKING:
    import pyarrow

#: Records held in memory at a time, and in one row group.
_BATCH = 10_000


def read(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[int, Record]], str]:
    """Return columns, numbered records and what the numbers count. Raises as `align.records.reading`."""
    _require()
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(source.seekable(), page_checksum_verification=True)
        columns = tuple(file.schema_arrow.names)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise _damaged(source, error) from error
    if not columns:
        raise InputError(f"{source.name}: has no columns; was it written?")
    check_names(columns, source.name)
    return columns, _records(source, file), "record"


def _records(source: Source, file: pyarrow.parquet.ParquetFile) -> Iterator[tuple[int, Record]]:
    import pyarrow

    number = 0
    batches = file.iter_batches(batch_size=_BATCH)
    while True:
        try:
            batch = next(batches, None)
            records = batch.to_pylist() if batch is not None else []
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise _damaged(source, error, f" after record {number}") from error
        if batch is None:
            return
        for number, record in enumerate(records, number + 1):  # noqa: B020 - goes on from batch to batch
            yield number, record


def _damaged(source: Source, error: Exception, where: str = "") -> InputError:
    return InputError(f"{source.name}: can't be read as Parquet{where} ({error}); get the file again")


@contextmanager
def write(path: str | Path, columns: tuple[str, ...]) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open a Parquet file for writing. Raises as `align.records.writing`.

    The type of a column is told from the first 10,000 records, as in a corpus or text where they have nothing in it.
    """
    _require()
    with writing_bytes(path) as stream:
        writer = _Writer(path, columns, stream)
        try:
            yield writer.add
            writer.finish()
        finally:
            writer.close()


class _Writer:
    def __init__(self, path: str | Path, columns: tuple[str, ...], stream: BinaryIO) -> None:
        self.path = path
        self.columns = columns
        self.stream = stream
        self.number = 0
        self.pending: list[Mapping[str, object]] = []
        self.schema: pyarrow.Schema | None = None
        self.file: pyarrow.parquet.ParquetWriter | None = None

    def add(self, record: Mapping[str, object]) -> None:
        self.pending.append({column: record.get(column) for column in self.columns})
        if len(self.pending) >= _BATCH:
            self._flush()

    def finish(self) -> None:
        if self.pending or self.file is None:
            self._flush()
        self.close()

    def close(self) -> None:
        file, self.file = self.file, None
        if file is not None:
            file.close()

    def _flush(self) -> None:
        import pyarrow
        import pyarrow.parquet

        arrays = [self._array(column) for column in self.columns]
        if self.schema is None:
            self.schema = pyarrow.schema(list(zip(self.columns, [array.type for array in arrays], strict=True)))
            # Without checksums, damage to the data of a page can pass for other text.
            self.file = pyarrow.parquet.ParquetWriter(
                self.stream, self.schema, compression="zstd", write_page_checksum=True
            )
        assert self.file is not None
        self.file.write_table(pyarrow.Table.from_arrays(arrays, schema=self.schema), row_group_size=_BATCH)
        self.number += len(self.pending)
        self.pending = []

    def _array(self, column: str) -> pyarrow.Array:
        import pyarrow

        values = [record[column] for record in self.pending]
        type = self.schema.field(column).type if self.schema is not None else None
        try:
            array = pyarrow.array(values, type=type)
        except (pyarrow.ArrowException, TypeError, OverflowError) as error:
            raise OutputError(
                f"{self.path}, records {self.number + 1} to {self.number + len(values)}: the values of column {column} "
                f"are not of one type ({error}); make them text, or write JSONL"
            ) from error
        return array.cast(_unseen(column)) if pyarrow.types.is_null(array.type) else array


def _unseen(column: str) -> pyarrow.DataType:
    """Return the type of a column without a value: that of a corpus if it is one of its columns, else text."""
    import pyarrow

    if column in ("probability", "similarity", "quality"):
        return pyarrow.float64()
    if column in ("ko_index", "en_index"):
        return pyarrow.list_(pyarrow.int64())
    return pyarrow.bool_() if column == "crossing" else pyarrow.string()


def _require() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise OptionError("Parquet needs pyarrow; run pip install 'hanalign[parquet]'") from error
