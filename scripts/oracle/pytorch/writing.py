"""Writing at indices, masks and parts; counts, and positions in sorted order."""

import math

import torch

from case import anywhere, case

NAN, INF = math.nan, math.inf
TIES = torch.tensor([[1.0, 2.0, 2.0], [0.0, -1.0, 2.0], [1.0, 0.0, 0.0]])


def whole(data):
    return torch.tensor(data, dtype=torch.int64)


def reductions():
    x = anywhere(3, 4)
    grids = [(whole([[0, 2, 2, 1], [2, 2, 0, 0]]), 0), (whole([[0, 3], [1, 1], [2, 0]]), 1), (whole([[1, 1, 1, 1, 1]]), -1)]
    for how in ("sum", "prod", "mean", "amax", "amin"):
        for own in (True, False):
            options = {"includeSelf": own}
            for grid, axis in grids:
                f = lambda t, i, s: t.scatter_reduce(axis, i, s, how, include_self=own)
                yield case("scatterReduce", f, [x, grid, anywhere(*grid.shape)], axis, how, options)
            f = lambda t, i, s: t.scatter_reduce(0, i, s, how, include_self=own)
            grid = whole([[0, 1, 0], [0, 1, 0], [0, 0, 2]])
            # PyTorch divides by the entries of a product, so it has no second derivative if they are 0. It gives x's own
            # entry a share of the gradient even if it is left out, if it equals the largest: here none does.
            start = TIES if own else TIES + 10
            yield case("scatterReduce", f, [start, grid, TIES.T.clone()], 0, how, options, orders=1)
            special = torch.tensor([[NAN, INF, -INF], [1.0, -0.0, 2.0], [0.5, -1.0, 0.0]])
            yield case("scatterReduce", f, [TIES, grid, special], 0, how, options, orders=0)
            if how == "sum":
                continue
            for places, axis in [([2, 0, 2], 0), ([3], 1), ([1, 1, 0, 1, 3], -1), ([0, 1, 2], -2)]:
                source = anywhere(*(len(places) if k == axis % 2 else n for k, n in enumerate(x.shape)))
                g = lambda t, i, s: t.index_reduce(axis, i, s, how, include_self=own)
                yield case("indexReduce", g, [x, whole(places), source], axis, how, options)


def slices():
    x = anywhere(3, 4, 2)
    # The source's gradient is PyTorch's only if no two entries go to the same place.
    for places, axis in [([2, 0], 0), ([3], 1), ([0, 1], -1), ([], 0), ([2, 1, 0], -3)]:
        source = anywhere(*(len(places) if k == axis % 3 else n for k, n in enumerate(x.shape)))
        yield case("indexCopy", lambda t, i, s: t.index_copy(axis, i, s), [x, whole(places), source], axis)
    for places, axis in [([2, 0], 0), ([3, 3], 1), ([0], -1), ([], 0), ([2, 1, 0], -3)]:
        yield case("indexFill", lambda t, i, v: t.index_fill(axis, i, v), [x, whole(places), anywhere()], axis)
    for indices, shape in [
        ([[0, 2], [1, 3]], (2, 2)),
        ([[2, 0, 1]], (3, 4, 2)),
        ([[[0], [2]], [[3, 1]], [1]], (2, 2)),
        ([[0, -1], [-2, 0], [1, 1]], (1,)),
        ([[0, 0, 0], [1, 1, 2]], (2,)),
    ]:
        source = anywhere(*shape)
        f = lambda t, accumulate: t.index_put([whole(each) for each in indices], source, accumulate=accumulate)
        yield case("indexPut", lambda t: f(t, True), [x], indices, source.tolist(), {"accumulate": True})
        if indices[0] != [0, 0, 0]:
            yield case("indexPut", lambda t: f(t, False), [x], indices, source.tolist())


def views():
    x = anywhere(3, 4, 3)
    for axis, start, end, step in [(0, 1, 3, 1), (1, 0, 4, 2), (2, -2, None, 1), (-1, 1, 1, 1), (-2, 0, 9, 3)]:
        ranges = [[] if k != axis % 3 else [start, end, step] for k in range(3)]
        bounds = [slice(None) if k != axis % 3 else slice(start, end, step) for k in range(3)]
        part = anywhere(*x[tuple(bounds)].shape)
        yield case("sliceScatter", lambda t, s: torch.slice_scatter(t, s, axis, start, end, step), [x, part], ranges)
    for axis, index in [(0, 1), (1, -1), (2, 0), (-1, 2), (-2, -4)]:
        yield case("selectScatter", lambda t, s: torch.select_scatter(t, s, axis, index), [x, anywhere(*x.select(axis, index).shape)], index, {"axis": axis})
    for offset, axes in [(0, (0, 1)), (1, (0, 1)), (-2, (1, 2)), (1, (-1, 0)), (0, (2, 1)), (3, (0, 1))]:
        part = anywhere(*x.diagonal(offset, *axes).shape)
        yield case("diagonalScatter", lambda t, s: torch.diagonal_scatter(t, s, offset, *axes), [x, part], {"offset": offset, "axes": axes})


def masks():
    x = anywhere(3, 4)
    for mask in (x > 0, x > 9, x < 9, torch.tensor([True, False, True, False]), torch.tensor([[True], [False], [True]])):
        yield case("maskedSelect", torch.masked_select, [x, mask])
        yield case("maskedScatter", torch.masked_scatter, [x, mask, anywhere(13)])
    yield case("maskedSelect", torch.masked_select, [anywhere(4), x > 0])
    yield case("maskedScatter", torch.masked_scatter, [x, x < 0.5, anywhere(4, 4)])
    special = torch.tensor([NAN, INF, -INF, -0.0])
    yield case("maskedSelect", torch.masked_select, [special, torch.tensor([True, True, False, True])], orders=1)


def counts():
    for x in (TIES, whole([3, 1, 3, 3]), anywhere(5), torch.tensor([2.0]), torch.tensor([True, False, True])):
        for pick, key in enumerate(("values", "inverse", "counts")):
            f = lambda t: torch.unique(t.detach(), return_inverse=True, return_counts=True)[pick]
            yield case("unique", f, [x], pick=key)
    for numbers in ([1, 1, 3], [0], [], [5, 0, 5, 2, 5]):
        for least in (0, 4):
            yield case("binCount", lambda t: torch.bincount(t, minlength=least), [whole(numbers)], {"minLength": least})
        weights = anywhere(len(numbers)).tolist()
        yield case("binCount", lambda t: torch.bincount(t, torch.tensor(weights)), [whole(numbers)], {"weights": weights})
    for x in (anywhere(20), TIES, torch.tensor([1.0, 1.0]), torch.linspace(0, 1, 11)):
        for bins, range in [(3, None), (10, None), (4, (-1.0, 1.0)), ([-1.0, 0.0, 0.5, 2.0], None)]:
            given = torch.tensor(bins) if isinstance(bins, list) else bins
            for pick, key in enumerate(("counts", "edges")):
                f = lambda t: torch.histogram(t.detach(), given, **({} if range is None else {"range": range}))[pick]
                yield case("histogram", f, [x], {"bins": bins, **({} if range is None else {"range": range})}, pick=key)


def searches():
    lines = anywhere(2, 5).sort().values
    edges = torch.tensor([-1.0, 0.0, 0.0, 2.0])
    for right in (False, True):
        options = {"right": right}
        for values in (TIES, torch.tensor([NAN, INF, -INF, -0.0]), anywhere(), anywhere(0)):
            yield case("searchSorted", lambda e, v: torch.searchsorted(e.detach(), v.detach(), right=right), [edges, values], options)
            yield case("bucketize", lambda v, e: torch.bucketize(v.detach(), e.detach(), right=right), [values, edges], options)
        for values in (anywhere(2, 3), lines, lines[:, :1].clone()):
            yield case("searchSorted", lambda e, v: torch.searchsorted(e.detach(), v.detach(), right=right), [lines, values], options)


def cases():
    for family in (reductions, slices, views, masks, counts, searches):
        yield from family()
