"""Writes special functions with their first three derivatives, by mpmath, to packages/core/test/fixtures/derivatives.json.

    python3 scripts/oracle/derivatives.py

The points go from 1e-300 to 1e16, and to 1e300 where digits may be lost, on both sides of 0 if the function is defined there.
The third derivative shows how much of the second the rounding of x may cost.
"""

import json
from functools import cache
from pathlib import Path

import mpmath
from mpmath import mp, mpf

FIXTURES = Path(__file__).parents[2] / "packages/core/test/fixtures/derivatives.json"

MAGNITUDES = (
    [10.0**e for e in (-300, -17, -9, -6, -3)]
    + [0.05, 0.29, 0.31, 0.8, 1.3, 1.9, 2.1, 4.0, 8.0, 15.0, 20.5, 24.9, 25.1, 36.0, 70.0, 300.0]
    + [1e3, 1e6, 1e8, 1e11, 1e14, 1e16]
)
POSITIVE = MAGNITUDES
BOTH = [sign * x for x in MAGNITUDES for sign in (1, -1)]
FAR = [1e30, 1e100, 1e150, 1e160, 1e300]
FAR_BOTH = [sign * x for x in FAR for sign in (1, -1)]
NEGATIVE_GAMMA = [-1e-300, -1e-9, -0.25, -0.5, -0.9, -1.001, -2.5, -10.3, -50.7]
UNIT = [x for x in MAGNITUDES if x < 0.9] + [0.9, 0.99, 1 - 1e-6, 1 - 1e-12]
UNIT_BOTH = [sign * x for x in UNIT for sign in (1, -1)]


def within(points, low, high):
    return [x for x in points if low < x < high]


def derivatives(f, x):
    """f and its first three derivatives, by central differences with a step that is small compared with x and with 1."""
    size = abs(mpmath.log10(abs(x)))
    # The digits of a tiny number are far behind the decimal point.
    mp.dps = int(110 + 3 * size + min(x * x, 500))
    x = mpf(x)
    h = min(1, abs(x)) * mpf(10) ** -22
    if f in CLOSE_TO_ONE:
        h = min(h, abs(1 - abs(x)) * mpf(10) ** -22)
    far, near, now, next_, beyond = (f(x + k * h) for k in (-2, -1, 0, 1, 2))
    return now, (next_ - near) / (2 * h), (next_ - 2 * now + near) / h**2, (beyond - 2 * next_ + 2 * near - far) / (2 * h**3)


@cache
def positive_order(f, k, x, _):
    """K of higher orders by its recurrence, since mpmath takes seconds for each."""
    if f is not mpmath.besselk or k < 2:
        return f(k, x)
    return positive_order(f, k - 2, x, _) + 2 * (k - 1) / x * positive_order(f, k - 1, x, _)


def cylinder(f, n, sign, scale=0):
    """A Bessel function of order n, times e^(scale |x|): its derivatives use those of the neighbouring orders."""

    def of_order(k, x):
        return positive_order(f, abs(k), x, mp.dps) * (sign ** abs(k) if k < 0 else 1)

    def derivative(m, x):
        terms = (sign**k * mpmath.binomial(m, k) * of_order(n - m + 2 * k, x) for k in range(m + 1))
        return (-1 if f is mpmath.besselk and m % 2 == 1 else 1) * mpmath.fsum(terms) / 2**m

    def scaled(m, x):
        rate = scale * mpmath.sign(x)
        terms = (mpmath.binomial(m, k) * rate ** (m - k) * derivative(k, x) for k in range(m + 1))
        return mpmath.fsum(terms) * mpmath.exp(scale * abs(x))

    def all_of(x):
        mp.dps = int(70 + 4 * max(0, mpmath.log10(abs(x))))
        return [scaled(m, mpf(x)) for m in range(4)]

    return all_of


def erfcx(x):
    return mpmath.exp(x * x) * mpmath.erfc(x)


def ndtr(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def softplus(x):
    return mpmath.log(1 + mpmath.exp(x))


def sinc(x):
    return mpmath.sin(mp.pi * x) / (mp.pi * x)


def erfinv(x):
    start = mp.dps
    with mpmath.workdps(30):
        y = mpmath.erfinv(x) if abs(x) < 1 - 1e-9 else mpmath.sqrt(-mpmath.log(1 - abs(x))) * mpmath.sign(x)
    for _ in range(14):
        step = (mpmath.erf(y) - x) / (2 / mpmath.sqrt(mp.pi) * mpmath.exp(-y * y))
        y -= step / (1 + y * step)
        if abs(step) < abs(y) * mpf(10) ** -(start // 2):
            step = (mpmath.erf(y) - x) / (2 / mpmath.sqrt(mp.pi) * mpmath.exp(-y * y))
            return y - step / (1 + y * step)
    return y


def ndtri(p):
    """By Newton's method on ln Φ."""
    target = mpmath.log(p)
    if p > 0.25:
        return mpmath.sqrt(2) * erfinv(2 * p - 1)
    y = -mpmath.sqrt(-2 * target) * mpf("0.9")
    for _ in range(60):
        phi = ndtr(y)
        step = (mpmath.log(phi) - target) * phi * mpmath.sqrt(2 * mp.pi) * mpmath.exp(y * y / 2)
        y -= step
        if abs(step) < abs(y) * mpf(10) ** -(mp.dps - 10):
            break
    return y


def atanh(x):
    return mpmath.log((1 + x) / (1 - x)) / 2


CLOSE_TO_ONE = {erfinv, ndtri, atanh, mpmath.asin, mpmath.acos}

UNARY = {
    "sphericalBesselJ0": (lambda x: mpmath.sin(x) / x, BOTH),
    "erf": (mpmath.erf, within(BOTH, -25, 25)),
    "erfc": (mpmath.erfc, within(BOTH, -25, 25)),
    "erfcx": (erfcx, within(BOTH, -25, 1e17)),
    "erfInv": (erfinv, UNIT_BOTH),
    "ndtr": (ndtr, within(BOTH, -36, 36)),
    "logNdtr": (lambda x: mpmath.log(ndtr(x)), within(BOTH, -1e17, 36)),
    "ndtri": (ndtri, UNIT),
    "lgamma": (lambda x: mpmath.log(abs(mpmath.gamma(x))) if abs(x) < 1e4 else mpmath.loggamma(x), POSITIVE + NEGATIVE_GAMMA),
    "digamma": (lambda x: mpmath.psi(0, x), POSITIVE + NEGATIVE_GAMMA),
    "softplus": (softplus, within(BOTH, -700, 1e17)),
    "logSigmoid": (lambda x: -softplus(-x), within(BOTH, -1e17, 700)),
    "expm1": (mpmath.expm1, within(BOTH, -700, 700)),
    "log1p": (mpmath.log1p, within(BOTH, -1, 1e17)),
    "sinc": (sinc, BOTH + FAR_BOTH),
    "logit": (lambda p: mpmath.log(p / (1 - p)), UNIT),
    "asinh": (mpmath.asinh, BOTH + FAR_BOTH),
    "acosh": (mpmath.acosh, within(POSITIVE, 1, 1e17) + [1 + 1e-12, 1 + 1e-6, 1.01] + FAR),
    "atanh": (atanh, UNIT_BOTH),
    "asin": (mpmath.asin, UNIT_BOTH),
    "acos": (mpmath.acos, UNIT_BOTH),
    "atan": (mpmath.atan, BOTH),
    "entr": (lambda x: -x * mpmath.log(x), POSITIVE),
    "sinh": (mpmath.sinh, within(BOTH, -700, 700)),
    "cosh": (mpmath.cosh, within(BOTH, -700, 700)),
    "gelu": (lambda x: x * ndtr(x), within(BOTH, -36, 36)),
    "softSign": (lambda x: x / (1 + abs(x)), within(BOTH, -2e3, 2e3)),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), BOTH + FAR_BOTH),
}


def of_second(f, firsts, seconds):
    """A function of its second operand, for these values of the first."""
    return [(a, (lambda x, a=a: f(mpf(a), x)), x) for a in firsts for x in seconds]


def betaln(a, b):
    return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def logaddexp(a, b):
    return mpmath.log(mpmath.exp(a) + mpmath.exp(b))


def gammainc(a, x):
    # The series for the smaller part.
    if x > a + 1:
        return 1 - gammaincc(a, x)
    return mpmath.gammainc(a, 0, x, regularized=True)


def gammaincc(a, x):
    return mpmath.gammainc(a, x, mpmath.inf, regularized=True)


BESSEL = {
    **{f"besselJ{n}": (cylinder(mpmath.besselj, n, -1), BOTH) for n in (0, 1)},
    **{f"besselY{n}": (cylinder(mpmath.bessely, n, -1), POSITIVE) for n in (0, 1)},
    **{f"besselI{n}": (cylinder(mpmath.besseli, n, 1), within(BOTH, -650, 650)) for n in (0, 1)},
    **{f"besselI{n}e": (cylinder(mpmath.besseli, n, 1, -1), BOTH) for n in (0, 1)},
    **{f"besselK{n}": (cylinder(mpmath.besselk, n, 1), within(POSITIVE, 0, 650)) for n in (0, 1)},
    **{f"besselK{n}e": (cylinder(mpmath.besselk, n, 1, 1), POSITIVE) for n in (0, 1)},
}

def hypot(a, x):
    y = mpmath.sqrt(a * a + x * x)
    return y, x / y, a**2 / y**3, -3 * a**2 * x / y**5


def atan2(a, x):
    square = a * a + x * x
    return mpmath.atan2(a, x), -a / square, 2 * a * x / square**2, 2 * a * (a * a - 3 * x * x) / square**3


def power(a, x):
    return tuple(a**x * mpmath.log(a) ** k for k in range(4))


EXTREMES = [sign * x for x in (1e-300, 1e-150, 1e-9, 0.31, 2.1, 1e8, 1e16, 1e150, 1e300) for sign in (1, -1)]

# Functions of the second operand with their derivatives, for these values of the first.
CLOSED = {
    "hypot": (hypot, [0.0, 1e-150, 1e-9, 1.0, -1e8, 1e150], EXTREMES),
    "atan2": (atan2, [1e-150, 1e-9, 1.0, -1e8, 1e150], EXTREMES),
    "pow": (power, [1e-150, 1e-9, 0.31, 1.0, 7.0, 1e8, 1e150], [x for x in EXTREMES if abs(x) < 3]),
}

SOME = [1e-17, 1e-6, 0.31, 1.0, 2.1, 9.5, 36.0, 1e4, 1e8, 1e16]
MODERATE = [1e-17, 1e-6, 0.31, 1.0, 2.1, 8.0, 15.0, 36.0, 120.0]

BINARY = {
    "betaln": of_second(betaln, [1e-10, 0.3, 1.0, 2.5, 9.0, 30.0, 1e4, 1e10, 1e16], SOME),
    "zeta": of_second(mpmath.zeta, [1.1, 2.0, 3.5, 10.0, 25.0], [1e-3, 0.05, 0.31, 1.0, 2.1, 8.0, 36.0, 1e4, 1e8, 1e16]),
    "gammainc": of_second(gammainc, [1e-3, 0.3, 1.0, 2.5, 9.0, 30.0, 120.0], MODERATE + FAR),
    "gammaincc": of_second(gammaincc, [1e-3, 0.3, 1.0, 2.5, 9.0, 30.0], [0.31, 1.0, 2.1, 8.0, 15.0, 36.0, 120.0, *FAR]),
    "logAddExp": of_second(logaddexp, [-30.0, 0.0, 1.0, 40.0], within(BOTH, -600, 600)[::3]),
    "xlog1py": of_second(lambda x, y: x * mpmath.log(1 + y), [0.5, 3.0], within(BOTH, -1, 1e17)[::2]),
}


def number(x):
    """As a double; a number that is too large for one becomes infinite."""
    return ("Infinity" if x > 0 else "-Infinity") if abs(x) > mpf("1.79e308") else float(x)


def made(x, f):
    return [number(each) for each in derivatives(f, x)]


if __name__ == "__main__":
    cases = {}
    for name, (all_of, points) in BESSEL.items():
        cases[name] = [[[x], *map(number, all_of(x))] for x in points]
        print(name, flush=True)
    for name, (f, points) in UNARY.items():
        cases[name] = [[[x], *made(x, f)] for x in points]
        print(name, flush=True)
    for name, triples in BINARY.items():
        cases[name] = [[[a, x], *made(x, f)] for a, f, x in triples]
        print(name, flush=True)
    mp.dps = 50
    for name, (all_of, firsts, points) in CLOSED.items():
        cases[name] = [[[a, x], *map(number, all_of(mpf(a), mpf(x)))] for a in firsts for x in points]
        print(name, flush=True)
    FIXTURES.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
