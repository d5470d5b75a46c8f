"""Writes PyTorch's results to packages/*/test/fixtures/pytorch, a file for each family.

    python3 scripts/oracle/pytorch [family …]

Each case of core's operations contains the inputs, the result, the gradients of the sum of w y for fixed weights w, and the
gradients of the sum of these gradients, weighted in the same way; the other families document their own cases. Tests read the
files; they do not need PyTorch.
"""

import importlib
import json
import sys
from pathlib import Path

import torch

# Set before the families are imported, so that tensors at their top level have this dtype, too.
torch.set_default_dtype(torch.float64)

PACKAGES = Path(__file__).parents[3] / "packages"
FAMILIES = {
    "core": ["activations", "convolutions", "elementwise", "indexing", "linalg", "reductions", "resampling", "special", "structural", "variants", "writing"],
    "nn": ["layers", "losses", "optimizers", "schedules"],
}


def write(package, family):
    # Each family starts from the same seed, so that a new case in one does not change the files of the others.
    torch.manual_seed(0)
    made = list(importlib.import_module(family).cases())
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in made)
    folder = PACKAGES / package / "test/fixtures/pytorch"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{family}.json").write_text(f'{{"pytorch":"{torch.__version__}","cases":[\n{lines}\n]}}\n')
    print(f"{family}: {len(made)} cases of {len({each['name'] for each in made})} names")


for package, families in FAMILIES.items():
    for family in families:
        if family in (sys.argv[1:] or [family]):
            write(package, family)
