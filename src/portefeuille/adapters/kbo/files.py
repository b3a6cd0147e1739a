"""One CSV file of an extract: opened in its folder or zip, its header checked, its rows given.

The format: UTF-8 without byte order mark, comma, a header row, text in double quotes, empty
for NULL. Anything else is refused with its place, because a register read half is worse than
one not read at all.

Source: KBO Open Data cookbook R018.00, "Files".
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast


class KboError(ValueError):
    """A file that is not what the register writes: where, what was expected, what was found."""

    def __init__(self, file: str, line: int | None, expected: str, found: str) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: expected {expected}, found {found}")
        self.file, self.line, self.expected, self.found = file, line, expected, found


def read_csv(extract: Path, name: str, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of every row after the header; KboError where the file is wrong."""
    with _open(extract, name) as binary:
        reader = csv.reader(io.TextIOWrapper(binary, encoding="utf-8", newline=""), strict=True)
        try:
            _check_header(name, header, next(reader, []))
            for fields in reader:
                if len(fields) != len(header):
                    raise KboError(
                        name, reader.line_num, f"{len(header)} fields", f"{len(fields)} fields"
                    )
                yield reader.line_num, fields
        except UnicodeDecodeError:
            line = _first_line_not_utf8(extract, name)
            raise KboError(name, line, "text in UTF-8", "bytes that are not") from None
        except csv.Error as error:
            expected = "comma-separated fields, text in double quotes"
            raise KboError(name, reader.line_num, expected, str(error)) from None
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise KboError(
                name, reader.line_num, "a whole zip file", f"a damaged one ({error})"
            ) from None


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


def _check_header(name: str, header: Sequence[str], found: list[str]) -> None:
    if found != list(header):
        raise KboError(name, 1, f"the header {','.join(header)}", ",".join(found) or "nothing")


def _first_line_not_utf8(extract: Path, name: str) -> int | None:
    """Found by reading again: the decoder works in blocks and is ahead of the rows."""
    with _open(extract, name) as binary:
        for number, line in enumerate(binary, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return None
