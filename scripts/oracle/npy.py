"""Writes small .npy files made by NumPy to packages/core/test/fixtures/npy, and their contents to index.json.

    python3 scripts/oracle/npy.py
"""

import io
import json
import warnings
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

FIXTURES = Path(__file__).parents[2] / "packages/core/test/fixtures/npy"
FIXTURES.mkdir(exist_ok=True)

halves = np.array([[0.5, -1.25, 3], [np.inf, -np.inf, -0.0]])
counts = np.array([[1, -2, 3], [4, 5, -6]])
# The ends of the range of half precision, its smallest numbers, and every special value.
f2 = np.array([0.5, -1.25, 65504, 2**-14, 2**-24, -(2**-24) * 1023, 1 / 3, np.inf, -np.inf, -0.0, np.nan], "f2")
ARRAYS = {
    "f8": halves,
    "f4": halves.astype("f4"),
    "f2": f2,
    "f2-big": f2.astype(">f2"),
    "i4": counts.astype("i4"),
    "b1": np.array([[True, False], [False, True]]),
    "scalar": np.array(2.5),
    "vector": np.arange(7.0),
    "empty": np.zeros((0, 3)),
    "cube": np.arange(24.0).reshape(2, 3, 4),
    "f8-big": halves.astype(">f8"),
    "i4-big": counts.astype(">i4"),
    "i1": counts.astype("i1"),
    "u1": np.array([0, 255], "u1"),
    "i2": counts.astype(">i2"),
    "u2": np.array([0, 65535], "u2"),
    "u4": np.array([0, 2**31 - 1], "u4"),
    "i8": counts.astype("i8"),
    "i8-big": counts.astype(">i8"),
    "u8": np.array([0, 2**31 - 1], "u8"),
    "fortran": np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)),
    "fortran-big": np.asfortranarray(counts.astype(">i8")),
}
VERSIONS = {"version2": (2, 0), "version3": (3, 0)}
REFUSED = {
    "i8-large": np.array([2**53 + 1]),
    "u4-large": np.array([2**31], "u4"),
    "complex": np.array([1j]),
    "text": np.array(["a"]),
    "record": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
    "object": np.array([{}]),
    "date": np.array(["2020-01-01"], "M8[D]"),
}


def in_bytes(array, version=None):
    stream = io.BytesIO()
    npy.write_array(stream, array, version)
    return stream.getvalue()


def shape_without_padding():
    """A shape whose header ends at a multiple of 64 bytes, which NumPy pads with 64 more."""
    for rank in range(2, 33):
        for last in (1, 10, 100):
            shape = (0,) + (1,) * (rank - 2) + (last,)
            header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape!r}, }}"
            if (10 + len(header) + 20 + 1) % 64 == 0:
                return shape
    raise ValueError("no such shape")


def by_python_2(array):
    """The same file with the long integers that Python 2 wrote in shapes: (2L, 3L) instead of (2, 3)."""
    old = in_bytes(array).replace(b"(2, 3), }  ", b"(2L, 3L), }")
    with warnings.catch_warnings(action="ignore"):
        assert np.array_equal(np.load(io.BytesIO(old)), array)
    return old


ARRAYS["aligned"] = np.zeros(shape_without_padding())


def numbers(array):
    return [x if np.isfinite(x) else str(x).replace("inf", "Infinity") for x in array.ravel().tolist()]


for name, array in {**ARRAYS, **REFUSED}.items():
    (FIXTURES / f"{name}.npy").write_bytes(in_bytes(array))
for name, version in VERSIONS.items():
    (FIXTURES / f"{name}.npy").write_bytes(in_bytes(counts.astype("i4"), version))
    ARRAYS[name] = counts.astype("i4")
(FIXTURES / "python2.npy").write_bytes(by_python_2(halves))
ARRAYS["python2"] = halves
index = {name: {"shape": array.shape, "data": numbers(array)} for name, array in ARRAYS.items()}
(FIXTURES / "index.json").write_text(json.dumps(index, indent=1) + "\n")
print(f"{len(ARRAYS)} files to read, {len(REFUSED)} to refuse")
