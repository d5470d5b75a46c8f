"""PyTorch's side of the benchmarks: reads what to do from standard input, a line of JSON each, and answers in JSON.

It is started with OMP_NUM_THREADS and OPENBLAS_NUM_THREADS set, and with the number of threads as its argument.
"""

import base64
import gc
import json
import math
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(int(sys.argv[1]))


def unpacked(thing):
    for name, dtype in {"Float32Array": "f4", "Int32Array": "i4", "Float64Array": "f8"}.items():
        if name in thing:
            return torch.from_numpy(numpy.frombuffer(base64.b64decode(thing[name]), dtype).copy())
    return thing


def tutorial(settings):
    """The 2-2-2 network as matrices: two products in place of eight, and one foreach call for the update."""
    hidden, output = (settings[name].reshape(2, 2).requires_grad_() for name in ("hidden", "output"))
    inputs, targets, biases = settings["inputs"], settings["targets"], settings["biases"]
    initial = [w.detach().clone() for w in (hidden, output)]
    weights = [hidden, output]

    def run():
        with torch.no_grad():
            for w, first in zip(weights, initial):
                w.copy_(first)
        for _ in range(settings["rounds"]):
            h = torch.sigmoid(hidden @ inputs + biases[0])
            y = torch.sigmoid(output @ h + biases[1])
            error = (targets - y).square().sum() * 0.5
            gradients = torch.autograd.grad(error, weights)
            with torch.no_grad():
                torch._foreach_add_(weights, gradients, alpha=-settings["rate"])

    return run, lambda: [torch.cat([w.detach().reshape(-1) for w in weights])]


def product(settings):
    size = settings["size"]
    a, b = (settings[name].reshape(size, size) for name in ("a", "b"))
    out = torch.empty(size, size)
    return lambda: torch.mm(a, b, out=out), lambda: [out]


def chain(settings):
    x = settings["x"].requires_grad_()
    last = []

    def run():
        y = (x * torch.tanh(torch.exp(-x.square()))).sum()
        (gradient,) = torch.autograd.grad(y, x)
        last[:] = [torch.tensor([y.item()]), gradient]

    return run, lambda: last


def mlp(parameters):
    sizes = [p["shape"] for p in parameters.values()]
    layers = [nn.Linear(shape[1], shape[0]) for shape in sizes if len(shape) == 2]
    between = [part for layer in layers for part in (nn.ReLU(), layer)]
    return nn.Sequential(*between[1:])


def cnn(parameters):
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 7 * 7, 10),
    )


class Block(nn.Module):
    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(size)
        self.qkv = nn.Linear(size, 3 * size)
        self.proj = nn.Linear(size, size)
        self.norm2 = nn.LayerNorm(size)
        self.widen = nn.Linear(size, 4 * size)
        self.narrow = nn.Linear(4 * size, size)

    def forward(self, x, mask):
        batch, length, size = x.shape
        q, k, v = self.qkv(self.norm1(x)).split(size, dim=2)
        q, k, v = (t.view(batch, length, self.heads, size // self.heads).transpose(1, 2) for t in (q, k, v))
        scores = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(size // self.heads))
        seen = F.softmax(scores.masked_fill(mask, -math.inf), dim=-1) @ v
        x = x + self.proj(seen.transpose(1, 2).reshape(batch, length, size))
        return x + self.narrow(F.gelu(self.widen(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, vocabulary, length, size, heads, blocks):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, size)
        self.places = nn.Parameter(torch.zeros(length, size))
        self.blocks = nn.ModuleList(Block(size, heads) for _ in range(blocks))
        self.norm = nn.LayerNorm(size)
        self.head = nn.Linear(size, vocabulary, bias=False)
        self.register_buffer("mask", torch.triu(torch.ones(length, length, dtype=torch.bool), 1), persistent=False)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.places
        for block in self.blocks:
            x = block(x, self.mask)
        return self.head(self.norm(x)).flatten(0, 1)


def gpt(parameters):
    vocabulary, size = parameters["tokens.weight"]["shape"]
    length = parameters["places"]["shape"][0]
    blocks = sum(name.endswith("qkv.weight") for name in parameters)
    return Gpt(vocabulary, length, size, 4, blocks)


MODELS = {"mlp": mlp, "cnn": cnn, "gpt": gpt}
RULES = {
    "sgd": lambda parameters, rate: torch.optim.SGD(parameters, lr=rate, foreach=True),
    "adam": lambda parameters, rate: torch.optim.Adam(parameters, lr=rate, foreach=True),
    "adamW": lambda parameters, rate: torch.optim.AdamW(parameters, lr=rate, foreach=True),
}


def training(settings):
    parameters = settings["parameters"]
    model = MODELS[settings["model"]](parameters)
    model.load_state_dict({name: p["data"].reshape(p["shape"]) for name, p in parameters.items()})
    optimizer = RULES[settings["rule"]](list(model.parameters()), settings["rate"])
    x, y = settings["x"].reshape(settings["shape"]), settings["y"].long()
    x = x if x.is_floating_point() else x.long()
    last = []

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        last[:] = [torch.tensor([loss.item()])]

    return run, lambda: last


PROBLEMS = {"tutorial": tutorial, "product": product, "chain": chain, "training": training}


def about():
    """The version, and which library multiplies its matrices: with the reference BLAS it is 25 times as slow."""
    with open("/proc/self/maps") as maps:
        libraries = {line.split("/")[-1].strip() for line in maps if "/" in line}
    blas = sorted(name for name in libraries if "openblas" in name or "libmkl_core" in name)
    named = blas[0] if blas else "a BLAS that is not OpenBLAS or MKL: not at its best"
    return f"PyTorch {torch.__version__} on {named}"


def per_second(run, seconds, runs):
    gc.collect()
    count, start = 0, time.perf_counter()
    while count < runs or time.perf_counter() - start < seconds:
        run()
        count += 1
    return count / (time.perf_counter() - start)


def main():
    run, results = None, None
    for line in sys.stdin:
        order = json.loads(line, object_hook=unpacked)
        answer = {}
        if "problem" in order:
            run, results = PROBLEMS[order["problem"]](order)
            answer = {"about": about() if sys.platform == "linux" else f"PyTorch {torch.__version__}"}
        elif "round" in order:
            run()
        elif "results" in order:
            answer = {"results": [numbers.detach().reshape(-1).tolist() for numbers in results()]}
        else:
            answer = {"perSecond": per_second(run, order["seconds"], order["runs"])}
        print(json.dumps(answer), flush=True)


main()
