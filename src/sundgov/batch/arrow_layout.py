"""The three structures of the Arrow C data interface, as every Arrow library lays them out.

https://arrow.apache.org/docs/format/CDataInterface.html
"""

from __future__ import annotations

import ctypes
from typing import TypeAlias

STREAM, ARRAY, SCHEMA = b"arrow_array_stream", b"arrow_array", b"arrow_schema"
"""What a capsule holds."""

RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
"""A callback that is told where a structure lies; what has been released has none."""


class ArrowSchema(ctypes.Structure):
    """A column's type and name, or a table's columns."""


class ArrowArray(ctypes.Structure):
    """A piece of a column or of a table: where its buffers lie."""


class ArrowArrayStream(ctypes.Structure):
    """Pieces one after another, all of one schema."""


Structure: TypeAlias = ArrowSchema | ArrowArray | ArrowArrayStream

# The structures come in by their place alone: a callback knows no reference to a structure.
GET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
GET_LAST_ERROR = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)

ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", ctypes.c_void_p),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.c_void_p),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
ArrowArrayStream._fields_ = [
    ("get_schema", GET),
    ("get_next", GET),
    ("get_last_error", GET_LAST_ERROR),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]

_FREE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_get_pointer.restype, _get_pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype, _new_capsule.argtypes = (
    ctypes.py_object,
    (ctypes.c_void_p, ctypes.c_char_p, _FREE),
)
_IN_CAPSULES: dict[int, ArrowArrayStream] = {}
"""The streams in capsules that still exist, by the capsule's place."""


def place_in(capsule: object, name: bytes) -> int:
    """Where the structure lies that a capsule holds."""
    place: int = _get_pointer(capsule, name)
    return place


def release(held: Structure) -> None:
    """Tell whoever made a structure that it is done with, once."""
    if held.release:
        held.release(ctypes.addressof(held))


def in_capsule(stream: ArrowArrayStream) -> object:
    """A capsule with a stream; one that nobody took over is released together with it."""
    capsule: object = _new_capsule(ctypes.addressof(stream), STREAM, _free)
    _IN_CAPSULES[id(capsule)] = stream
    return capsule


def _freed(capsule: int) -> None:
    """A capsule is going, and is told by its place: as an object, it would be kept alive."""
    release(_IN_CAPSULES.pop(capsule))


_free = _FREE(_freed)
