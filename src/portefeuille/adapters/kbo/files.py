"""One CSV file of an extract: opened in its folder or zip, its header checked, its rows given.

The format: UTF-8 without byte order mark, comma, a header row, text in double quotes, empty
for NULL. Anything else is refused with its place, because a register read half is worse than
one not read at all.

A file is read in blocks of whole records, so that 36 million rows take no more memory than a
few blocks, and so that a load that was killed can go on where it was: at a `Mark`.

Source: KBO Open Data cookbook R018.00, "Files".
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

BLOCK: Final = 4 << 20
"""Bytes read at a time. Also the most that one record can be."""

LONGEST_HEADER: Final = 1 << 16


class KboError(ValueError):
    """A file that is not what the register writes: where, what was expected, what was found."""

    def __init__(self, file: str, line: int | None, expected: str, found: str) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: expected {expected}, found {found}")
        self.file, self.line, self.expected, self.found = file, line, expected, found


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was read: bytes and lines, header included, and the CRC-32 of those bytes."""

    size: int = 0
    lines: int = 0
    crc: int = 0

    def plus(self, data: bytes) -> "Mark":
        """The mark after these bytes as well."""
        return Mark(
            self.size + len(data), self.lines + data.count(b"\n"), zlib.crc32(data, self.crc)
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records, as they stand in the file; the line of the first; the mark after them."""

    data: bytes
    first_line: int
    after: Mark


def read_blocks(
    extract: Path,
    name: str,
    header: Sequence[str],
    since: Mark = Mark(),
) -> Iterator[Block]:
    """The blocks of a file after the mark; KboError where it cannot be read or has another header.

    The header is checked each time, and stands in no block.
    """
    mark = Mark()
    with _open(extract, name) as binary:
        try:
            first = binary.readline(LONGEST_HEADER)
            _check_header(name, header, first)
            mark = mark.plus(first)
            if since.size:
                binary.seek(since.size)
                mark = since
            for data in _whole_records(binary):
                after = mark.plus(data)
                yield Block(data, mark.lines + 1, after)
                mark = after
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            expected, found = "a whole zip file", f"a damaged one ({error})"
            raise KboError(name, mark.lines + 1, expected, found) from None


def begins_as(extract: Path, name: str, mark: Mark) -> bool:
    """Whether the file still begins with the very bytes that were read up to the mark."""
    crc, left = 0, mark.size
    with _open(extract, name) as binary:
        try:
            while left and (data := binary.read(min(left, BLOCK))):
                crc, left = zlib.crc32(data, crc), left - len(data)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return False
    return not left and crc == mark.crc


def read_fields(name: str, block: Block, width: int) -> Iterator[tuple[int, list[str]]]:
    """Line and fields of each row of a block; KboError at a row that is none or is not as wide."""
    try:
        lines = io.StringIO(block.data.decode(), newline="")
    except UnicodeDecodeError as error:
        line = block.first_line + block.data.count(b"\n", 0, error.start)
        raise KboError(name, line, "text in UTF-8", "bytes that are not") from None
    reader = csv.reader(lines, strict=True)
    line = block.first_line
    try:
        for fields in reader:
            if len(fields) != width:
                raise KboError(name, line, f"{width} fields", f"{len(fields)} fields")
            yield line, fields
            line = block.first_line + reader.line_num
    except csv.Error as error:
        expected = "comma-separated fields, text in double quotes"
        raise KboError(name, line, expected, str(error)) from None


def _whole_records(binary: BinaryIO) -> Iterator[bytes]:
    """The rest of the file, cut where a record ends.

    Where no record seems to end (a quote too many), lines are given: their reader says why.
    """
    rest = b""
    while data := binary.read(BLOCK):
        data = rest + data
        cut = _end_of_records(data)
        if not cut and len(data) > BLOCK:
            cut = data.rfind(b"\n") + 1 or len(data)
        if cut:
            yield data[:cut]
        rest = data[cut:]
    if rest:
        yield rest


def _end_of_records(data: bytes) -> int:
    """After the last end of line that stands outside quotes; 0 if there is none."""
    end, odd = len(data), data.count(b'"') % 2
    while (newline := data.rfind(b"\n", 0, end)) >= 0:
        odd ^= data.count(b'"', newline, end) % 2
        if not odd:
            return newline + 1
        end = newline
    return 0


def _open(extract: Path, name: str) -> BinaryIO:
    """The file of that name in the folder or the zip; the caller closes it."""
    if extract.is_dir():
        try:
            return (extract / name).open("rb")
        except FileNotFoundError:
            raise _missing(extract, name) from None
    try:
        with zipfile.ZipFile(extract) as archive:
            return cast("BinaryIO", archive.open(name))  # keeps the archive's file open itself
    except KeyError:
        raise _missing(extract, name) from None
    except FileNotFoundError:
        expected = "a folder or zip file of KBO Open Data"
        raise KboError(str(extract), None, expected, "nothing of that name") from None
    except zipfile.BadZipFile:
        expected = "a folder of CSV files or a zip file"
        raise KboError(extract.name, None, expected, "a file that is not a zip file") from None


def _missing(extract: Path, name: str) -> KboError:
    return KboError(name, None, f"this file in {extract.name}", "no such file")


def _check_header(name: str, header: Sequence[str], line: bytes) -> None:
    found = next(csv.reader([line.decode(errors="replace")]), [])
    if found != list(header):
        raise KboError(name, 1, f"the header {','.join(header)}", ",".join(found) or "nothing")
