"""Reductions and running results: axes, options, ties, zeros, special values."""

import math

import torch

from case import anywhere, case

AXES = [(None, False), (0, False), (1, True), ((0, 2), False), ((-1,), True), ((0, 1, 2), True)]
ALONG = [(-1, (6,)), (0, (3, 2)), (1, (3, 2)), (1, (2, 4, 3)), (-3, (3, 2, 2)), (0, (1,))]
NAN, INF = math.nan, math.inf
# Ties, zeros of both signs, and a line of one value.
TIES = torch.tensor([[1.0, 3.0, 3.0, -2.0], [-2.0, -2.0, -2.0, 0.0], [5.0, 5.0, 5.0, 5.0], [0.0, -0.0, 0.0, 0.0]])
ZEROS = torch.tensor([[2.0, 0.0, 3.0, -1.5], [0.0, 4.0, 0.0, 2.0], [1.0, 2.0, -3.0, 0.5], [0.0, 0.0, 0.0, 1.0]])
BROKEN = torch.tensor([[1.0, NAN, 3.0, NAN], [2.0, INF, -1.0, -INF], [-INF, -INF, -INF, -INF], [INF, 0.0, -0.0, INF]])
MASKED = torch.tensor([[0.5, -INF, 1.0, -2.0], [3.0, 2.0, -INF, -INF]])


def options_of(axis, keep):
    return {**({} if axis is None else {"axis": axis}), "keepDims": keep}


def one_axis_at_a_time(f):
    """A reduction over several axes, although PyTorch's own takes only one: the others follow."""

    def reduce(t, dim, keepdim):
        for axis in sorted((d % t.ndim for d in dim), reverse=True):
            t = f(t, dim=axis, keepdim=keepdim)
        return t

    return reduce


def flattened(f):
    """The same for a reduction that needs all its numbers at once."""

    def reduce(t, dim, keepdim):
        dims = sorted(d % t.ndim for d in dim)
        others = [d for d in range(t.ndim) if d not in dims]
        y = f(t.permute(others + dims).reshape([t.shape[d] for d in others] + [-1]), dim=-1)
        return y.reshape([1 if d in dims else n for d, n in enumerate(t.shape)]) if keepdim else y

    return reduce


def nonzero(t, dim, keepdim):
    return (t != 0).sum(dim=dim, keepdim=keepdim)


REDUCTIONS = {
    "prod": one_axis_at_a_time(torch.prod), "amax": torch.amax, "amin": torch.amin, "max": torch.amax, "min": torch.amin,
    "variance": torch.var, "std": torch.std, "logSumExp": torch.logsumexp, "nanSum": torch.nansum, "nanMean": torch.nanmean,
    "all": one_axis_at_a_time(torch.all), "any": one_axis_at_a_time(torch.any), "countNonzero": nonzero,
    "norm": torch.linalg.vector_norm, "median": flattened(lambda t, dim: t.median(dim).values),
}
# For equal numbers, PyTorch's median along an axis picks any one of them; without an axis they share the gradient, as in core.
# A second derivative of the root of 0 is NaN there and 0 in core.
FIRST_ORDER_AT_TIES = {"std": 1, "norm": 1, "median": 0}
CUMULATIVE = {
    "cumSum": torch.cumsum, "cumProd": torch.cumprod, "logCumSumExp": torch.logcumsumexp,
    "cumMax": lambda t, dim: torch.cummax(t, dim).values, "cumMin": lambda t, dim: torch.cummin(t, dim).values,
}


def reductions():
    for name, f in REDUCTIONS.items():
        for axis, keep in AXES:
            dims = (0, 1, 2) if axis is None else axis if isinstance(axis, tuple) else (axis,)
            yield case(name, lambda t: f(t, dim=dims, keepdim=keep), [anywhere(2, 3, 4)], options_of(axis, keep))
        for x in (TIES, ZEROS):
            yield case(name, lambda t: f(t, dim=(1,), keepdim=False), [x], {"axis": 1}, orders=FIRST_ORDER_AT_TIES.get(name, 2))
            if name != "median":
                yield case(name, lambda t: f(t, dim=(0, 1), keepdim=False), [x], orders=FIRST_ORDER_AT_TIES.get(name, 2))
        yield case(name, lambda t: f(t, dim=(1,), keepdim=False), [BROKEN], {"axis": 1}, orders=0)
    for x in (TIES, ZEROS, anywhere(7), anywhere(2, 4)):
        yield case("median", torch.median, [x])
        yield case("max", torch.max, [x])
        yield case("min", torch.min, [x])
        yield case("prod", torch.prod, [x])


def with_parameters():
    x = anywhere(3, 4, 2)
    for correction in (0, 1, 2):
        for axis in (0, 1, (0, 2)):
            yield case("variance", lambda t: torch.var(t, dim=axis, correction=correction), [x], {"axis": axis, "correction": correction})
            yield case("std", lambda t: torch.std(t, dim=axis, correction=min(correction, 1)), [x], {"axis": axis, "correction": min(correction, 1)})
    yield case("variance", lambda t: torch.var(t, dim=0, correction=0), [anywhere(1, 3)], {"axis": 0, "correction": 0})
    # JSON has no infinities: norms with infinities are in the unit tests.
    for p in (0, 0.5, 1, 1.5, 2, 3, -1, -2.5):
        for axis, keep in [(None, False), (1, True), ((0, -1), False)]:
            yield case("norm", lambda t: torch.linalg.vector_norm(t, p, dim=axis, keepdim=keep), [x], {"p": p, **options_of(axis, keep)})
        if p >= 1:
            yield case("norm", lambda t: torch.linalg.vector_norm(t, p, dim=1), [ZEROS], {"p": p, "axis": 1}, orders=1)
            yield case("norm", lambda t: torch.linalg.vector_norm(t, p), [torch.zeros(3)], {"p": p}, orders=1)
    for q in (0.0, 0.25, 0.3, 0.5, 0.9, 1.0):
        yield case("quantile", lambda t: torch.quantile(t, q), [x], q)
        yield case("quantile", lambda t: torch.quantile(t, q, dim=1, keepdim=True), [x], q, {"axis": 1, "keepDims": True})
        yield case("quantile", lambda t: torch.quantile(t, q, dim=0), [BROKEN[:1].T.clone()], q, {"axis": 0}, orders=0)
    for axis, shape in ALONG:
        yield case("trapezoid", lambda t: torch.trapezoid(t, dx=0.3, dim=axis), [anywhere(*shape)], {"axis": axis, "dx": 0.3})
    yield case("trapezoid", lambda t: torch.trapezoid(t), [anywhere(2, 5)])


def quantiles():
    x, wide = anywhere(3, 4, 2), anywhere(2, 6)
    broken = torch.tensor([[1.0, NAN, 3.0, NAN, 0.5], [2.0, 7.0, -1.0, NAN, 4.0], [NAN, NAN, NAN, 2.0, NAN], [0.0, 3.0, 5.0, 1.0, 2.0]])
    for how in ("linear", "lower", "higher", "midpoint", "nearest"):
        for q in (0.0, 0.3, 0.5, 1.0, (0.1, 0.5, 0.75), (0.9,)):
            given = torch.tensor(q) if isinstance(q, tuple) else q
            for name, f in (("quantile", torch.quantile), ("nanQuantile", torch.nanquantile)):
                yield case(name, lambda t: f(t, given, interpolation=how), [wide], q, {"interpolation": how})
                yield case(name, lambda t: f(t, given, dim=1, keepdim=True, interpolation=how), [x], q, {"axis": 1, "keepDims": True, "interpolation": how})
            yield case("nanQuantile", lambda t: torch.nanquantile(t, given, dim=1, interpolation=how), [broken], q, {"axis": 1, "interpolation": how})
            yield case("quantile", lambda t: torch.quantile(t, given, dim=1, interpolation=how), [broken], q, {"axis": 1, "interpolation": how}, orders=0)
    # A line with only NaN: PyTorch sends its gradient to one of them.
    yield case("nanQuantile", lambda t: torch.nanquantile(t, 0.5, dim=1), [BROKEN * NAN], 0.5, {"axis": 1}, orders=0)
    yield case("nanMedian", lambda t: torch.nanmedian(t, dim=1).values, [BROKEN * NAN], {"axis": 1}, orders=0)
    for axis, shape in ALONG:
        yield case("nanMedian", lambda t: torch.nanmedian(t, dim=axis, keepdim=True).values, [anywhere(*shape)], {"axis": axis, "keepDims": True})
    yield case("nanMedian", lambda t: torch.nanmedian(t, dim=1).values, [broken], {"axis": 1})
    for x in (TIES, ZEROS, broken, anywhere(7), anywhere(2, 4)):
        yield case("nanMedian", torch.nanmedian, [x])


def more():
    # PyTorch's own aminmax has no derivative.
    for pick, f in (("min", torch.amin), ("max", torch.amax)):
        for axis, shape in ALONG:
            yield case("aminmax", lambda t: f(t, dim=axis, keepdim=True), [anywhere(*shape)], {"axis": axis, "keepDims": True}, pick=pick)
        for x in (TIES, ZEROS, anywhere(3, 4)):
            yield case("aminmax", f, [x], pick=pick)
        for x in (TIES, BROKEN):
            yield case("aminmax", lambda t: getattr(torch.aminmax(t.detach(), dim=1), pick), [x], {"axis": 1}, pick=pick)
    for p, axis, largest in [(2, 0, 1.0), (1, 1, 2.5), (3, 2, 0.7), (2, -1, 1e3), (0.5, -2, 4.0), (2, 1, 0.0)]:
        yield case("renorm", lambda t: torch.renorm(t, p, axis, largest), [anywhere(2, 3, 2)], {"p": p, "axis": axis, "maxNorm": largest})
    for axis, shape in ALONG:
        yield case("cumulativeTrapezoid", lambda t: torch.cumulative_trapezoid(t, dx=0.3, dim=axis), [anywhere(*shape)], {"axis": axis, "dx": 0.3})
    yield case("cumulativeTrapezoid", torch.cumulative_trapezoid, [anywhere(2, 5)])
    x = anywhere(3, 5)
    for order in (1, 2):
        for spacing, axes, pick in [(1, None, 0), (0.3, None, 1), ((0.5, 2.0), (1, 0), 0), (2.5, -1, 0), (((0.0, 0.5, 2.0, 2.25, 7.0),), 1, 0), (((3.0, 1.0, -2.0), 0.5), (0, 1), 0)]:
            each = [spacing] * len([axes] if isinstance(axes, int) else axes or (0, 1)) if not isinstance(spacing, tuple) else spacing
            dims = list(range(2)) if axes is None else [axes] if isinstance(axes, int) else axes
            # As coordinates, since PyTorch takes them for all axes or for none.
            points = [torch.tensor(h) if isinstance(h, tuple) else torch.arange(x.shape[d]) * h for h, d in zip(each, dims)]
            options = {"spacing": spacing, "edgeOrder": order, **({} if axes is None else {"axis": axes})}
            yield case("gradient", lambda t: torch.gradient(t, spacing=points, dim=dims, edge_order=order)[pick], [x], options, pick=pick)


def places():
    for name, f in (("argMax", torch.argmax), ("argMin", torch.argmin)):
        for x in (TIES, ZEROS, BROKEN, anywhere(3, 5)):
            yield case(name, f, [x])
            yield case(name, lambda t: f(t, dim=1), [x], {"axis": 1})
            yield case(name, lambda t: f(t, dim=-2, keepdim=True), [x], {"axis": -2, "keepDims": True})


def cumulative():
    for name, f in CUMULATIVE.items():
        for axis, shape in ALONG:
            yield case(name, lambda t: f(t, dim=axis), [anywhere(*shape)], {"axis": axis})
        for x in (TIES, ZEROS):
            for axis in (0, 1):
                yield case(name, lambda t: f(t, dim=axis), [x], {"axis": axis})
        yield case(name, lambda t: f(t, dim=-1), [BROKEN[:2]], orders=0)
    yield case("logCumSumExp", lambda t: torch.logcumsumexp(t, dim=-1), [MASKED], orders=0)
    yield case("logCumSumExp", lambda t: torch.logcumsumexp(t, dim=0), [torch.tensor([-800.0, 700.0, 0.0, 800.0, -5.0, 801.0])], orders=1)


def cases():
    yield from reductions()
    yield from with_parameters()
    yield from places()
    yield from cumulative()
    yield from quantiles()
    yield from more()
    yield case("logSumExp", lambda t: torch.logsumexp(t, dim=1), [MASKED], {"axis": 1})
    yield case("logSumExp", lambda t: torch.logsumexp(t, dim=0), [torch.tensor([[1000.0, -1000.0], [999.0, -1001.0]])], {"axis": 0})
    # NaN is left out, infinities are not.
    yield case("nanSum", lambda t: torch.nansum(t, dim=1), [BROKEN], {"axis": 1}, orders=1)
    yield case("nanMean", lambda t: torch.nanmean(t, dim=1), [BROKEN], {"axis": 1}, orders=1)
