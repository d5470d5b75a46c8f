"""Elementwise operations with options that most calls leave out."""

import torch

from case import anywhere, case

F = torch.nn.functional
# Divisors and dividends with every pair of signs, quotients that rounding would spoil, infinities and zeros.
DIVIDENDS = [7.0, -7.0, 1.0, -1.0, 0.3, 6.0, 0.0, 5.5, -5.5, float("inf"), 4.0, -4.0, 3.0, -3.0, 3.0, float("nan")]
DIVISORS = [2.0, 2.0, 0.1, 0.1, 0.1, -3.0, 2.0, -0.5, -0.5, 2.0, 0.0, 0.0, float("inf"), float("inf"), float("-inf"), 1.0]


def cases():
    far = torch.tensor([-700.0, -30.0, -1.0, 0.0, 1.0, 6.0, 30.0, 700.0])
    for options in ({"beta": 3.0, "threshold": 20.0}, {"beta": 0.5, "threshold": 2.0}, {"beta": -2.0, "threshold": 1.0}, {"threshold": -1.0}):
        for x in (anywhere(3, 4), anywhere(), far):
            yield case("softplus", lambda t: F.softplus(t, **options), [x], options, orders=1 if x is far else 2)
    for decimals in (3, 1, 0, -1, -2):
        for x in (anywhere(3, 4) * 10, anywhere(), torch.tensor([0.25, 0.35, -1.2345, 1234.5, -150.0, 250.0, float("inf")])):
            yield case("round", lambda t: torch.round(t, decimals=decimals), [x], {"decimals": decimals}, orders=0)
    for mode in ("trunc", "floor"):
        for a, b in ((torch.tensor(DIVIDENDS), torch.tensor(DIVISORS)), (anywhere(3, 1), anywhere(4)), (anywhere(), anywhere(2))):
            yield case("div", lambda p, q: torch.div(p, q, rounding_mode=mode), [a, b], {"roundingMode": mode}, orders=0)
    for eps in (0.1, 0.3):
        for p in (torch.tensor([0.05, 0.31, 0.5, 0.69, 0.95]), torch.tensor(0.42)):
            yield case("logit", lambda t: torch.logit(t, eps), [p], {"eps": eps})
        yield case("logit", lambda t: torch.logit(t, eps), [torch.tensor([0.0, 1.0, -2.0, 3.0])], {"eps": eps}, orders=1)
