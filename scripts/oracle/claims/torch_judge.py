"""The true gradient and verdict of a claim by PyTorch, at the given point and at random ones."""

import ast
import random
import re

import torch
import torch.nn.functional as F

POINTS = 4

torch.set_default_dtype(torch.float64)


def flipped(k):
    return k.flip(-1, -2)


def upsampled(g):
    return g.repeat_interleave(2, -1).repeat_interleave(2, -2)


def summed(of):
    return lambda x, axis=None: of(x) if axis is None else of(x, dim=axis)


VOCABULARY = {
    **{name: getattr(torch, name) for name in "exp log sin cos tanh sigmoid outer trace dot inverse det".split()},
    "sqrt": lambda x: torch.as_tensor(x).sqrt(),
    "pi": torch.pi,
    "array": torch.tensor,
    "sum": summed(torch.sum),
    "mean": summed(torch.mean),
    "max": torch.max,
    "norm": torch.linalg.norm,
    "variance": torch.var,
    "softmax": lambda x: torch.softmax(x, -1),
    "logsumexp": lambda x: torch.logsumexp(x, -1),
    "conv2d": F.conv2d,
    "full_convolution": F.conv_transpose2d,
    "flipped": flipped,
    "maxPool2d": F.max_pool2d,
    "avgPool2d": F.avg_pool2d,
    "upsampled": upsampled,
    "take": lambda x, places, axis: x.index_select(axis, torch.tensor(places)),
}


def python_of(text):
    """A formula in plain text as Python: a prime after a name or a bracket is a transpose, ^ a power."""
    return re.sub(r"(?<=[\w)])'", ".mT", text.replace("^", "**"))


def scope_of(text, leaves):
    """The values of all names of a formula, computed in the order of their dependencies, and the value of the first."""
    scope = {**VOCABULARY, **leaves}
    statements = [part.split("=", 1) for part in text.split("; ")]
    waiting = [(name.strip(), python_of(formula.strip())) for name, formula in statements]
    while waiting:
        ready = [each for each in waiting if reads(each[1]) <= scope.keys()]
        for name, formula in ready:
            scope[name] = eval(formula, scope)
        waiting = [each for each in waiting if each not in ready]
    return scope, scope[statements[0][0].strip()]


def reads(formula):
    return {node.id for node in ast.walk(ast.parse(formula)) if isinstance(node, ast.Name)}


def moved(value, keeps, generator):
    """Another point: probabilities stay probabilities, and a symmetric matrix stays symmetric."""
    found = value + 0.2 * (2 * torch.rand(value.shape, generator=generator) - 1) * (value.abs() + 0.1)
    if keeps == "sum":
        return found / found.sum(-1, keepdim=True)
    return (found + found.mT) / 2 if keeps == "symmetric" else found


def at_point(case, claim, point):
    """The gradient and the claim at a point."""
    variable, written, _, *python = claim
    leaves = {name: value.clone().requires_grad_() for name, value in point.items()}
    scope, result = scope_of(case.meant or case.written, leaves)
    truth = torch.autograd.grad(result, leaves[variable])[0]
    claimed = eval(python_of(python[0] if python else written), scope)
    return truth, torch.as_tensor(claimed, dtype=truth.dtype).detach()


def agree(truth, claimed):
    return truth.shape == claimed.shape and torch.allclose(truth, claimed, rtol=1e-9, atol=1e-12)


def judged(case, claim):
    """Whether a claim is right, the gradient at the given point, and the claim there."""
    generator = torch.Generator().manual_seed(7)
    given = {name: torch.tensor(value) for name, value in case.at.items()}
    truth, claimed = at_point(case, claim, given)
    others = [] if claim[1] is None else range(POINTS)
    points = [{name: moved(value, case.keeps.get(name), generator) for name, value in given.items()} for _ in others]
    right = agree(truth, claimed) and all(agree(*at_point(case, claim, point)) for point in points)
    return right, truth.flatten().tolist(), claimed.tolist()
