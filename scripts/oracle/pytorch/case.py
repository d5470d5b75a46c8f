"""What a case contains, and how it is written: see __main__.py."""

import math

import torch

# Inputs at which functions behave unusually.
SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, 2.0, -0.5, 700.0, -700.0]


def weights(like):
    return torch.tensor([math.cos(1 + 3 * i) for i in range(like.numel())]).reshape(like.shape)


def project(y):
    return (y * weights(y)).sum()


def numbers(x):
    """JSON has no NaN and no infinities: these become strings."""
    # A gradient that is zero everywhere may have no memory of its own.
    x = torch.zeros(x.shape) if x._is_zerotensor() else x
    flat = x.detach().double().reshape(-1).tolist()
    return [n if math.isfinite(n) else str(n).replace("inf", "Infinity").replace("nan", "NaN") for n in flat]


def array(x, fixed=False):
    made = {"shape": list(x.shape), "data": numbers(x)}
    if x.is_floating_point() and not fixed:
        return made
    return {**made, "dtype": "float64" if fixed else "bool" if x.dtype == torch.bool else "int32"}


def gradients(y, inputs, create_graph):
    leaves = [x for x in inputs if x.requires_grad]
    found = iter(torch.autograd.grad(y, leaves, create_graph=create_graph, allow_unused=True))
    every = [next(found) if x.requires_grad else None for x in inputs]
    return [torch.zeros(x.shape) if g is None else g for g, x in zip(every, inputs)]


def case(name, f, inputs, *arguments, orders=2, pick=None, fixed=()):
    """One case of core's operation `name`: called with the inputs as Values, then with the arguments unchanged.

    f is the same in PyTorch. For an operation with several results, `pick` is the key of the one that f returns. Integer
    and boolean inputs become constants, and so do those whose positions are in `fixed`; their gradients are written as
    zeros.
    """
    inputs = [x.clone().requires_grad_() if x.is_floating_point() and i not in fixed else x for i, x in enumerate(inputs)]
    y = f(*inputs)
    made = {"name": name, "arguments": arguments, "pick": pick, "inputs": [array(x, i in fixed) for i, x in enumerate(inputs)], "result": array(y), "gradients": [], "second": []}
    if y.is_floating_point() and y.requires_grad and orders > 0:
        first = gradients(project(y), inputs, orders > 1)
        made["gradients"] = [array(g) for g in first]
        total = sum(project(g) for g in first)
        if orders > 1:
            second = gradients(total, inputs, False) if total.requires_grad else [torch.zeros(x.shape) for x in inputs]
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
