"""Writes two small .npz files made by NumPy to packages/nn/test/fixtures/npz.

    python3 scripts/oracle/npz.py
"""

from pathlib import Path

import numpy as np

FIXTURES = Path(__file__).parents[2] / "packages/nn/test/fixtures/npz"
FIXTURES.mkdir(parents=True, exist_ok=True)

arrays = {"x": np.arange(6, dtype="f4").reshape(2, 3), "y": np.array([7, 8])}
np.savez(FIXTURES / "plain.npz", **arrays)
np.savez_compressed(FIXTURES / "compressed.npz", **arrays)
