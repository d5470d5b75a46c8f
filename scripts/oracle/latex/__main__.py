"""Writes LaTeX with its value, computed by NumPy from its meaning, to packages/formula/test/fixtures/latex.json.

    python3 scripts/oracle/latex
"""

import ast
import json
from pathlib import Path

import numpy as np

from cases import GROUPS, SCALARS

FIXTURE = Path(__file__).parents[3] / "packages/formula/test/fixtures/latex.json"


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


FUNCTIONS = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")} | dict(
    abs=np.abs, sum=np.sum, max=np.max, min=np.min, inv=np.linalg.inv, det=np.linalg.det, softmax=softmax
)  # fmt: skip


def meaning(latex, expression, own=None, spelling=None):
    """A case of the fixture: the names with their numbers, as chainrule spells them, and the value of the text."""
    own, spelling = own or {}, spelling or {}
    if expression is None:
        return dict(latex=latex, at=own, value=None)
    tree = ast.parse(expression, mode="eval")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    # A name that has its own number is not a function of NumPy: e, for example.
    used = {name: own.get(name, SCALARS.get(name)) for name in names if name in own or name not in FUNCTIONS} | own
    at = {name: np.asarray(number, dtype=float) for name, number in used.items()}
    value = np.asarray(eval(compile(tree, latex, "eval"), {**FUNCTIONS, **at}), dtype=float)
    given = {spelling.get(name, name): number.tolist() for name, number in at.items()}
    return dict(latex=latex, at=given, value=value.tolist())


cases = [dict(group=group, **meaning(*case)) for group, each in GROUPS.items() for case in each]
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
scalars = json.dumps(SCALARS, ensure_ascii=False)
FIXTURE.write_text(f'{{"scalars": {scalars},\n"cases": [\n{lines}\n]}}\n', encoding="utf-8")
print(len(cases), "snippets,", sum(case["value"] is None for case in cases), "of them to be refused")
