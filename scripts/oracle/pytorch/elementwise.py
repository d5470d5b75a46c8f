"""Elementwise operations: several shapes, broadcasting, special values."""

import torch

from case import SPECIAL, above_one, anywhere, case, inside, positive, unit

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
# If PyTorch's own answer is an artefact of its formula (a NaN from 0·∞), it is not an oracle for gradients.
SPECIAL_ORDERS = {name: 0 for name in ("silu", "softplus", "sigmoid", "tanh", "sqrt", "log", "log1p", "expm1", "reciprocal", "pow", "div", "mul", "logit", "logAddExp", "logAddExp2", "remainder", "copySign", "digamma")}


def cases():
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
