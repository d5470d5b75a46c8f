"""PyTorch's results for nn's losses: every option of each at least once."""

import torch
import torch.nn.functional as F

from case import anywhere, case, positive, unit

REDUCTIONS = ["mean", "sum", "none"]


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def loss(name, f, inputs, fixed=(), names=None, **options):
    """A case of the loss `name`: f with these options, which have the same names in camel case, or those in `names`."""
    plain = {(names or {}).get(k, camel(k)): v.tolist() if torch.is_tensor(v) else v for k, v in options.items()}
    return case(name, lambda *xs: f(*xs, **options), inputs, plain, orders=1, fixed=fixed)


def signs(*shape):
    return torch.where(torch.rand(shape) > 0.5, 1.0, -1.0)


def elementwise():
    x, t = anywhere(3, 4), anywhere(3, 4)
    for reduction in REDUCTIONS:
        yield loss("mse", F.mse_loss, [x, t], reduction=reduction)
        yield loss("l1", F.l1_loss, [x, t], reduction=reduction)
        yield loss("smoothL1", F.smooth_l1_loss, [x, t], reduction=reduction)
        yield loss("huber", F.huber_loss, [x, t], reduction=reduction)
    yield loss("smoothL1", F.smooth_l1_loss, [x, t], beta=0.3)
    yield loss("smoothL1", F.smooth_l1_loss, [x, t], beta=0.0)
    yield loss("huber", F.huber_loss, [x, t], delta=0.7)


def binary():
    x, p, t = anywhere(3, 4) * 2, unit(3, 4), torch.rand(3, 4)
    for reduction in REDUCTIONS:
        yield loss("bceWithLogits", F.binary_cross_entropy_with_logits, [x, t], fixed=[1], reduction=reduction)
        yield loss("bce", F.binary_cross_entropy, [p, t], fixed=[1], reduction=reduction)
    yield loss("bceWithLogits", F.binary_cross_entropy_with_logits, [x, t], fixed=[1], weight=positive(4))
    yield loss("bceWithLogits", F.binary_cross_entropy_with_logits, [x, t], fixed=[1], pos_weight=positive(4), weight=positive(3, 1))
    yield loss("bce", F.binary_cross_entropy, [p, t], fixed=[1], weight=positive(3, 1))
    y = signs(3, 4)
    for reduction in REDUCTIONS:
        yield loss("hingeEmbedding", F.hinge_embedding_loss, [x, y], fixed=[1], reduction=reduction)
    yield loss("hingeEmbedding", F.hinge_embedding_loss, [x, y], fixed=[1], margin=0.4)


def classes():
    for shape, targets in [((5, 4), (5,)), ((4,), ()), ((2, 4, 3), (2, 3)), ((2, 4, 2, 3), (2, 2, 3))]:
        x, y, w = anywhere(*shape), torch.randint(4, targets), positive(4)
        p = torch.softmax(anywhere(*shape), 0 if len(shape) == 1 else 1)
        log = torch.log_softmax(x, 0 if len(shape) == 1 else 1)
        for reduction in REDUCTIONS:
            yield loss("crossEntropy", F.cross_entropy, [x, y], reduction=reduction)
            yield loss("crossEntropy", F.cross_entropy, [x, y], reduction=reduction, weight=w, label_smoothing=0.2)
            yield loss("crossEntropy", F.cross_entropy, [x, p], reduction=reduction, weight=w, label_smoothing=0.1)
            yield loss("nll", F.nll_loss, [log, y], reduction=reduction, weight=w)
        yield loss("crossEntropy", F.cross_entropy, [x, p])
        yield loss("nll", F.nll_loss, [log, y])
    x, y = anywhere(5, 4), torch.tensor([0, -100, 3, 1, -100])
    for reduction in REDUCTIONS:
        yield loss("crossEntropy", F.cross_entropy, [x, y], reduction=reduction, weight=w, label_smoothing=0.3)
        yield loss("nll", F.nll_loss, [x, y], reduction=reduction, weight=w)
    y = torch.tensor([0, 2, 3, 1, 2])
    yield loss("crossEntropy", F.cross_entropy, [x, y], ignore_index=2)
    yield loss("nll", F.nll_loss, [x, y], ignore_index=2)
    for reduction in REDUCTIONS:
        yield loss("multiMargin", F.multi_margin_loss, [x, y], reduction=reduction)
    yield loss("multiMargin", F.multi_margin_loss, [x, y], p=2, margin=0.5, weight=positive(4))
    yield loss("multiMargin", F.multi_margin_loss, [anywhere(4), torch.tensor(1)])


def distributions():
    log, p = torch.log_softmax(anywhere(3, 4), 1), torch.softmax(anywhere(3, 4), 1)
    p[0, 1] = 0.0
    for reduction in [*REDUCTIONS, "batchmean"]:
        yield loss("klDiv", F.kl_div, [log, p], fixed=[1], reduction=reduction)
    yield loss("klDiv", F.kl_div, [log, torch.log_softmax(anywhere(3, 4), 1)], fixed=[1], reduction="sum", log_target=True)
    x, t, v = anywhere(3, 4), anywhere(3, 4), positive(3, 4)
    v[1, 2] = 1e-9
    for reduction in REDUCTIONS:
        yield loss("gaussianNll", F.gaussian_nll_loss, [x, t, positive(3, 4)], fixed=[1], reduction=reduction)
    yield loss("gaussianNll", lambda *xs, **o: F.gaussian_nll_loss(*xs[:2], xs[2] * 1, **o), [x, t, v], fixed=[1], full=True, eps=1e-3)
    yield loss("gaussianNll", F.gaussian_nll_loss, [x, t, positive(3, 1)], fixed=[1])
    yield loss("gaussianNll", F.gaussian_nll_loss, [x, t, positive(3)], fixed=[1], full=True)
    counts = torch.tensor([[0.0, 1.0, 2.0, 5.0], [3.0, 0.0, 1.0, 9.0]])
    for reduction in REDUCTIONS:
        yield loss("poissonNll", F.poisson_nll_loss, [anywhere(2, 4), counts], fixed=[1], reduction=reduction)
    yield loss("poissonNll", F.poisson_nll_loss, [anywhere(2, 4), counts], fixed=[1], full=True)
    yield loss("poissonNll", F.poisson_nll_loss, [positive(2, 4), counts], fixed=[1], log_input=False, full=True, eps=1e-4)


def pairs():
    a, b, y = anywhere(4, 3), anywhere(4, 3), signs(4)
    for reduction in REDUCTIONS:
        yield loss("cosineEmbedding", F.cosine_embedding_loss, [a, b, y], fixed=[2], reduction=reduction)
        yield loss("marginRanking", F.margin_ranking_loss, [anywhere(4), anywhere(4), y], fixed=[2], reduction=reduction)
        yield loss("tripletMargin", F.triplet_margin_loss, [a, b, anywhere(4, 3)], reduction=reduction)
    yield loss("cosineEmbedding", F.cosine_embedding_loss, [a, b, -torch.ones(4)], fixed=[2], margin=-0.5)
    yield loss("cosineEmbedding", F.cosine_embedding_loss, [anywhere(3), anywhere(3), torch.tensor(1.0)], fixed=[2])
    yield loss("marginRanking", F.margin_ranking_loss, [anywhere(4), anywhere(4), y], fixed=[2], margin=0.6)
    yield loss("tripletMargin", F.triplet_margin_loss, [a, b, anywhere(4, 3)], margin=2.5, p=3, eps=1e-4, swap=True)
    yield loss("tripletMargin", F.triplet_margin_loss, [anywhere(3), anywhere(3), anywhere(3)])


def ctc():
    """The input is logits: PyTorch's derivative of ctc is right only for the result of a softmax."""
    lengths = [torch.tensor([7, 5, 6]), torch.tensor([3, 1, 2])]
    targets = torch.tensor([[1, 1, 3], [2, 0, 0], [3, 1, 0]])
    f = lambda x, *rest, **o: F.ctc_loss(torch.log_softmax(x, -1), *rest, **o)
    for reduction in REDUCTIONS:
        yield loss("ctc", f, [anywhere(7, 3, 4), targets, *lengths], reduction=reduction)
    yield loss("ctc", f, [anywhere(7, 3, 4), torch.tensor([[0, 0, 2], [2, 1, 1], [0, 1, 1]]), *lengths], blank=3)
    short = [torch.tensor([7, 1, 3]), torch.tensor([3, 2, 2])]
    yield loss("ctc", f, [anywhere(7, 3, 4), targets + 1 - 1 * (targets == 3), *short], reduction="none", zero_infinity=True)
    yield loss("ctc", f, [anywhere(5, 4), torch.tensor([1, 2]), torch.tensor(5), torch.tensor(2)])


def cases():
    yield from elementwise()
    yield from binary()
    yield from classes()
    yield from distributions()
    yield from pairs()
    yield from ctc()
