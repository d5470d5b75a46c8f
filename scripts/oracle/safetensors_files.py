"""Writes small .safetensors files made by Python's library to packages/nn/test/fixtures/safetensors, and their contents to
index.json.

    pip install numpy safetensors==0.8.0
    python3 scripts/oracle/safetensors_files.py
"""

import json
from pathlib import Path

import numpy as np
from safetensors import TensorSpec, serialize
from safetensors.numpy import save

FIXTURES = Path(__file__).parents[2] / "packages/nn/test/fixtures/safetensors"
FIXTURES.mkdir(parents=True, exist_ok=True)

halves = np.array([[0.5, -1.25, 3], [np.inf, -np.inf, -0.0]])
counts = np.array([[1, -2, 3], [4, 5, -6]])
floats = np.array([1.0, -2.5, 3.140625, 1e-40, 65504.0, np.nan], "f4")

# Files that chainrule also writes, with exactly these bytes.
WRITTEN = {
    "one": ({"weight": counts.astype("f4")}, None),
    "dtypes": (
        {
            "a.bool": np.array([True, False, True]),
            "b.int32": counts.astype("i4"),
            "c.float32": halves.astype("f4"),
            "d.float64": halves,
            "scalar": np.array(2.5),
            "empty": np.zeros((0, 3)),
            'quoted "ü"': np.arange(24.0).reshape(2, 3, 4),
        },
        {"format": "pt"},
    ),
    "nothing": ({}, None),
}

# Files that are only read.
READ = {
    name: ({"x": array}, None)
    for name, array in {
        "i64": counts.astype("i8"),
        "i16": counts.astype("i2"),
        "i8": counts.astype("i1"),
        "u8": np.array([0, 255], "u1"),
        "u16": np.array([0, 65535], "u2"),
        "u32": np.array([0, 2**31 - 1], "u4"),
        "u64": np.array([7], "u8"),
        "f16": np.array([1.0, -2.5, 6e-8, 65504.0, np.inf, np.nan], "f2"),
    }.items()
}


def listed(array):
    texts = {np.inf: "Infinity", -np.inf: "-Infinity"}
    return [
        "NaN" if x != x else "-0" if x == 0 and str(x).startswith("-") else texts.get(x, x)
        for x in array.ravel().tolist()
    ]


index = {}
for kind, files in {"written": WRITTEN, "read": READ}.items():
    for name, (tensors, metadata) in files.items():
        (FIXTURES / f"{name}.safetensors").write_bytes(save(tensors, metadata))
        index[name] = {
            "kind": kind,
            "metadata": metadata or {},
            "tensors": {
                key: {"shape": list(x.shape), "dtype": str(x.dtype), "data": listed(x)}
                for key, x in tensors.items()
            },
        }

upper = (floats.view("u4") >> 16).astype("u2")
spec = TensorSpec(dtype="bfloat16", shape=[6], data_ptr=upper.ctypes.data, data_len=upper.nbytes)
(FIXTURES / "bf16.safetensors").write_bytes(bytes(serialize({"x": spec}, None)))
held = (upper.astype("u4") << 16).view("f4")
index["bf16"] = {
    "kind": "read",
    "metadata": {},
    "tensors": {"x": {"shape": [6], "dtype": "bfloat16", "data": listed(held)}},
}

(FIXTURES / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n")
