"""Writes packages/formula/test/read/programs/cases/*.json: what programs in NumPy, PyTorch, Octave and JavaScript come to.

    python3 scripts/oracle/programs

Needs NumPy, PyTorch, Octave and Node. JAX's functions of jax.numpy are those of NumPy here. Each program is run by its own
language; of a whole pass, the gradients are compared with central differences of its forward lines.
"""

import ast
import json
import math
import pathlib
import subprocess

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from cases import (
    AT,
    JAVASCRIPT,
    JAVASCRIPT_PROGRAMS,
    JAX,
    NUMPY,
    NUMPY_PROGRAMS,
    OCTAVE,
    OCTAVE_PROGRAMS,
    PYTORCH,
)
from passes import PASSES

TARGET = pathlib.Path(__file__).parents[3] / "packages/formula/test/read/programs/cases"
STEP = 1e-6


def array(value):
    return np.array(value) if isinstance(value, list) else value


def tensor(value):
    found = torch.tensor(value)
    return found.double() if found.is_floating_point() else found


def plain(value):
    if isinstance(value, torch.Tensor):
        value = value.numpy()
    return np.asarray(value, dtype=float).tolist()


def run_python(code, at, kind):
    """The value of the last line, and all names."""
    names = {"np": np, "jnp": np, "math": math, "torch": torch, "F": F, "nn": nn}
    names |= {name: kind(value) for name, value in at.items()}
    tree = ast.parse(code)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(code, names)
        return None, names
    exec(compile(ast.Module(tree.body[:-1], []), "<case>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<case>", "eval"), names), names


def octave_text(value):
    """A vector is a column."""
    if not isinstance(value, list):
        return repr(value)
    rows = [each if isinstance(each, list) else [each] for each in value]
    return "[" + "; ".join(" ".join(repr(x) for x in row) for row in rows) + "]"


def run_octave(programs):
    """The last value of each program, by its text."""
    lines = []
    for at, code, wanted in programs:
        lines.append("clear all; a = 0; clear a;")
        lines += [f"{name} = {octave_text(value)};" for name, value in at.items()]
        *before, last = code.strip().split("\n")
        if wanted:
            lines += [*before, last, f"value = {wanted};"]
        elif "=" in last and not any(sign in last for sign in ("==", "~=", "<=", ">=")):
            lines += [*before, f"{last};", f"value = {last.split('=')[0]};"]
        else:
            lines += [*before, f"value = {last};"]
        lines.append('printf("%s\\n", jsonencode(struct("size", size(value), "data", double(value(:))\')));')
    out = subprocess.run(["octave-cli", "--no-gui", "-q"], input="\n".join(lines), text=True, capture_output=True)
    if out.stderr.strip():
        raise SystemExit(out.stderr)
    found = []
    for line in out.stdout.splitlines():
        if not line.startswith("{"):
            continue
        value = json.loads(line)
        data = np.atleast_1d(np.array(value["data"], dtype=float))
        found.append(data.reshape(value["size"], order="F").tolist())
    if len(found) != len(programs):
        raise SystemExit(f"expected {len(programs)} values, got {len(found)}:\n{out.stdout}")
    return found


def run_javascript(codes):
    program = """
const [at, codes] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const names = Object.keys(at);
const run = (code) => {
  const lines = code.trim().split('\\n');
  const last = lines.pop();
  return new Function(...names, [...lines, `return ${last}`].join('\\n'))(...names.map((name) => at[name]));
};
console.log(JSON.stringify(codes.map((code) => Number(run(code)))));
"""
    given = json.dumps([{name: AT[name] for name in ("x", "k", "m")}, codes])
    out = subprocess.run(["node", "-e", program], input=given, text=True, capture_output=True, check=True)
    return json.loads(out.stdout)


def expressions():
    found = []
    for language, codes, kind in (("numpy", NUMPY + NUMPY_PROGRAMS, array), ("jax", JAX, array), ("pytorch", PYTORCH, tensor)):
        for code in codes:
            found.append({"language": language, "code": code, "value": plain(run_python(code, AT, kind)[0])})
    octave = OCTAVE + OCTAVE_PROGRAMS
    for code, value in zip(octave, run_octave([(AT, code, None) for code in octave])):
        found.append({"language": "octave", "code": code, "value": value})
    javascript = JAVASCRIPT + JAVASCRIPT_PROGRAMS
    for code, value in zip(javascript, run_javascript(javascript)):
        found.append({"language": "javascript", "code": code, "value": value})
    return found


def moved(value, index, step):
    found = np.array(value, dtype=float)
    found[index] += step
    return found.tolist() if found.shape else float(found)


def loss_name(forward):
    return next(name for name in ("loss", "cost", "J") if f"\n{name} =" in forward)


def loss_of(language, forward, at):
    name = loss_name(forward)
    if language == "octave":
        return float(np.array(run_octave([(at, forward, name)])[0]).reshape(()))
    return float(run_python(forward, at, tensor if language == "pytorch" else array)[1][name])


def written(language, code, at, name):
    if language == "octave":
        return np.array(run_octave([(at, code, name)])[0])
    names = run_python(code, at, tensor if language == "pytorch" else array)[1]
    return np.asarray(plain(eval(name, names)))


def differences(language, forward, at, variable):
    """Central differences of the loss by every entry."""
    value = np.array(at[variable], dtype=float)
    found = np.zeros(value.shape)
    indices = list(np.ndindex(value.shape))
    places = [{**at, variable: moved(at[variable], index, side)} for index in indices for side in (STEP, -STEP)]
    if language == "octave":
        losses = [float(np.array(x).reshape(())) for x in run_octave([(place, forward, loss_name(forward)) for place in places])]
    else:
        losses = [loss_of(language, forward, place) for place in places]
    for k, index in enumerate(indices):
        found[index] = (losses[2 * k] - losses[2 * k + 1]) / (2 * STEP)
    return found


def passes():
    found = []
    for language, title, at, forward, backward, gradients, first in PASSES:
        right = {}
        for variable, name in gradients.items():
            truth = differences(language, forward, at, variable)
            try:
                claimed = written(language, forward + backward, at, name)
                right[variable] = bool(claimed.size == truth.size and np.allclose(claimed.reshape(truth.shape), truth, atol=1e-6))
            except ValueError:
                right[variable] = False
        if all(right.values()) != (first is None):
            raise SystemExit(f"{title}: {right}")
        found.append(
            {"language": language, "title": title, "at": at, "forward": forward, "backward": backward, "right": right, "first": first}
        )
    return found


def write(name, data):
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in data)
    (TARGET / name).write_text(f"[\n{lines}\n]\n")


torch.set_default_dtype(torch.float64)
write("at.json", [AT])
write("expressions.json", expressions())
write("passes.json", passes())
