"""What is made when it is first used: regular expressions, and attributes of the objects that rules look at.

The rules hold some three hundred expressions; compiling them all takes half a second, and a file that is clean needs a handful.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groups", "groupindex")


class _Lazy:
    """Stands for a pattern until something but its source is asked for; then its methods are the compiled pattern's own."""

    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Called for a slot that is still empty.
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a source, compiled on first use.

    An error in the source shows only then; a test compiles the patterns of all rules.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def is_lazy(value: object) -> bool:
    """True for what `regex` returns, compiled or not yet."""
    return isinstance(value, _Lazy)


class computed(Generic[T]):  # noqa: N801 - used like property
    """An attribute that is computed when it is first read and then kept: `functools.cached_property` without its lock.

    The lock of Python 3.11 costs a microsecond for each new object, as much as many of the attributes themselves. A page and its blocks
    belong to one thread.
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.func = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> computed[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> T | computed[T]:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self.func(instance)
        return value
