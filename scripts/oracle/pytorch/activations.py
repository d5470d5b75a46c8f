"""Activations: several shapes and options, the points at which a slope jumps, special values."""

import torch

from case import SPECIAL, anywhere, case

F = torch.nn.functional
SHAPES = [(), (1,), (7,), (2, 3), (2, 1, 3)]


def hard_sigmoid(t):
    """By definition: PyTorch's own divides by 6 in single precision, and has no second derivative."""
    return F.relu6(t + 3) / 6


# Infinities and NaN are compared by value only: PyTorch's formulas give NaN for some derivatives, core's for others.
PLAIN = {
    "logSigmoid": F.logsigmoid, "relu6": F.relu6, "selu": F.selu, "mish": F.mish, "hardSigmoid": hard_sigmoid,
    "hardSwish": F.hardswish, "softSign": F.softsign, "tanhShrink": F.tanhshrink, "gelu": F.gelu,
    "celu": F.celu, "elu": F.elu, "leakyRelu": F.leaky_relu, "hardTanh": F.hardtanh, "hardShrink": F.hardshrink, "softShrink": F.softshrink,
}
# PyTorch keeps 1/α of celu in single precision, so these are powers of 2.
OPTIONS = {
    "celu": (F.celu, [{"alpha": a} for a in (0.25, 1.0, 2.0, -0.5)]),
    "elu": (F.elu, [{"alpha": a} for a in (0.3, 1.0, 2.5)]),
    "gelu": (F.gelu, [{"approximate": a} for a in ("none", "tanh")]),
    "hardShrink": (lambda t, **o: F.hardshrink(t, o["lambda"]), [{"lambda": a} for a in (0.0, 0.5, 1.0)]),
    "softShrink": (lambda t, **o: F.softshrink(t, o["lambda"]), [{"lambda": a} for a in (0.0, 0.5, 1.0)]),
    "hardTanh": (lambda t, **o: F.hardtanh(t, o["min"], o["max"]), [{"min": a, "max": b} for a, b in ((-1.0, 1.0), (-0.5, 2.0), (1.0, 3.0))]),
    "leakyRelu": (lambda t, **o: F.leaky_relu(t, o["negativeSlope"]), [{"negativeSlope": a} for a in (0.2, 1.0, -0.5)]),
}
# Every whole number and half from −4 to 7, which includes the kinks of all functions above; second derivatives have no
# convention there.
GRID = [k / 2 for k in range(-8, 15)]
FINITE = [0.0, -0.0, 1.0, -1.0, 30.0, -30.0, 700.0, -700.0]
INFINITE = [float("nan"), float("inf"), float("-inf")]


def along_axis():
    for axis, shape in [(-1, (5,)), (0, (3, 2)), (1, (3, 2)), (1, (2, 3, 4)), (-3, (2, 3, 4))]:
        for name, f in (("softmax", F.softmax), ("softmin", F.softmin), ("logSoftmax", F.log_softmax)):
            yield case(name, lambda t: f(t, dim=axis), [anywhere(*shape)], {"axis": axis})
    for axis, shape in [(-1, (4,)), (0, (2, 3)), (1, (3, 4)), (1, (2, 6, 1)), (-3, (4, 1, 2))]:
        yield case("glu", lambda t: F.glu(t, dim=axis), [anywhere(*shape)], {"axis": axis})
    far = torch.tensor([[1000.0, 999.0, -1000.0], [-1e5, -1e5, -1e5 + 2], [0.0, 800.0, -800.0]])
    masked = torch.tensor([[0.5, -torch.inf, 1.0], [-torch.inf, 2.0, -torch.inf]])
    for name, f in (("softmax", F.softmax), ("logSoftmax", F.log_softmax)):
        yield case(name, lambda t: f(t, dim=-1), [far])
        yield case(name, lambda t: f(t, dim=-1), [masked], orders=0)
        yield case(name, lambda t: f(t, dim=-1), [torch.full((2, 2), -torch.inf)], orders=0)
    yield case("softmax", lambda t: F.softmax(t, dim=-1), [masked])


def cases():
    grid = torch.tensor(GRID)
    for name, f in PLAIN.items():
        for shape in SHAPES:
            yield case(name, f, [anywhere(*shape)])
        # In this version the slope of hardSwish at 3 is 3/2 or 1, depending on the number's position in memory.
        yield case(name, f, [grid[grid != 3] if name == "hardSwish" else grid], orders=1)
        yield case(name, f, [torch.tensor(FINITE)], orders=1)
        # softshrink(NaN) was 0 until PyTorch 2; core keeps NaN.
        yield case(name, f, [torch.tensor(INFINITE[1:] if name == "softShrink" else INFINITE)], orders=0)
    for name, (f, choices) in OPTIONS.items():
        for options in choices:
            yield case(name, lambda t: f(t, **options), [anywhere(3, 4)], options)
            yield case(name, lambda t: f(t, **options), [grid], options, orders=1)
    for t, replacement in [(0.0, 0.0), (0.5, 20.0), (-1.0, -3.0), (2.0, 2.0), (1.5, -1.0)]:
        for x in (grid, anywhere(2, 5), torch.tensor(SPECIAL)):
            yield case("threshold", lambda x: F.threshold(x, t, replacement), [x], t, replacement, orders=1)
    for shape, weights in [((5,), 1), ((2, 3), 3), ((2, 3, 4), 3), ((4, 1, 2), 1), ((2, 2, 3, 2), 2)]:
        yield case("prelu", F.prelu, [anywhere(*shape), anywhere(weights)])
    yield case("prelu", F.prelu, [grid, anywhere(1)])
    yield from along_axis()
