"""Writes packages/formula/test/diagnose/cases/claims.json: the true gradient and verdict of every case, by SymPy or PyTorch.

    python3 scripts/oracle/claims

Needs SymPy and PyTorch. A claim is right if it equals the gradient at the given point and at random ones. The random points
keep the properties that a case asks for, such as a symmetric matrix.
"""

import json
import pathlib
import random

import sympy
import torch_judge
import torched
from cases import FORMULAS

TARGET = pathlib.Path(__file__).parents[3] / "packages/formula/test/diagnose/cases/claims.json"
POINTS = 4

HELPERS = {
    "had": lambda a, b: a.multiply_elementwise(b),
    "sq": lambda a: a.applyfunc(lambda x: x**2),
    "total": lambda a: sum(a),
    "ones": sympy.ones,
    **{name: getattr(sympy, name) for name in ("exp", "log", "sin", "cos", "tanh", "cosh", "sqrt")},
}


def symbols_of(name, value):
    """A symbol, a column of them, or a matrix of them."""
    if not isinstance(value, list):
        return sympy.Symbol(name)
    if not isinstance(value[0], list):
        return sympy.Matrix([sympy.Symbol(f"{name}{i}") for i in range(len(value))])
    return sympy.Matrix([[sympy.Symbol(f"{name}{i}_{j}") for j in range(len(row))] for i, row in enumerate(value)])


def entries(value):
    return [x for each in value for x in entries(each)] if isinstance(value, list) else [value]


def gradient(scalar, variable):
    """The derivative with respect to every entry, in the shape of the variable."""
    if isinstance(variable, sympy.MatrixBase):
        return variable.applyfunc(lambda x: sympy.diff(scalar, x))
    return sympy.diff(scalar, variable)


def moved(value, keeps, generator, reach):
    if not isinstance(value, list):
        return value + reach * generator.uniform(-1, 1)
    found = [moved(each, None, generator, reach) for each in value]
    if keeps == "symmetric":
        return [[(found[i][j] + found[j][i]) / 2 for j in range(len(found))] for i in range(len(found))]
    return found


def numbers(expression, names, point):
    """The entries of an expression at a point, as complex numbers."""
    given = {}
    for name, value in point.items():
        given.update(zip(entries(flat(names[name])), entries(value)))
    return [complex(sympy.sympify(x).subs(given).evalf()) for x in entries(flat(expression))]


def flat(expression):
    return list(expression) if isinstance(expression, sympy.MatrixBase) else expression


def shape(expression):
    return tuple(expression.shape) if isinstance(expression, sympy.MatrixBase) else ()


def agree(a, b):
    return len(a) == len(b) and all(abs(x - y) <= 1e-9 * max(1, abs(x), abs(y)) for x, y in zip(a, b))


def near_by_digits(written, truth):
    """Whether a number equals the true value to the digits that it shows."""
    decimals = len(written.partition(".")[2])
    return abs(float(written) - truth.real) <= 0.5 * 10**-decimals * (1 + 1e-9)


def verdict(case, claim, names):
    variable, written, python, *_ = claim
    scope = {**HELPERS, **names}
    truth = gradient(eval(case.python, scope), names[variable])
    claimed = sympy.sympify(eval(python, scope)) if isinstance(eval(python, scope), float) else eval(python, scope)
    given = numbers(truth, names, case.at)
    if claim[3:] == ("number",):
        return near_by_digits(written, given[0]), given
    if shape(truth) != shape(claimed):
        return False, given
    generator = random.Random(7)
    reach = 0.01 if case.keeps.get("*") == "near" else 0.2
    points = [case.at] + [
        {name: moved(value, case.keeps.get(name), generator, reach) for name, value in case.at.items()}
        for _ in range(POINTS)
    ]
    return all(agree(numbers(truth, names, point), numbers(claimed, names, point)) for point in points), given


def case_of(case, variable, written, kinds, right, truth):
    """The entry of a claim; `kinds` may say that it is refused, or right only at the given point."""
    outcome = "refused" if kinds == ["refused"] else "right" if right else "wrong"
    if outcome == "wrong" and not kinds:
        raise ValueError(f"{case.written}, {written}: wrong, and no reason is expected")
    if right and kinds not in ([], ["refused"], ["number"]) and kinds != ["coincidence"]:
        raise ValueError(f"{case.written}, {written}: right, and a reason is expected")
    return {
        "formula": case.written,
        "at": case.at,
        "wrt": variable,
        "claim": written,
        "verdict": "coincidence" if kinds == ["coincidence"] and not right else outcome,
        "truth": truth,
        **({"reasons": kinds} if outcome == "wrong" and kinds != ["coincidence"] else {}),
    }


def by_sympy():
    for case in FORMULAS:
        names = {name: symbols_of(name, value) for name, value in case.at.items()}
        for claim in case.claims:
            right, truth = verdict(case, claim, names)
            variable, written, _, *reasons = claim
            kinds = (reasons or [""])[0].split()
            yield case_of(case, variable, written, kinds, right, [x.real for x in truth])


def by_torch():
    for case in torched.FORMULAS:
        for claim in case.claims:
            right, truth, claimed = torch_judge.judged(case, claim)
            variable, written, kinds = claim[:3]
            yield case_of(case, variable, claimed if written is None else written, kinds.split(), right, truth)


def main():
    found = [*by_sympy(), *by_torch()]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("[\n" + ",\n".join(f"  {json.dumps(each, ensure_ascii=False)}" for each in found) + "\n]\n")
    print(f"{len(found)} cases")


main()
