"""Writes what PyTorch says of core's operations to packages/core/test/fixtures/pytorch.json.

    python3 scripts/oracle/pytorch.py

Each case holds inputs, the result, the gradients of Σ w·y for fixed weights w, and the gradients of the sum of these
gradients, weighted likewise. Tests read the file; nobody needs PyTorch to run them.
"""

import json
import math
from pathlib import Path

import torch

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)

FIXTURES = Path(__file__).parents[2] / "packages/core/test/fixtures/pytorch.json"
SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, 2.0, -0.5, 700.0, -700.0]


def weights(like):
    return torch.tensor([math.cos(1 + 3 * i) for i in range(like.numel())]).reshape(like.shape)


def project(y):
    return (y * weights(y)).sum()


def numbers(x):
    """JSON has no NaN and no infinities: these become strings."""
    # A gradient that is zero everywhere may come without memory of its own.
    x = torch.zeros(x.shape) if x._is_zerotensor() else x
    flat = x.detach().double().reshape(-1).tolist()
    return [n if math.isfinite(n) else str(n).replace("inf", "Infinity").replace("nan", "NaN") for n in flat]


def array(x):
    return {"shape": list(x.shape), "data": numbers(x)}


def gradients(y, inputs, create_graph):
    found = torch.autograd.grad(y, inputs, create_graph=create_graph, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for g, x in zip(found, inputs)]


def case(name, f, inputs, options=None, orders=2):
    inputs = [x.clone().requires_grad_() for x in inputs]
    y = f(*inputs)
    made = {"name": name, "options": options, "inputs": [array(x) for x in inputs], "result": array(y), "gradients": [], "second": []}
    if y.is_floating_point() and y.requires_grad and orders > 0:
        first = gradients(project(y), inputs, orders > 1)
        made["gradients"] = [array(g) for g in first]
        total = sum(project(g) for g in first)
        if orders > 1:
            second = gradients(total, inputs, False) if total.requires_grad else [torch.zeros_like(x) for x in inputs]
            made["second"] = [array(g) for g in second]
    return made


def anywhere(*shape):
    return torch.randn(shape) * 1.5


def positive(*shape):
    return torch.rand(shape) * 3 + 0.1


def unit(*shape):
    return torch.rand(shape) * 0.9 + 0.05


def inside(*shape):
    return torch.rand(shape) * 1.8 - 0.9


def above_one(*shape):
    return torch.rand(shape) * 3 + 1.1


F = torch.nn.functional
UNARY = {
    "abs": (torch.abs, anywhere), "exp": (torch.exp, anywhere), "expm1": (torch.expm1, anywhere),
    "log": (torch.log, positive), "log1p": (torch.log1p, positive), "sqrt": (torch.sqrt, positive),
    "neg": (torch.neg, anywhere), "reciprocal": (torch.reciprocal, positive), "sign": (torch.sign, anywhere),
    "square": (torch.square, anywhere), "sin": (torch.sin, anywhere), "cos": (torch.cos, anywhere),
    "tanh": (torch.tanh, anywhere), "sigmoid": (torch.sigmoid, anywhere), "relu": (torch.relu, anywhere),
    "exp2": (torch.exp2, anywhere), "log2": (torch.log2, positive), "log10": (torch.log10, positive),
    "rsqrt": (torch.rsqrt, positive), "tan": (torch.tan, anywhere), "asin": (torch.asin, inside),
    "acos": (torch.acos, inside), "atan": (torch.atan, anywhere), "sinh": (torch.sinh, anywhere),
    "cosh": (torch.cosh, anywhere), "asinh": (torch.asinh, anywhere), "acosh": (torch.acosh, above_one),
    "atanh": (torch.atanh, inside), "sinc": (torch.sinc, anywhere), "erf": (torch.erf, anywhere),
    "erfc": (torch.erfc, anywhere), "erfInv": (torch.erfinv, inside), "lgamma": (torch.lgamma, positive),
    "digamma": (torch.digamma, positive), "floor": (torch.floor, anywhere), "ceil": (torch.ceil, anywhere),
    "round": (torch.round, anywhere), "trunc": (torch.trunc, anywhere), "frac": (torch.frac, anywhere),
    "degrees": (torch.rad2deg, anywhere), "radians": (torch.deg2rad, anywhere), "logit": (torch.logit, unit),
    "logicalNot": (torch.logical_not, anywhere), "isNaN": (torch.isnan, anywhere),
    "isFinite": (torch.isfinite, anywhere), "isInf": (torch.isinf, anywhere), "nanToNum": (torch.nan_to_num, anywhere),
    "softplus": (lambda x: F.softplus(x, threshold=1e9), anywhere), "silu": (F.silu, anywhere),
}
BINARY = {
    "add": (torch.add, anywhere, anywhere), "sub": (torch.sub, anywhere, anywhere),
    "mul": (torch.mul, anywhere, anywhere), "div": (torch.div, anywhere, positive),
    "pow": (torch.pow, positive, anywhere), "maximum": (torch.maximum, anywhere, anywhere),
    "minimum": (torch.minimum, anywhere, anywhere), "greater": (torch.gt, anywhere, anywhere),
    "greaterEqual": (torch.ge, anywhere, anywhere), "less": (torch.lt, anywhere, anywhere),
    "lessEqual": (torch.le, anywhere, anywhere), "equal": (torch.eq, anywhere, anywhere),
    "notEqual": (torch.ne, anywhere, anywhere), "logicalAnd": (torch.logical_and, anywhere, anywhere),
    "logicalOr": (torch.logical_or, anywhere, anywhere), "logicalXor": (torch.logical_xor, anywhere, anywhere),
    "logAddExp": (torch.logaddexp, anywhere, anywhere), "logAddExp2": (torch.logaddexp2, anywhere, anywhere),
    "atan2": (torch.atan2, anywhere, anywhere), "hypot": (torch.hypot, anywhere, anywhere),
    "xlogy": (torch.xlogy, anywhere, positive), "fmax": (torch.fmax, anywhere, anywhere),
    "fmin": (torch.fmin, anywhere, anywhere), "fmod": (torch.fmod, anywhere, positive),
    "remainder": (torch.remainder, anywhere, anywhere), "copySign": (torch.copysign, anywhere, anywhere),
}
SHAPES = [(), (1,), (5,), (2, 3), (2, 1, 3)]
PAIRS = [((), ()), ((3,), (3,)), ((3, 1), (1, 4)), ((2, 3), ()), ((4,), (2, 1, 4))]
# Where PyTorch's own answer is an artefact of its formula (a NaN from 0·∞), it is no oracle for gradients.
SPECIAL_ORDERS = {name: 0 for name in ("silu", "softplus", "sigmoid", "tanh", "sqrt", "log", "log1p", "expm1", "reciprocal", "pow", "div", "mul", "logit", "logAddExp", "logAddExp2", "remainder", "copySign", "digamma")}


def structural():
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


def all_cases():
    special = torch.tensor(SPECIAL)
    for name, (f, domain) in UNARY.items():
        for shape in SHAPES:
            yield case(name, f, [domain(*shape)])
        # sign(NaN) is 0 in PyTorch and NaN in NumPy; core follows NumPy: no silent zero.
        yield case(name, f, [special[1:] if name in ("sign", "abs") else special], orders=SPECIAL_ORDERS.get(name, 1))
    for name, (f, first, second) in BINARY.items():
        for a, b in PAIRS:
            yield case(name, f, [first(*a), second(*b)])
        grid = torch.cartesian_prod(special, special)
        yield case(name, f, [grid[:, 0].clone(), grid[:, 1].clone()], orders=SPECIAL_ORDERS.get(name, 1))
    yield from structural()


if __name__ == "__main__":
    made = list(all_cases())
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in made)
    FIXTURES.write_text(f'{{"pytorch":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
    print(f"{len(made)} cases of {len({each['name'] for each in made})} operations, PyTorch {torch.__version__}")
