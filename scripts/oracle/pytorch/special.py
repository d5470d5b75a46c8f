"""Special functions. If PyTorch has a value but no derivative, the laws and mpmath test ours."""

import math

import torch

from case import SPECIAL, anywhere, case, positive, unit

S = torch.special
SHAPES = [(), (1,), (5,), (2, 3), (2, 1, 3)]
PAIRS = [((), ()), ((3,), (3,)), ((3, 1), (1, 4)), ((2, 3), ()), ((4,), (2, 1, 4))]
INF, NAN = math.inf, math.nan


def entropies(*shape):
    return torch.rand(shape) * 2 + 0.01


UNARY = {
    "besselI0": (S.i0, anywhere), "besselI0e": (S.i0e, anywhere), "besselI1": (S.i1, anywhere), "besselI1e": (S.i1e, anywhere),
    "ndtr": (S.ndtr, anywhere), "logNdtr": (S.log_ndtr, anywhere), "ndtri": (S.ndtri, unit),
    "erfcx": (S.erfcx, anywhere), "entr": (S.entr, entropies),
}
WITHOUT_DERIVATIVE = {
    "besselJ0": (S.bessel_j0, anywhere), "besselJ1": (S.bessel_j1, anywhere),
    "besselY0": (S.bessel_y0, positive), "besselY1": (S.bessel_y1, positive),
    "besselK0": (S.modified_bessel_k0, positive), "besselK1": (S.modified_bessel_k1, positive),
    "besselK0e": (S.scaled_modified_bessel_k0, positive), "besselK1e": (S.scaled_modified_bessel_k1, positive),
    "sphericalBesselJ0": (S.spherical_bessel_j0, anywhere),
}
# Between 5 and 10, PyTorch's J₀ and J₁ have only eight digits.
FAR = [30.0, -30.0, 12.5, -2.25, 100.0, -100.0, 1e-8, -1e-8]
NAN_AT_INFINITY = ("besselI0", "besselI1", "besselJ0", "besselJ1", "besselY0", "besselY1")
# PyTorch's derivatives of these are NaN at infinities, from 0 · ∞ or ∞ − ∞.
SPECIAL_ORDERS = {"besselI1": 0, "besselI1e": 0, "besselI0e": 0, "erfcx": 0, "logNdtr": 0}
GRIDS = {
    "gammainc": [(a, x) for a in (0.0, 0.5, 1.0, 3.0, INF) for x in (0.0, 0.25, 2.0, 100.0, INF)],
    "gammaincc": [(a, x) for a in (0.0, 0.5, 1.0, 3.0, INF) for x in (0.0, 0.25, 2.0, 100.0, INF)],
    "zeta": [(s, q) for s in (0.5, 1.0, 2.0, 2.5, 3.0) for q in (0.0, -2.0, -1.5, 0.25, 1.0, NAN)],
}
WITH_FIXED_FIRST = {"gammainc": (S.gammainc, positive), "gammaincc": (S.gammaincc, positive), "zeta": (S.zeta, lambda *shape: positive(*shape) + 1.1)}


def fixed_first():
    """The first operand has no derivative."""
    for name, (f, first) in WITH_FIXED_FIRST.items():
        for a, b in PAIRS:
            yield case(name, f, [first(*a), positive(*b)], fixed=[0])
        for large in (20.0, 300.0):
            x = torch.tensor([0.2, 0.9, 1.0, 1.1, 2.5]) * (1 if name == "zeta" else large)
            yield case(name, f, [torch.tensor([large]), x], fixed=[0], orders=0 if name == "zeta" else 2)
        points = torch.tensor(GRIDS[name])
        yield case(name, f, [points[:, 0].clone(), points[:, 1].clone()], fixed=[0], orders=0)


def cases():
    special = torch.tensor(SPECIAL)
    for name, (f, domain) in {**UNARY, **WITHOUT_DERIVATIVE}.items():
        orders = 2 if name in UNARY else 0
        for shape in SHAPES:
            yield case(name, f, [domain(*shape)], orders=orders)
        yield case(name, f, [special[3:] if name in NAN_AT_INFINITY else special], orders=SPECIAL_ORDERS.get(name, min(orders, 1)))
        if name not in ("ndtri", "entr"):
            yield case(name, f, [torch.tensor(FAR)], orders=min(orders, 1))
    for p in (1, 2, 3, 5, 8):
        yield case("multigammaln", lambda x: S.multigammaln(x, p), [positive(2, 3) + (p - 1) / 2], p)
    for a, b in PAIRS:
        yield case("xlog1py", S.xlog1py, [anywhere(*a), positive(*b) - 1])
        yield case("ldexp", torch.ldexp, [anywhere(*a), anywhere(*b)])
        yield case("heaviside", torch.heaviside, [torch.randint(-1, 2, a).double(), anywhere(*b)], orders=0)
    grid = torch.cartesian_prod(special, special)
    yield case("xlog1py", S.xlog1py, [grid[:, 0].clone(), grid[:, 1].clone()], orders=1)
    yield case("ldexp", torch.ldexp, [anywhere(6), torch.tensor([0, 1, -1, 10, -20, 1000])])
    # heaviside(NaN) is 0 in PyTorch and NaN in NumPy and core.
    yield case("heaviside", torch.heaviside, [grid[:, 0].clone().nan_to_num(nan=0.0), grid[:, 1].clone()], orders=0)
    yield from fixed_first()
