"""Moses: two text files, of a line for each row, and nothing but the text.

`OUT.ko` and `OUT.en` (the codes of the languages) for a path `OUT`; `OUT.ko.gz` and `OUT.en.gz` for `OUT.gz`. Line
breaks of any kind within a text, which would shift all that follows for one tool or another, become a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from align.errors import InputError, OptionError
from align.formats.report import Notes
from align.options import FormatOptions
from align.records import Table
from align.records.cells import cell
from align.records.streams import is_compressed, reading, writing_text

_BREAKS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
BREAKS = "line breaks within texts became spaces"


def paths_of(path: str | Path, options: FormatOptions) -> tuple[str, str]:
    """Return the two files that are written for a path. Raises OptionError for standard output."""
    if str(path) == "-":
        raise OptionError("moses writes two files; give a name, not standard output")
    stem, packed = (str(path)[:-3], ".gz") if is_compressed(path) else (str(path), "")
    return f"{stem}.{options.source_lang}{packed}", f"{stem}.{options.target_lang}{packed}"


@contextmanager
def write(
    path: str | Path, columns: tuple[str, ...], options: FormatOptions, notes: Notes
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Open both files for writing. Raises OutputError where one can't be written."""
    source, target = paths_of(path, options)
    with writing_text(source) as ko, writing_text(target) as en:

        def add(record: Mapping[str, object]) -> None:
            for column, stream in (("ko", ko), ("en", en)):
                text, breaks = _BREAKS.subn(" ", cell(record.get(column), column, str(path)))
                notes.add(BREAKS, breaks)
                stream.write(f"{text}\n")

        yield add


def is_file(path: str | Path, options: FormatOptions) -> bool:
    """Whether the name of a file ends in the code of a language."""
    return _language(path) in _codes(options)


def pairs_of(paths: list[str], options: FormatOptions) -> list[tuple[str, str]]:
    """Return files that belong together, Korean first. Raises InputError for one without its counterpart."""
    codes = _codes(options)
    if len(paths) == 2 and not all(_language(path) in codes for path in paths):
        return [(paths[0], paths[1])]
    sides: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for path in paths:
        language = _language(path)
        if language not in codes:
            raise InputError(f"{path}: is no Moses file; its name has to end in {' or '.join(codes)}")
        sides[codes.index(language) % 2][_stem(path)] = path
    for stem in sides[0].keys() ^ sides[1].keys():
        lone = sides[0].get(stem) or sides[1][stem]
        raise InputError(f"{lone}: has no counterpart in the other language; give both files")
    return [(path, sides[1][stem]) for stem, path in sides[0].items()]


@contextmanager
def read(paths: tuple[str, str]) -> Iterator[Table]:
    """Open two files of as many lines, Korean first. Raises InputError, in reading, where one has more of them."""
    with reading(paths[0]) as source, reading(paths[1]) as target:

        def rows() -> Iterator[tuple[int, dict[str, object]]]:
            counts = [0, 0]
            for ko, en in zip_longest(source.lines(), target.lines()):
                counts = [count + (line is not None) for count, line in zip(counts, (ko, en), strict=True)]
                if counts[0] == counts[1]:
                    yield counts[0], {"ko": _text(ko[1]), "en": _text(en[1])}
            if counts[0] != counts[1]:
                raise InputError(
                    f"{paths[0]} has {counts[0]:,} lines, {paths[1]} {counts[1]:,}; line by line they belong together"
                )

        yield Table(("ko", "en"), rows(), "line", name=paths[0], format="moses")


def _text(line: str) -> str:
    return line.removesuffix("\n").removesuffix("\r")


def _codes(options: FormatOptions) -> list[str]:
    return list(dict.fromkeys((options.source_lang.lower(), options.target_lang.lower(), "ko", "en")))


def _plain(path: str | Path) -> Path:
    return Path(str(path)[:-3] if is_compressed(path) else path)


def _language(path: str | Path) -> str:
    return _plain(path).suffix.removeprefix(".").lower()


def _stem(path: str | Path) -> str:
    return str(_plain(path).with_suffix(""))
