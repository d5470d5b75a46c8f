"""Sums, shapes and matrix products."""

import torch

from case import anywhere, case

F = torch.nn.functional


def cases():
    x = anywhere(2, 3, 4)
    for axis, keep in [(None, False), (0, False), (1, True), ((0, 2), False), ((-1,), True)]:
        dims = tuple(range(3)) if axis is None else axis
        options = {**({} if axis is None else {"axis": axis}), "keepDims": keep}
        yield case("sum", lambda t: torch.sum(t, dim=dims, keepdim=keep), [x], options)
        yield case("mean", lambda t: torch.mean(t, dim=dims, keepdim=keep), [x], options)
    for axes in [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1), (0, 2, 1)]:
        yield case("transpose", lambda t: t.permute(axes), [x], list(axes))
    for shape in [(24,), (4, 6), (1, 2, 3, 4), (6, 1, 4), (2, 12)]:
        yield case("reshape", lambda t: t.reshape(shape), [x], list(shape))
    for small, large in [((), (2,)), ((3,), (2, 3)), ((3, 1), (3, 4)), ((1, 1), (2, 3)), ((2, 1, 1), (5, 2, 3, 4))]:
        yield case("broadcastTo", lambda t: t.expand(large), [anywhere(*small)], list(large))
    for a, b in [((2, 3), (3, 4)), ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((5, 1, 2, 3), (4, 3, 2)), ((2, 2, 3), (3, 1))]:
        yield case("matmul", torch.matmul, [anywhere(*a), anywhere(*b)])
    for alpha in (0.5, 1.0, 1.7):
        yield case("elu", lambda t: F.elu(t, alpha), [anywhere(7)], {"alpha": alpha})
        yield case("leakyRelu", lambda t: F.leaky_relu(t, alpha), [anywhere(7)], {"negativeSlope": alpha})
