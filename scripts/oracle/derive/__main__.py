"""Writes packages/formula/test/derive/sets: formulas with their derivatives, the reference for derive.

    /usr/bin/python3 scripts/oracle/derive

Needs SymPy and NumPy. `one-variable.json` contains the shortest derivative that SymPy finds by diff, simplify and factor, and the
slope at two points. `matrix.json` contains the textbook's gradient, which is compared with central differences here, and its
numbers.
"""

import json
import pathlib
import random
import re

import matrix
import numpy as np
import one_variable
import sympy

FOLDER = pathlib.Path(__file__).parents[3] / "packages/formula/test/derive/sets"
x = sympy.Symbol("x")
SYMPY = {
    **{name: getattr(sympy, name) for name in "exp sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf pi".split()},
    "x": x,
    "ln": sympy.log,
    "lgamma": sympy.loggamma,
    "log2": lambda u: sympy.log(u, 2),
    "log10": lambda u: sympy.log(u, 10),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
}
BACK = [("**", "^"), ("log(", "ln("), ("loggamma(", "lgamma("), ("polygamma(0, ", "digamma(")]


def one(formula, interval):
    python = re.sub(r"(?<![\w.)])(\d+)(?![\w.])", r"Integer(\1)", formula).replace("^", "**")
    slope = sympy.diff(eval(python, {"Integer": sympy.Integer}, SYMPY), x)  # noqa: S307
    found = [slope, sympy.simplify(slope), sympy.factor(slope), sympy.factor(sympy.simplify(slope))]
    best = str(min(found, key=sympy.count_ops))
    for python, text in BACK:
        best = best.replace(python, text)
    points = [round(random.uniform(*interval), 3) for _ in range(2)]
    return {
        "formula": formula,
        "sympy": best,
        "operations": int(min(map(sympy.count_ops, found))),
        "points": [[point, float(slope.subs(x, sympy.Float(point, 40)).evalf(20))] for point in points],
    }


def numpy_of(text):
    """Our notation in NumPy: a vector is its own transpose, and * is elementwise."""
    return re.sub(r"'", ".T", text).replace("^", "**").replace("ln(", "log(").replace("λ", "lam").replace("μ", "mu")


def softmax(z):
    shifted = np.exp(z - z.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


NUMPY = {
    **{name: getattr(np, name) for name in "exp log sqrt tanh outer eye ones mean abs sign".split()},
    "sum": np.sum,
    "tr": np.trace,
    "norm": np.linalg.norm,
    "det": np.linalg.det,
    "logDet": lambda X: np.log(np.linalg.det(X)),
    "inverse": np.linalg.inv,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softmax": softmax,
    "logSoftmax": lambda z: np.log(softmax(z)),
    "logSumExp": lambda z: np.log(np.exp(z).sum()),
}
SIZES = {"n": 4, "m": 3, "k": 2, "h": 5}


def variables(where, generator):
    found = {}
    for name, sizes, kept in re.findall(r"([\wλμ]+)(?:\[([^\]]*)\])?((?: [a-z0-9]+)*)", where):
        shape = [SIZES[size] for size in sizes.split(",")] if sizes else []
        value = generator.uniform(-1, 1, shape)
        if kept == " symmetric":
            value = (value + value.T) / 2
        elif kept == " positive definite":
            value = value @ value.T + np.eye(len(value))
        elif kept == " positive":
            value = generator.uniform(0.2, 1.5, shape)
        elif kept == " sums to 1" or kept == " rows sum to 1":
            value = softmax(value)
        elif kept:
            raise ValueError(kept)
        found[name] = value
    return found


def computed(formula, given):
    names = {**NUMPY, **SIZES, **{numpy_of(name): value for name, value in given.items()}}
    first, *definitions = formula.split("; ")
    for definition in definitions:
        name, right = definition.split(" = ")
        names[name] = eval(numpy_of(right), names)  # noqa: S307
    return eval(numpy_of(first), names)  # noqa: S307


def differences(formula, wrt, given, step=1e-6):
    slope = np.zeros_like(given[wrt])
    for index in np.ndindex(slope.shape):
        sides = []
        for sign in (1, -1):
            moved = given[wrt].copy()
            moved[index] += sign * step
            sides.append(computed(formula, {**given, wrt: moved}))
        slope[index] = (sides[0] - sides[1]) / (2 * step)
    return slope


def gradient(formula, where, wrt, textbook, generator):
    given = variables(where, generator)
    definitions = formula.split("; ")[1:]
    true = computed("; ".join([textbook, *definitions]), given)
    np.testing.assert_allclose(true, differences(formula, wrt, given), rtol=2e-6, atol=2e-7, err_msg=formula)
    written = {name: np.round(value, 12).tolist() for name, value in given.items()}
    return {
        "formula": formula,
        "where": where,
        "wrt": wrt,
        "textbook": textbook,
        "at": written,
        "gradient": np.asarray(true).ravel().tolist(),
    }


def write(name, cases):
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (FOLDER / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{name}: {len(cases)}")


random.seed(16)
generator = np.random.default_rng(16)
write("matrix.json", [
    {"topic": topic, **gradient(*case, generator)} for topic, cases in matrix.TOPICS.items() for case in cases
])
write("one-variable.json", [
    {"topic": topic, **one(*case)} for topic, cases in one_variable.TOPICS.items() for case in cases
])
