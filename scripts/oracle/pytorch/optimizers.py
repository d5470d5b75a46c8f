"""Ten steps of every rule, by PyTorch; for Lion, LAMB and Muon, which it lacks, by a few lines that follow the papers.

The loss is that of a small network with a shared batch: its parameters are a matrix, a vector and a scalar, so that a rule
is tested on each rank. Float32 runs are stored unchanged.
"""

from functools import partial

import torch

STEPS = 10


def start(dtype):
    torch.manual_seed(3)
    shapes = [(4, 3), (4,), ()]
    return [(torch.randn(shape) * 0.8).to(dtype).requires_grad_() for shape in shapes]


def batch(dtype):
    torch.manual_seed(4)
    return torch.randn(6, 3).to(dtype), torch.randn(6).to(dtype)


def loss(parameters, x, y):
    weight, bias, scale = parameters
    return ((scale * torch.tanh(x @ weight.T + bias).sum(1) - y) ** 2).mean()


def run(rule, options, make, dtype=torch.float64):
    parameters, (x, y) = start(dtype), batch(dtype)
    optimizer = make(parameters)
    path = []
    for _ in range(STEPS):
        def closure():
            optimizer.zero_grad()
            value = loss(parameters, x, y)
            value.backward()
            return value

        optimizer.step(closure)
        path.append([n for p in parameters for n in p.detach().double().reshape(-1).tolist()])
    return {"name": rule, "dtype": str(dtype).split(".")[1], "options": options, "path": path}


class Rule(torch.optim.Optimizer):
    """A rule by its paper: `update` returns what is subtracted from a parameter."""

    def __init__(self, parameters, **options):
        super().__init__(parameters, options)

    def step(self, closure):
        value = closure()
        with torch.no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    p -= self.update(p, p.grad, self.state[p], group)
        return value


class Lion(Rule):
    def update(self, p, g, state, o):
        m = state.setdefault("m", torch.zeros_like(p))
        u = (m * o["betas"][0] + g * (1 - o["betas"][0])).sign()
        state["m"] = m * o["betas"][1] + g * (1 - o["betas"][1])
        return o["lr"] * (u + o["weight_decay"] * p)


class Lamb(Rule):
    def update(self, p, g, state, o):
        b1, b2 = o["betas"]
        t = state["t"] = state.get("t", 0) + 1
        state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
        state["v"] = b2 * state.get("v", 0) + (1 - b2) * g**2
        r = (state["m"] / (1 - b1**t)) / ((state["v"] / (1 - b2**t)).sqrt() + o["eps"]) + o["weight_decay"] * p
        return o["lr"] * (p.norm() / r.norm() if p.norm() > 0 and r.norm() > 0 else 1) * r


def newton_schulz(g, steps):
    x = g / (g.norm() + 1e-7)
    x = x.T if g.shape[0] > g.shape[1] else x
    for _ in range(steps):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if g.shape[0] > g.shape[1] else x


class Muon(Rule):
    """Matrices by Muon, the others by AdamW, as in the published script."""

    def update(self, p, g, state, o):
        if p.ndim != 2:
            t = state["t"] = state.get("t", 0) + 1
            state["m"] = 0.9 * state.get("m", 0) + 0.1 * g
            state["v"] = 0.95 * state.get("v", 0) + 0.05 * g**2
            return 3e-4 * (state["m"] / (1 - 0.9**t)) / ((state["v"] / (1 - 0.95**t)).sqrt() + 1e-8)
        mu = o["momentum"]
        m = state["m"] = mu * state.get("m", torch.zeros_like(p)) + (1 - mu) * g
        u = mu * m + (1 - mu) * g if o["nesterov"] else m
        u = newton_schulz(u, o["steps"]) * max(1, p.shape[0] / p.shape[1]) ** 0.5
        return o["lr"] * (u + o["weight_decay"] * p)


NAMES = {
    "lr": "learningRate",
    "weight_decay": "weightDecay",
    "momentum_decay": "momentumDecay",
    "lr_decay": "learningRateDecay",
    "initial_accumulator_value": "initialAccumulator",
    "step_sizes": "stepSizes",
}

RULES = [
    ("sgd", torch.optim.SGD, [dict(lr=0.1), dict(lr=0.1, momentum=0.9), dict(lr=0.1, momentum=0.9, dampening=0.3), dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1)]),
    ("adam", torch.optim.Adam, [dict(), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-3), dict(lr=0.05, amsgrad=True, weight_decay=0.1)]),
    ("adamW", torch.optim.AdamW, [dict(), dict(lr=0.05, weight_decay=0.2), dict(lr=0.3, amsgrad=True, betas=(0.5, 0.6), eps=1e-4)]),
    # Without foreach, 1.13 multiplies by one momentum too many; later versions agree with foreach.
    ("nadam", partial(torch.optim.NAdam, foreach=True), [dict(), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1, momentum_decay=0.05)]),
    ("radam", torch.optim.RAdam, [dict(), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)]),
    ("adamax", torch.optim.Adamax, [dict(), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)]),
    ("adagrad", torch.optim.Adagrad, [dict(), dict(lr=0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.2, eps=1e-4)]),
    ("adadelta", torch.optim.Adadelta, [dict(), dict(lr=2.0, rho=0.8, eps=1e-4, weight_decay=0.1)]),
    ("rmsprop", torch.optim.RMSprop, [dict(), dict(lr=0.02, alpha=0.9, eps=1e-4, weight_decay=0.1), dict(centered=True), dict(centered=True, momentum=0.8)]),
    ("rprop", torch.optim.Rprop, [dict(), dict(lr=0.1, etas=(0.4, 1.5), step_sizes=(1e-3, 0.2))]),
    ("lion", Lion, [dict(lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0), dict(lr=0.02, betas=(0.8, 0.95), weight_decay=0.1)]),
    ("lamb", Lamb, [dict(lr=1e-3, betas=(0.9, 0.999), eps=1e-6, weight_decay=0.0), dict(lr=0.05, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1)]),
    ("muon", Muon, [dict(lr=0.02, momentum=0.95, nesterov=True, steps=5, weight_decay=0.0), dict(lr=0.05, momentum=0.8, nesterov=False, steps=3, weight_decay=0.1)]),
    ("lbfgs", torch.optim.LBFGS, [dict(lr=1, max_iter=2, line_search_fn="strong_wolfe"), dict(lr=0.3, max_iter=3, history_size=2, line_search_fn="strong_wolfe"), dict(lr=0.1, max_iter=2)]),
]


def cases():
    x, y = batch(torch.float64)
    parameters = [{"shape": list(p.shape), "data": p.detach().reshape(-1).tolist()} for p in start(torch.float64)]
    yield {"name": "start", "parameters": parameters, "x": x.tolist(), "y": y.tolist()}
    for name, rule, variants in RULES:
        for each in variants:
            options = {NAMES.get(key, key): value for key, value in each.items()}
            for dtype in [torch.float64] if name == "lbfgs" else [torch.float64, torch.float32]:
                yield run(name, options, lambda parameters: rule(parameters, **each), dtype)
    clipped = lambda clip: lambda parameters: Clipped(parameters, clip)
    yield run("clipByGlobalNorm", 0.5, clipped(lambda ps: torch.nn.utils.clip_grad_norm_(ps, 0.5)))
    yield run("clipByValue", 0.1, clipped(lambda ps: torch.nn.utils.clip_grad_value_(ps, 0.1)))


class Clipped(torch.optim.SGD):
    def __init__(self, parameters, clip):
        super().__init__(parameters, lr=0.1)
        self.clip = clip

    def step(self, closure):
        def clipped():
            value = closure()
            self.clip(self.param_groups[0]["params"])
            return value

        return super().step(clipped)
