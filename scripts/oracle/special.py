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


def powers(low, high, count):
    """Powers of 10: numbers of many magnitudes."""
    return [10 ** random.uniform(low, high) for _ in range(count)]


def orders(points, *some):
    """Each point with each of these orders."""
    return [(n, x) for x in points for n in some]


def pairs(count, first, second):
    return [(first(), second()) for _ in range(count)]


def power(low, high):
    return lambda: 10 ** random.uniform(low, high)


def erfcx(n, x):
    """The n-th repeated integral of erfc, times e^(x²). Its recurrence cancels, so it needs more digits."""
    with mpmath.workdps(150):
        before, now = 2 / mpmath.sqrt(mpmath.pi), mpmath.exp(x * x) * mpmath.erfc(x)
        for k in range(1, n + 1):
            before, now = now, (before - 2 * x * now) / (2 * k)
        return now


def ndtr(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def ndtri(p):
    if p > 1e-3:
        return mpmath.sqrt(2) * mpmath.erfinv(2 * p - 1)
    start = -mpmath.sqrt(-2 * mpmath.log(p))
    return mpmath.findroot(lambda x: mpmath.log(ndtr(x)) - mpmath.log(p), (start, start + 0.3))


def spherical(n, x):
    return mpmath.sqrt(mpmath.pi / 2 / x) * mpmath.besselj(n + mpmath.mpf(1) / 2, x)


def zeta(s, q):
    # mpmath's accuracy is relative to 1.
    with mpmath.workdps(200):
        steps = max(0, int(mpmath.ceil(-q)))
        return mpmath.zeta(s, q + steps) + sum((q + k) ** -int(s) for k in range(steps))


def psi(n, x):
    with mpmath.workdps(400):
        return mpmath.psi(n, x)


def betaln(a, b):
    return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def gamma_density(a, x):
    return mpmath.exp((a - 1) * mpmath.log(x) - x - mpmath.loggamma(a))


ERF_POINTS = spread(-7, 7, 60) + spread(-0.01, 0.01, 5) + spread(5, 26, 15)
GAMMA_POINTS = spread(-6, 6, 60) + spread(0, 100, 20) + [1e5, 1e-5, 1e10, -50.3, 171.9]
BETWEEN = spread(0, 40, 20) + powers(-10, 0, 10)
BESSEL_POINTS = orders(BETWEEN + powers(1, 6, 10), 0, 1, 2, 5)
MODIFIED_POINTS = orders(BETWEEN + powers(1, 2.8, 10), 0, 1, 2, 5)
SCALED_POINTS = orders(spread(-25, 25, 20) + spread(-1, 2, 20) + powers(0, 8, 10), 0, 1, 2)
NORMAL_POINTS = spread(-37, 8, 40) + spread(-2, 2, 30)
INCOMPLETE_POINTS = (
    [(a, a * 10 ** random.uniform(-1, 0.5)) for a in powers(-3, 2, 60)]
    + [(a, a + random.uniform(-5, 5) * a**0.5) for a in powers(1.5, 4, 30)]
    + pairs(20, power(-10, -1), power(-2, 0.5))
)

CASES = {
    "erf": (mpmath.erf, ERF_POINTS),
    "erfc": (mpmath.erfc, ERF_POINTS),
    "erfInv": (mpmath.erfinv, spread(-1, 1, 60) + near_one(10) + [1e-30, -1e-200]),
    "lgamma": (lambda x: mpmath.log(abs(mpmath.gamma(x))), GAMMA_POINTS),
    **{f"polygamma{n}": (lambda x, n=n: mpmath.psi(n, x), GAMMA_POINTS) for n in range(5)},
    "polygamma": (psi, orders(spread(-6, 0, 20) + spread(0, 6, 10) + [-50.3, -1000.4], 7, 20, 49)),
    "polygammaFar": (psi, [(100, -3.501), (138, -3.501), (145, -3.501), (150, -3.501), (138, -1000.4), (145, -2.45)]),
    "besselJ": (mpmath.besselj, BESSEL_POINTS + [(0, -3.7), (1, -3.7), (12, 15.5), (12, 0.01)]),
    "besselY": (mpmath.bessely, BESSEL_POINTS + [(12, 15.5), (12, 0.01)]),
    "besselI": (mpmath.besseli, MODIFIED_POINTS + [(0, 712.5), (1, -713.0), (12, 6.5), (1, -2.0), (2, -2.0)]),
    "besselIe": (lambda n, x: mpmath.besseli(n, x) * mpmath.exp(-abs(x)), MODIFIED_POINTS + [(0, -1e5), (1, -1e5)]),
    "besselK": (mpmath.besselk, MODIFIED_POINTS + [(12, 2.5)]),
    "besselKe": (lambda n, x: mpmath.besselk(n, x) * mpmath.exp(x), MODIFIED_POINTS + [(0, 1e5), (1, 1e5)]),
    "sphericalBesselJ": (spherical, orders(BETWEEN + powers(1, 5, 10), 0, 1, 2, 5)),
    "scaledErfc": (erfcx, SCALED_POINTS),
    "ndtr": (ndtr, NORMAL_POINTS),
    "logNdtr": (lambda x: mpmath.log(ndtr(x)), NORMAL_POINTS + [-x for x in powers(1, 5, 20)]),
    "ndtri": (ndtri, spread(0, 1, 60) + powers(-300, -1, 30) + [1 - p for p in powers(-8, -1, 20)] + [5e-324]),
    "zeta": (zeta, pairs(40, lambda: 1 + power(-3, 1.7)(), power(-3, 3)) + [(s, x) for x in spread(-20, 0, 10) for s in (2, 3, 10)] + [(2, 1e200)]),
    "gammainc": (lambda a, x: mpmath.gammainc(a, 0, x, regularized=True), INCOMPLETE_POINTS),
    "gammaincc": (lambda a, x: mpmath.gammainc(a, x, regularized=True), INCOMPLETE_POINTS),
    "gammaDensity": (gamma_density, INCOMPLETE_POINTS),
    "betaln": (betaln, pairs(40, power(-5, 5), power(-5, 5)) + pairs(40, power(-1, 1.5), power(-1, 1.5))),
}


def written(f, point):
    """The arguments, and mpmath's results; whole numbers stay whole."""
    arguments = point if isinstance(point, tuple) else (point,)
    return [*arguments, float(f(*(mpmath.mpf(x) if isinstance(x, float) else x for x in arguments)))]


made = {name: [written(f, point) for point in points] for name, (f, points) in CASES.items()}
FIXTURES.write_text(json.dumps(made, separators=(",", ":")) + "\n")
