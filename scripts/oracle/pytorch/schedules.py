"""The learning rates of PyTorch's schedulers, step by step; and of ReduceLROnPlateau for given measurements."""

import warnings

import torch
from torch.optim import lr_scheduler

warnings.filterwarnings("ignore")

BASE = 0.5
STEPS = 40
MEASURED = [5, 4, 3, 3, 3, 3, 2.99999, 3, 3, 2, 2, 2, 2, 2, 2, 2, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]


def rates(make, steps=STEPS, base=BASE):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=base)
    scheduler = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def plateau(**options):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, eps=0, **options)
    found = []
    for measured in MEASURED:
        scheduler.step(measured if options.get("mode") != "max" else -measured + 10)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def schedule(name, arguments, make, steps=STEPS, base=BASE):
    return {"name": name, "arguments": arguments, "rates": rates(make, steps, base)}


def cases():
    yield schedule("stepDecay", [BASE, {"every": 7}], lambda o: lr_scheduler.StepLR(o, 7))
    yield schedule("stepDecay", [BASE, {"every": 5, "gamma": 0.7}], lambda o: lr_scheduler.StepLR(o, 5, 0.7))
    yield schedule("stepDecay", [BASE, {"milestones": [4, 9, 20], "gamma": 0.3}], lambda o: lr_scheduler.MultiStepLR(o, [4, 9, 20], 0.3))
    yield schedule("exponentialDecay", [BASE, {"gamma": 0.9}], lambda o: lr_scheduler.ExponentialLR(o, 0.9))
    yield schedule("polynomialDecay", [BASE, {"steps": 20}], lambda o: lr_scheduler.PolynomialLR(o, 20))
    yield schedule("polynomialDecay", [BASE, {"steps": 30, "power": 2}], lambda o: lr_scheduler.PolynomialLR(o, 30, 2))
    yield schedule("linearRate", [BASE / 3, BASE, {"steps": 5}], lambda o: lr_scheduler.LinearLR(o))
    yield schedule("linearRate", [BASE * 0.2, BASE * 0.8, {"steps": 12}], lambda o: lr_scheduler.LinearLR(o, 0.2, 0.8, 12))
    # After T_max, PyTorch's goes up again and ours stays constant.
    yield schedule("cosineDecay", [BASE, {"steps": 39}], lambda o: lr_scheduler.CosineAnnealingLR(o, 39))
    yield schedule("cosineDecay", [BASE, {"steps": 39, "end": 0.1}], lambda o: lr_scheduler.CosineAnnealingLR(o, 39, 0.1))
    yield schedule("cosineRestarts", [BASE, {"steps": 7}], lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 7))
    yield schedule("cosineRestarts", [BASE, {"steps": 3, "factor": 2, "end": 0.1}], lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2, 0.1))
    yield schedule("oneCycle", [BASE, {"steps": STEPS}], lambda o: lr_scheduler.OneCycleLR(o, BASE, total_steps=STEPS), STEPS - 1)
    options = dict(pct_start=0.5, div_factor=10, final_div_factor=100, anneal_strategy="linear")
    ours = {"rising": 0.5, "divisor": 10, "finalDivisor": 100, "shape": "linear"}
    yield schedule("oneCycle", [BASE, {"steps": STEPS, **ours}], lambda o: lr_scheduler.OneCycleLR(o, BASE, total_steps=STEPS, **options), STEPS - 1)
    for options, names in [
        (dict(), {}),
        (dict(factor=0.5, patience=2), {"factor": 0.5, "patience": 2}),
        (dict(factor=0.5, patience=1, cooldown=2, min_lr=0.2), {"factor": 0.5, "patience": 1, "cooldown": 2, "minFactor": 0.2}),
        (dict(factor=0.5, patience=1, threshold=0.6, threshold_mode="abs"), {"factor": 0.5, "patience": 1, "threshold": 0.6, "thresholdMode": "absolute"}),
        (dict(factor=0.5, patience=1, mode="max", threshold=0.2), {"factor": 0.5, "patience": 1, "mode": "max", "threshold": 0.2}),
    ]:
        sign = -1 if options.get("mode") == "max" else 1
        measured = [m if sign > 0 else 10 - m for m in MEASURED]
        yield {"name": "plateau", "arguments": [names], "measured": measured, "rates": plateau(**options)}
