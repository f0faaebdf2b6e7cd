"""What is read of Parquet files: opening them, columns by name, strings as bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tanqih.errors import InputError, MissingExtraError

_BUFFER = 1024 * 1024


def parquet_file(path: str) -> Any:
    """An open Parquet file, read in small parts.

    Raises:
        InputError: missing, unreadable, damaged or something else.
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError("reading and writing Parquet", "formats") from None
    try:
        return pq.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False)
    except FileNotFoundError:
        raise InputError("no such file", "check the path", path=path) from None
    except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
        raise InputError(f"no sound Parquet file ({_first_line(error)})", "fetch it again", path=path) from None


@contextmanager
def damage(path: str) -> Iterator[None]:
    """Reports damaged data as an InputError that names the file."""
    try:
        yield
    except UnicodeError:
        raise
    except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
        raise InputError(f"its data is damaged ({_first_line(error)})", "fetch it again", path=path) from None


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def column_path(schema: Any, name: str | None, path: str = "") -> tuple[str, ...]:
    """A column, or a field in structs, as a path of names; a name with dots is tried as it stands first.

    Raises:
        InputError: there is none and `path`, the file, is given; else the answer is ().
    """
    if name is None:
        return ()
    parts: list[str] = []
    fields, rest = {field.name: field for field in schema}, name
    while rest not in fields:
        first, dot, rest = rest.partition(".")
        if not dot or first not in fields or not _is_struct(fields[first].type):
            if path:
                known = ", ".join(schema.names[:20])
                raise InputError(
                    f"no column {name!r} (columns: {known})", "clean files of different columns one by one", path=path
                )
            return ()
        parts.append(first)
        kind = fields[first].type
        fields = {kind.field(at).name: kind.field(at) for at in range(kind.num_fields)}
    return (*parts, rest)


def _is_struct(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_struct(kind))


def is_text(kind: Any) -> bool:
    """True for Arrow types that hold strings, dictionaries of strings too."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def check_text(schema: Any, path: Sequence[str], file: str) -> None:
    """Raises:
    InputError: the column does not hold strings.
    """
    field = schema.field(path[0])
    for name in path[1:]:
        field = field.type.field(name)
    if not is_text(field.type):
        raise InputError(
            f"column {'.'.join(path)!r} holds {field.type}, not text", "name another one with --text-field", path=file
        )


def strings(array: Any) -> list[bytes | None]:
    """The bytes of strings, whether they are valid UTF-8 or not."""
    import pyarrow as pa

    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_string_view(array.type):
        array = array.cast(pa.large_string())
    found: list[bytes | None] = array.cast(pa.large_binary() if pa.types.is_large_string(array.type) else pa.binary()).to_pylist()
    return found


def leaf(batch: Any, path: Sequence[str]) -> Any:
    """The array of a column or of a field in structs, null where one of those is."""
    import pyarrow.compute as pc

    array = batch.column(batch.schema.names.index(path[0]))
    return pc.struct_field(array, list(path[1:])) if path[1:] else array
