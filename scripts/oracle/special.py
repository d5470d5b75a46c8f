"""Writes special functions, computed with 40 digits by mpmath, to packages/core/test/fixtures/special.json.

    python3 scripts/oracle/special.py
"""

import json
import random
from pathlib import Path

import mpmath

mpmath.mp.dps = 40
random.seed(1)
FIXTURES = Path(__file__).parents[2] / "packages/core/test/fixtures/special.json"


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def near_one(count):
    return [sign * (1 - 10 ** -random.uniform(1, 15)) for _ in range(count) for sign in (1, -1)]


ERF_POINTS = spread(-7, 7, 60) + spread(-0.01, 0.01, 5) + spread(5, 26, 15)
GAMMA_POINTS = spread(-6, 6, 60) + spread(0, 100, 20) + [1e5, 1e-5, 1e10, -50.3, 171.9]

CASES = {
    "erf": (mpmath.erf, ERF_POINTS),
    "erfc": (mpmath.erfc, ERF_POINTS),
    "erfInv": (mpmath.erfinv, spread(-1, 1, 60) + near_one(10) + [1e-30, -1e-200]),
    "lgamma": (lambda x: mpmath.log(abs(mpmath.gamma(x))), GAMMA_POINTS),
    **{f"polygamma{n}": (lambda x, n=n: mpmath.psi(n, x), GAMMA_POINTS) for n in range(5)},
}

made = {name: [[x, float(f(mpmath.mpf(x)))] for x in points] for name, (f, points) in CASES.items()}
FIXTURES.write_text(json.dumps(made, separators=(",", ":")) + "\n")
