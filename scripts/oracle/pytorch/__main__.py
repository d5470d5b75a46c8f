"""Writes what PyTorch says of core's operations to packages/core/test/fixtures/pytorch, a file for each family.

    python3 scripts/oracle/pytorch

Each case holds inputs, the result, the gradients of the sum of w y for fixed weights w, and the gradients of the sum of
these gradients, weighted likewise. Tests read the files; nobody needs PyTorch to run them.
"""

import importlib
import json
from pathlib import Path

import torch

# Before the families are imported: what they hold at their top level is of this dtype too.
torch.set_default_dtype(torch.float64)

FIXTURES = Path(__file__).parents[3] / "packages/core/test/fixtures/pytorch"
FAMILIES = ["activations", "convolutions", "elementwise", "indexing", "linalg", "reductions", "resampling", "special", "structural", "writing"]

for family in map(importlib.import_module, FAMILIES):
    # Each family begins anew, so that a new case in one leaves the others' files as they are.
    torch.manual_seed(0)
    made = list(family.cases())
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in made)
    (FIXTURES / f"{family.__name__}.json").write_text(f'{{"pytorch":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
    print(f"{family.__name__}: {len(made)} cases of {len({each['name'] for each in made})} operations")
