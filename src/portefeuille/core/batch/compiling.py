"""Plain Python on arrays, compiled by numba on first use and kept compiled.

With NUMBA_DISABLE_JIT=1 the very same lines run as Python.

What is kept compiled is made again when the file of a function changes, and looks at no other
file. So a compiled function calls only functions of its own file, and a file that takes shapes
or numbers from `shapes` notes their digest there: whoever changes one must touch it.
"""

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")
Int: TypeAlias = Any
"""A whole number: numpy's while this runs as Python, 64 bits once it is compiled."""

# Nothing compiled makes an array, so none is counted: `_nrt` off leaves out the counting of
# references, which took nine tenths of the time. `nogil`: while it runs, other threads run too.
OPTIONS: Final[dict[str, Any]] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled into those that call it; itself under NUMBA_DISABLE_JIT=1."""
    return cast("Callable[P, R]", numba.njit(forceinline=True, **OPTIONS)(function))


def entrance(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what Python calls."""
    return cast("Callable[P, R]", numba.njit(**OPTIONS)(function))
