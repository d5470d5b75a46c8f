"""Shapes, parts, orders and indices."""

import math

import torch

from case import anywhere, case

F = torch.nn.functional


def whole(data):
    return torch.tensor(data)


def shapes():
    x = anywhere(2, 3, 4)
    for start, end in [(0, -1), (1, 2), (0, 1), (-1, -1), (-2, 2)]:
        yield case("flatten", lambda t: t.flatten(start, end), [x], {"startAxis": start, "endAxis": end})
    for shape, axis in [((1, 3, 1), None), ((2, 3), None), ((1, 3, 1), 0), ((1, 3, 1), -1), ((1,), 0)]:
        f = (lambda t: t.squeeze()) if axis is None else (lambda t: t.squeeze(axis))
        yield case("squeeze", f, [anywhere(*shape)], *([] if axis is None else [{"axis": axis}]))
    for axis in (0, 1, 3, -1, -3):
        yield case("expandDims", lambda t: t.unsqueeze(axis), [x], axis)
    for axes in [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1), (-1, 0, -2)]:
        yield case("permute", lambda t: t.permute(axes), [x], list(axes))
    for source, target in [(0, -1), (2, 0), ((0, 1), (1, 2)), ((-1, 0), (0, 1)), ((0, 1, 2), (2, 0, 1))]:
        yield case("moveAxis", lambda t: t.movedim(source, target), [x], source, target)
    for a, b in [(0, 1), (0, 2), (-1, 0), (1, 1), (-2, -1)]:
        yield case("swapAxes", lambda t: t.swapaxes(a, b), [x], a, b)


def parts():
    x = anywhere(3, 5, 4)
    # PyTorch has no negative steps: these are read from flipped arrays.
    slices = [
        ([[1, None], [], [None, 3]], lambda t: t[1:, :, :3]),
        ([[], [0, 5, 2]], lambda t: t[:, 0:5:2]),
        ([-1, [-4, -1], 2], lambda t: t[-1, -4:-1, 2]),
        ([[], [None, None, -2]], lambda t: t.flip(1)[:, ::2]),
        ([[], [3, 0, -1], [-9, 99]], lambda t: t.flip(1)[:, 1:4]),
        ([[2, 1]], lambda t: t[2:1]),
        ([1, 1, 1], lambda t: t[1, 1, 1]),
    ]
    for ranges, f in slices:
        yield case("slice", f, [x], ranges)
    for axis, index in [(0, 1), (1, -1), (2, 0), (-1, 3), (-2, -5)]:
        yield case("select", lambda t: t.select(axis, index), [x], index, {"axis": axis})
    for axis, start, length in [(0, 1, 2), (1, -3, 2), (2, 0, 4), (-1, 3, 0), (-2, 0, 1)]:
        yield case("narrow", lambda t: t.narrow(axis, start, length), [x], {"axis": axis, "start": start, "length": length})
    for axes in [(0,), (1,), (0, 2), (-1, 0), (0, 1, 2)]:
        yield case("flip", lambda t: t.flip(axes), [x], {"axis": axes})
    for axis, size, step in [(0, 2, 1), (1, 3, 2), (2, 4, 1), (-1, 1, 3), (-2, 2, 2), (1, 0, 1)]:
        yield case("unfold", lambda t: t.unfold(axis, size, step), [x], {"axis": axis, "size": size, "step": step})
    for size, axis, pick in [(2, 0, 1), (2, 1, 2), ((1, 4), 1, 1), ((0, 3, 1), -1, 0), (9, 0, 0), ((2, 2), -1, 1)]:
        yield case("split", lambda t: t.split(size, axis)[pick], [x], size, {"axis": axis}, pick=pick)
    for count, axis, pick in [(2, 0, 1), (3, 1, 2), (4, 1, 0), (3, 2, 1), (7, -1, 3)]:
        yield case("chunk", lambda t: t.chunk(count, axis)[pick], [x], count, {"axis": axis}, pick=pick)
    for axis, pick in [(0, 0), (0, 2), (1, 4), (-1, 1), (-2, 3)]:
        yield case("unstack", lambda t: t.unbind(axis)[pick], [x], {"axis": axis}, pick=pick)
    for n, axis in [(1, -1), (1, 0), (2, 1), (3, 2), (0, 0), (4, 1)]:
        yield case("diff", lambda t: t.diff(n=n, dim=axis), [x], {"n": n, "axis": axis})


def repeats():
    x = anywhere(2, 3)
    for counts in [(2, 1), (1, 3), (2, 2), (2, 1, 3), (3,), (0, 1)]:
        yield case("tile", lambda t: t.tile(counts), [x], list(counts))
    for counts, axis in [(2, None), (3, 0), ((1, 0, 2), 1), ((2, 1), -2), (1, 1), (0, 0)]:
        given = torch.tensor(counts) if isinstance(counts, tuple) else counts
        yield case("repeat", lambda t: t.repeat_interleave(given, dim=axis), [x], counts, *([] if axis is None else [{"axis": axis}]))
    for shift, axis in [(1, None), (-2, 1), (7, 0), ((1, -1), (0, 1)), (0, 1), ((4, 2), (-1, 0))]:
        yield case("roll", lambda t: t.roll(shift, axis), [x], shift, *([] if axis is None else [{"axis": axis}]))
    cube = anywhere(2, 3, 2)
    for k, axes in [(1, (0, 1)), (2, (0, 1)), (3, (1, 2)), (-1, (0, 2)), (4, (0, 1)), (5, (2, 0))]:
        yield case("rot90", lambda t: t.rot90(k, axes), [cube], k, {"axes": axes})
    vector = anywhere(1, 1, 4)
    for before, after in [(1, 2), (0, 3), (3, 1), (0, 0), (2, 2)]:
        widths = [0, 0, [before, after]]
        # PyTorch's circular padding of an empty tensor fails.
        for mode in ("reflect", "replicate", "circular") if before > 0 else ("reflect", "replicate"):
            yield case("pad", lambda t: F.pad(t, (before, after), mode=mode), [vector], widths, {"mode": mode})
        yield case("pad", lambda t: F.pad(t, (before, after), value=1.5), [vector], widths, {"value": 1.5})
    image = anywhere(1, 1, 3, 4)
    for mode in ("constant", "reflect", "replicate", "circular"):
        yield case("pad", lambda t: F.pad(t, (1, 2, 2, 1), mode=mode), [image], [0, 0, [2, 1], [1, 2]], {"mode": mode})


def indices():
    x = anywhere(3, 4)
    grids = [
        (whole([[0, 3, 3, 1], [2, 2, 0, 0]]), 1),
        (whole([[0, 2, 2], [1, 1, 1]]), 0),
        (whole([[0]]), 0),
        (whole([[0, 0, 0, 0, 0]] * 3), -1),
        (whole([[2, 1, 0, 2]] * 5), 0),
        (torch.zeros(0, 2, dtype=torch.int64), 1),
    ]
    for grid, axis in grids:
        numbers = grid.tolist() or whole([])
        if grid.numel() > 0:
            yield case("gather", lambda t: t.gather(axis, grid), [x], numbers, axis)
        yield case("gather", lambda t, i: t.gather(axis, i), [x, grid], axis)
        # PyTorch has a gradient of the source only if it is not larger than the indices.
        rows, columns = grid.shape
        add = lambda t, i, s: t.scatter_add(axis, i, s[:rows, :columns])
        yield case("scatterAdd", add, [x, grid, anywhere(5, 5)], axis)
    # The source's gradient is PyTorch's only if it has the shape of the indices and no two entries go to the same place.
    for grid, axis in [
        (whole([[0, 3, 2, 1], [2, 3, 0, 1]]), 1),
        (whole([[0, 2, 1], [1, 0, 2]]), 0),
        (whole([[1]]), 0),
        (whole([[3, 0], [2, 1], [0, 2]]), -1),
        (whole([[0, 1, 2, 0], [1, 2, 0, 2], [2, 0, 1, 1]]), 0),
    ]:
        yield case("scatter", lambda t, i, s: t.scatter(axis, i, s), [x, grid, anywhere(*grid.shape)], axis)
    for grid, axis in [(whole([[0, 3], [2, 2], [1, 1]]), 1), (whole([[2, 0, 0, 1]]), 0), (whole([[3], [0], [1]]), -1)]:
        yield case("takeAlongAxis", lambda t, i: t.take_along_dim(i, axis), [x, grid], axis)
    yield case("takeAlongAxis", lambda t, i: t.take_along_dim(i, 1), [x, whole([[1, 1, 2, 0, 3]])], 1)
    yield case("takeAlongAxis", lambda t, i: t.take_along_dim(i, 2), [anywhere(2, 1, 3), whole([[[2, 0], [1, 1], [0, 2], [0, 0]]])], 2)
    for places in (whole([0, 11, 5]), whole([[1, 1], [1, 2]]), whole(3), whole([-1, -12]), whole([[[7]]])):
        yield case("take", lambda t, i: t.take(i), [x, places])
    for places, axis in [([2, 0, 2], 0), ([3], 1), ([1, 1, 1, 1, 0], -1), ([0, 1, 2], -2), ([], 0)]:
        f = lambda t: t.index_select(axis, torch.tensor(places, dtype=torch.int64))
        yield case("take", f, [x], places, {"axis": axis})
        yield case("indexSelect", f, [x], places, axis)
        source = anywhere(*(len(places) if k == axis % 2 else n for k, n in enumerate(x.shape)))
        g = lambda t, i, s: t.index_add(axis, i, s)
        yield case("indexAdd", g, [x, torch.tensor(places, dtype=torch.int64), source], axis)
    for mask in (x > 0, x > 9, x < 9, torch.tensor([True, False, True, False]), torch.tensor(True)):
        yield case("maskedFill", lambda t, m, v: t.masked_fill(m, v), [x, mask, anywhere()])
    for places, classes in [([0, 2, 1], 3), ([0, 2], 5), ([[1], [3]], 4), (2, 3), ([0, 0], 1)]:
        yield case("oneHot", lambda i: F.one_hot(i, classes), [whole(places)], classes)
    yield case("oneHot", lambda i: F.one_hot(i), [whole([0, 3, 1])])


def diagonals():
    x = anywhere(3, 4, 3)
    for offset, axes in [(0, (0, 1)), (1, (0, 1)), (-2, (1, 2)), (1, (-1, 0)), (0, (2, 1)), (3, (0, 2))]:
        yield case("diagonal", lambda t: t.diagonal(offset, *axes), [x], {"offset": offset, "axes": axes})
    y = anywhere(2, 3)
    for offset, axes in [(0, (-2, -1)), (1, (0, 1)), (-2, (0, 2)), (1, (-1, 0)), (2, (2, 1))]:
        yield case("diagEmbed", lambda t: torch.diag_embed(t, offset, *axes), [y], {"offset": offset, "axes": axes})
    for shape, offset in [((3,), 0), ((2,), -1), ((3, 4), 0), ((4, 2), -2), ((2, 3), 1), ((1,), 2)]:
        yield case("diag", lambda t: t.diag(offset), [anywhere(*shape)], {"offset": offset})
    # For a matrix with two more rows than columns, PyTorch 1.13 also gives an entry below the diagonal a gradient.
    for shape in [(3, 3), (2, 4), (3, 2), (1, 1), (1, 5)]:
        yield case("trace", torch.trace, [anywhere(*shape)])
    for shape, offset in [((3, 3), 0), ((2, 4), 1), ((4, 2), -1), ((2, 3, 3), -2), ((2, 2), 5)]:
        yield case("tril", lambda t: t.tril(offset), [anywhere(*shape)], {"offset": offset})
        yield case("triu", lambda t: t.triu(offset), [anywhere(*shape)], {"offset": offset})
    # What is cut off does not reach the result, and gets no gradient.
    special = torch.tensor([[float("nan"), float("inf")], [float("-inf"), 1.0]])
    yield case("tril", torch.tril, [special])
    yield case("triu", torch.triu, [special])


def orders():
    ties = torch.tensor([[1.0, 0.0, 1.0, 0.0, 2.0], [3.0, 3.0, 3.0, -1.0, 3.0]])
    special = torch.tensor([float("nan"), 1.0, float("inf"), float("-inf"), float("nan"), -2.0])
    for x, axis in [(anywhere(2, 5), -1), (anywhere(4, 3), 0), (anywhere(2, 4, 3), 1), (ties, 1), (special, 0), (anywhere(1), 0)]:
        for descending in (False, True):
            options = {"axis": axis, "descending": descending}
            sort = lambda t: torch.sort(t, dim=axis, descending=descending, stable=True)
            orders = 1 if x is special else 2
            yield case("sort", lambda t: sort(t).values, [x], options, orders=orders)
            yield case("argSort", lambda t: sort(t).indices, [x], options)
    for shape, k, axis, largest in [((6,), 2, 0, True), ((2, 5), 3, -1, False), ((4, 3), 1, 0, True), ((2, 4, 2), 4, 1, True), ((3, 3), 0, 1, False)]:
        x = anywhere(*shape)
        options = {"axis": axis, "largest": largest}
        yield case("topK", lambda t: t.topk(k, axis, largest).values, [x], k, options, pick="values")
        yield case("topK", lambda t: t.topk(k, axis, largest).indices, [x], k, options, pick="indices")


def choices():
    special = torch.tensor([[math.nan, 1.0, math.inf, -math.inf, -2.0], [0.0, 3.0, -0.5, 3.5, 1.0]])
    runs = torch.tensor([[1.0, 0.0, 1.0, 0.0, 2.0], [3.0, 3.0, 3.0, -1.0, 3.0], [5.0, 4.0, 3.0, 2.0, 1.0]])
    for x, k, axis, keep in [(anywhere(6), 2, 0, False), (anywhere(2, 5), 3, -1, True), (anywhere(4, 3), 1, 0, False), (anywhere(2, 4, 2), 4, 1, True), (special, 2, 1, False), (special, 5, 1, False)]:
        options = {"axis": axis, "keepDims": keep}
        for pick in ("values", "indices"):
            orders = 1 if x is special else 2
            yield case("kthValue", lambda t: getattr(t.kthvalue(k, axis, keep), pick), [x], k, options, pick=pick, orders=orders)
    yield case("kthValue", lambda t: t.kthvalue(2, 1).values, [runs], 2, pick="values", orders=0)
    for x, axis, keep in [(runs, 1, False), (runs, 0, True), (runs, -1, True), (anywhere(4), 0, False), (special[1:], 1, False), (runs.reshape(3, 5, 1).repeat(1, 1, 2), 1, False)]:
        for pick in ("values", "indices"):
            yield case("mode", lambda t: getattr(t.mode(axis, keep), pick), [x], {"axis": axis, "keepDims": keep}, pick=pick)


def ranks():
    x = anywhere(2, 6, 2)
    for axis, sizes in [(1, (2, 3)), (1, (3, -1)), (-2, (6, 1)), (0, (2,)), (2, (1, -1, 1))]:
        yield case("unflatten", lambda t: t.unflatten(axis, sizes), [x], axis, sizes)
    for shape in [(), (3,), (2, 3), (2, 1, 3), (0, 2), (1, 2, 1, 2)]:
        yield case("ravel", torch.ravel, [anywhere(*shape)])
        yield case("atleast1d", torch.atleast_1d, [anywhere(*shape)])
        yield case("atleast2d", torch.atleast_2d, [anywhere(*shape)])
        yield case("atleast3d", torch.atleast_3d, [anywhere(*shape)])


def more_parts():
    x = anywhere(3, 4, 6)
    for sections, axis, pick in [(2, 0, 0), (3, 1, 2), (4, 2, 3), (7, -1, 6), ((1, 3), 1, 1), ((2, -1, 9), 2, 2), ((), 0, 0)]:
        yield case("tensorSplit", lambda t: t.tensor_split(sections, axis)[pick], [x], sections, {"axis": axis}, pick=pick)
    for sections, pick in [(2, 1), (4, 3), (1, 0), ((1, 2), 2), ((-1,), 0)]:
        yield case("hsplit", lambda t: t.hsplit(sections)[pick], [x], sections, pick=pick)
    yield case("hsplit", lambda t: t.hsplit(3)[1], [anywhere(6)], 3, pick=1)
    for sections, pick in [(3, 1), (1, 0), ((1, 2), 2), ((2,), 0), ((0, 5), 1)]:
        yield case("vsplit", lambda t: t.vsplit(sections)[pick], [x], sections, pick=pick)
    for sections, pick in [(2, 1), (3, 0), (6, 5), ((1, 4), 1), ((-1,), 1)]:
        yield case("dsplit", lambda t: t.dsplit(sections)[pick], [x], sections, pick=pick)
    for shape in [(2, 3), (1, 4), (3, 1), (2, 3, 2), (0, 2)]:
        yield case("fliplr", torch.fliplr, [anywhere(*shape)])
        yield case("flipud", torch.flipud, [anywhere(*shape)])
    for n, length, replacement in [(4, 2, False), (3, 2, True), (5, 3, False), (3, 4, True), (4, 1, False), (2, 3, False)]:
        f = lambda t: torch.combinations(t, length, replacement)
        yield case("combinations", f, [anywhere(n)], {"length": length, "replacement": replacement})
    for x in (anywhere(4), torch.tensor([0.0, -0.0, 1.0, -2.0])):
        # PyTorch's own has no derivative: it overwrites what it would need.
        yield case("vander", lambda t: torch.vander(t.detach()), [x])
        for columns, increasing in [(3, True), (1, False), (5, False), (4, True), (2, False)]:
            powers = range(columns) if increasing else reversed(range(columns))
            f = lambda t: torch.stack([t**k for k in powers], dim=-1)
            yield case("vander", f, [x], {"columns": columns, "increasing": increasing})


def cases():
    for family in (shapes, parts, repeats, indices, diagonals, orders, choices, ranks, more_parts):
        yield from family()
