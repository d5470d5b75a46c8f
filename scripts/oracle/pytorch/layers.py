"""Layers: their results, the gradients of inputs and parameters, and their buffers afterwards.

Each case contains the name and the arguments of nn's constructor, PyTorch's state dict beforehand, the inputs, the options
of the call, all results, the gradients of the sum of w y over them, and the buffers after the last call.
"""

import math

import torch

from case import anywhere, array, project

nn = torch.nn
F = nn.functional

PYTHON_NAMES = {
    "ceilMode": "ceil_mode",
    "countIncludePad": "count_include_pad",
    "outputPadding": "output_padding",
    "paddingIdx": "padding_idx",
    "startAxis": "start_dim",
    "endAxis": "end_dim",
    "scaleFactor": "scale_factor",
    "alignCorners": "align_corners",
    "elementwiseAffine": "elementwise_affine",
    "trackRunningStats": "track_running_stats",
    "numLayers": "num_layers",
    "batchFirst": "batch_first",
    "numParameters": "num_parameters",
    "dimFeedforward": "dim_feedforward",
    "layerNormEps": "layer_norm_eps",
    "normFirst": "norm_first",
}


def in_python(options):
    return {PYTHON_NAMES.get(key, key): option for key, option in options.items()}


def values(results):
    """The tensors of a result, nested or not."""
    if results is None:
        return []
    return [results] if isinstance(results, torch.Tensor) else [y for each in results for y in values(each)]


def shaken(module):
    """Parameters and statistics that are not all ones and zeros."""
    for x in module.parameters():
        x.data = torch.randn(x.shape) * 0.5
    for name, x in module.named_buffers():
        if name.endswith("running_mean"):
            x.copy_(torch.randn(x.shape))
        if name.endswith("running_var"):
            x.copy_(torch.rand(x.shape) + 0.5)
    return module


def layer(name, module, inputs, *arguments, call=None, forward=None, training=True, calls=1):
    """One case of nn's layer `name`, called with the inputs, which may be nested, and then with the options in `call`.

    `forward` runs PyTorch's module if it takes more than the inputs. Integers and booleans among the inputs are
    constants.
    """
    shaken(module).train(training)
    leaves = [x for x in values(inputs) if x.is_floating_point()]
    for x in leaves:
        x.requires_grad_()
    before = {key: array(x.clone()) for key, x in module.state_dict().items()}
    for _ in range(calls):
        results = (forward or module)(*inputs)
    found = values(results)
    parameters = dict(module.named_parameters())
    gradients = torch.autograd.grad(sum(project(y) for y in found), [*leaves, *parameters.values()], allow_unused=True)
    given = [torch.zeros(x.shape) if g is None else g for g, x in zip(gradients, [*leaves, *parameters.values()])]
    return {
        "name": name,
        "arguments": arguments,
        "training": training,
        "calls": calls,
        "state": before,
        "inputs": [[array(y) for y in x] if isinstance(x, tuple) else array(x) for x in inputs],
        "call": call,
        "results": [array(y) for y in found],
        "gradients": [array(g) for g in given[: len(leaves)]],
        "parameters": {key: array(g) for key, g in zip(parameters, given[len(leaves) :])},
        "after": {key: array(x) for key, x in module.named_buffers()},
    }


def named(name, inputs, *arguments, **how):
    """A case of a layer that PyTorch has under the same name, with options that differ only in case."""
    *positions, options = arguments if arguments and isinstance(arguments[-1], dict) else (*arguments, {})
    module = getattr(nn, name)(*positions, **in_python(options))
    return layer(name, module, inputs, *arguments, **how)


def dense():
    yield named("Linear", [anywhere(4, 3)], 3, 2)
    yield named("Linear", [anywhere(3)], 3, 2, {"bias": False})
    yield named("Linear", [anywhere(2, 3, 4)], 4, 5)
    yield named("Bilinear", [anywhere(4, 3), anywhere(4, 2)], 3, 2, 5)
    yield named("Bilinear", [anywhere(2, 4, 3), anywhere(2, 4, 2)], 3, 2, 1, {"bias": False})
    yield named("Identity", [anywhere(2, 3)])
    yield named("Flatten", [anywhere(2, 3, 2, 2)])
    yield named("Flatten", [anywhere(2, 3, 2, 2)], {"startAxis": 2, "endAxis": 3})
    yield named("Embedding", [torch.tensor([[1, 4], [0, 1]])], 5, 3)
    yield named("Embedding", [torch.tensor([1, 2, 1, 0])], 4, 2, {"paddingIdx": 1})
    yield named("Embedding", [torch.tensor([[3], [0]])], 4, 2, {"paddingIdx": -1})
    yield named("PReLU", [anywhere(3, 4)])
    yield named("PReLU", [anywhere(2, 3, 2)], {"numParameters": 3, "init": 0.1})
    yield layer("Sequential", nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Sequential(nn.Linear(4, 2))), [anywhere(5, 3)])


def convolutions():
    for name, shape, *arguments in [
        ("Conv1d", (2, 3, 6), 3, 2, 3),
        ("Conv1d", (4, 7), 4, 6, 3, {"stride": 2, "padding": 1, "groups": 2, "bias": False}),
        ("Conv1d", (2, 2, 7), 2, 3, 2, {"dilation": 3, "padding": "same"}),
        ("Conv2d", (2, 2, 4, 5), 2, 3, 3),
        ("Conv2d", (2, 5, 4), 2, 4, [3, 2], {"stride": [2, 1], "padding": [1, 2], "groups": 2}),
        ("Conv2d", (1, 1, 5, 6), 1, 2, 2, {"dilation": [2, 3], "bias": False}),
        ("ConvTranspose2d", (2, 2, 3, 2), 2, 3, 3),
        ("ConvTranspose2d", (4, 3, 2), 4, 2, [2, 3], {"stride": 2, "padding": 1, "outputPadding": 1, "groups": 2}),
        ("ConvTranspose2d", (1, 2, 3, 3), 2, 1, 2, {"dilation": 2, "bias": False}),
        ("MaxPool1d", (2, 2, 7), 3),
        ("MaxPool1d", (2, 8), 2, {"stride": 3, "padding": 1, "dilation": 2, "ceilMode": True}),
        ("MaxPool2d", (1, 2, 4, 6), 2),
        ("MaxPool2d", (2, 5, 6), [3, 2], {"stride": [1, 2], "padding": [1, 0]}),
        ("AvgPool1d", (2, 2, 7), 3),
        ("AvgPool1d", (2, 8), 3, {"stride": 2, "padding": 1, "ceilMode": True, "countIncludePad": False}),
        ("AvgPool2d", (1, 2, 4, 6), 2),
        ("AvgPool2d", (2, 5, 6), [3, 2], {"stride": [1, 2], "padding": [1, 0], "countIncludePad": False}),
        ("AdaptiveAvgPool1d", (2, 2, 7), 3),
        ("AdaptiveAvgPool2d", (1, 2, 5, 6), [3, 4]),
        ("AdaptiveAvgPool2d", (2, 5, 6), 1),
        ("Upsample", (1, 2, 3), {"scaleFactor": 2}),
        ("Upsample", (1, 2, 3, 4), {"size": [5, 6], "mode": "bilinear", "alignCorners": True}),
        ("Upsample", (1, 1, 3, 4), {"scaleFactor": 2, "mode": "bicubic"}),
    ]:
        yield named(name, [anywhere(*shape)], *arguments)


def normalisations():
    for name, shapes in [("BatchNorm1d", [(5, 3), (2, 3, 4)]), ("BatchNorm2d", [(2, 3, 2, 4)])]:
        for shape in shapes:
            for training in (True, False):
                yield named(name, [anywhere(*shape)], 3, training=training)
                yield named(name, [anywhere(*shape)], 3, {"affine": False, "momentum": 0.3, "eps": 0.01}, training=training, calls=2)
                yield named(name, [anywhere(*shape)], 3, {"trackRunningStats": False}, training=training)
            module = {"BatchNorm1d": nn.BatchNorm1d, "BatchNorm2d": nn.BatchNorm2d}[name](3, momentum=None)
            yield layer(name, module, [anywhere(*shape)], 3, {"momentum": None}, calls=3)
    for name, shapes in [("InstanceNorm1d", [(2, 3, 4), (3, 4)]), ("InstanceNorm2d", [(2, 3, 2, 4), (3, 2, 3)])]:
        for shape in shapes:
            for training in (True, False):
                yield named(name, [anywhere(*shape)], 3, training=training)
                yield named(name, [anywhere(*shape)], 3, {"affine": True, "trackRunningStats": True, "momentum": 0.3}, training=training, calls=2)
    yield named("LayerNorm", [anywhere(4, 3)], 3)
    yield named("LayerNorm", [anywhere(2, 3, 4)], [3, 4], {"eps": 0.01})
    yield named("LayerNorm", [anywhere(2, 3)], 3, {"elementwiseAffine": False})
    yield named("GroupNorm", [anywhere(3, 4)], 2, 4)
    yield named("GroupNorm", [anywhere(2, 6, 2, 3)], 3, 6, {"eps": 0.01})
    yield named("GroupNorm", [anywhere(2, 4, 3)], 1, 4, {"affine": False})
    # PyTorch has this layer from 2.4 on.
    for shape, size, eps in [((4, 3), 3, None), ((2, 3, 4), [3, 4], 0.01)]:
        module = nn.Module()
        module.register_parameter("weight", nn.Parameter(torch.ones(size)))
        axes = [-1] if isinstance(size, int) else [-2, -1]
        rms = lambda x: x * torch.rsqrt(x.square().mean(axes, keepdim=True) + (eps or torch.finfo(x.dtype).eps)) * module.weight
        yield layer("RMSNorm", module, [anywhere(*shape)], size, {} if eps is None else {"eps": eps}, forward=rms)


def dropouts():
    for name, shape in [("Dropout", (3, 4)), ("Dropout2d", (2, 3, 2, 2))]:
        yield named(name, [anywhere(*shape)], {"p": 0.3}, training=False)
        yield named(name, [anywhere(*shape)], {"p": 0})
        yield named(name, [anywhere(*shape)], {"p": 1})


def recurrent():
    for name in ("RNNCell", "LSTMCell", "GRUCell"):
        state = lambda *shape: (anywhere(*shape), anywhere(*shape)) if name == "LSTMCell" else anywhere(*shape)
        yield named(name, [anywhere(3, 2)], 2, 4)
        yield named(name, [anywhere(3, 2), state(3, 4)], 2, 4)
        yield named(name, [anywhere(2), state(3)], 2, 3, {"bias": False})
    yield named("RNNCell", [anywhere(3, 2), anywhere(3, 4)], 2, 4, {"nonlinearity": "relu"})
    for name in ("RNN", "LSTM", "GRU"):
        state = lambda *shape: (anywhere(*shape), anywhere(*shape)) if name == "LSTM" else anywhere(*shape)
        yield named(name, [anywhere(5, 2, 3)], 3, 4)
        yield named(name, [anywhere(4, 3), state(1, 2)], 3, 2, {"bias": False})
        yield named(name, [anywhere(3, 4, 2), state(2, 3, 3)], 2, 3, {"numLayers": 2, "batchFirst": True})
        yield named(name, [anywhere(4, 2, 3), state(4, 2, 2)], 3, 2, {"numLayers": 2, "bidirectional": True})
        yield named(name, [anywhere(3, 2)], 2, 2, {"bidirectional": True})
        yield named(name, [anywhere(3, 1, 2)], 2, 2, {"numLayers": 3, "dropout": 0.4}, training=False)
    yield named("RNN", [anywhere(4, 2, 3)], 3, 2, {"nonlinearity": "relu", "numLayers": 2})


def causal(length, keys=None):
    return torch.ones(length, keys or length, dtype=torch.bool).triu(1)


def attention():
    def case(shapes, *arguments, call=None, same=False, training=True, **masks):
        options = arguments[-1] if isinstance(arguments[-1], dict) else {}
        module = nn.MultiheadAttention(arguments[0], arguments[1], **in_python(options))
        inputs = [anywhere(*shape) for shape in shapes]
        # PyTorch's own shortcut in evaluation returns the weights without their gradients.
        forward = lambda *xs: module(*(xs * 3 if same else xs), **masks)
        return layer("MultiheadAttention", module, inputs, *arguments, call=call, forward=forward, training=training)

    added = anywhere(4, 5)
    padding = torch.tensor([[False, False, True, False, True], [False, False, False, False, True]])
    heads = torch.rand(4, 4, 5) > 0.6
    heads[:, :, 0] = False
    cross = [(4, 2, 6), (5, 2, 6), (5, 2, 6)]
    yield case([(4, 2, 6)], 6, 2, same=True)
    yield case([(2, 4, 6)], 6, 3, {"batchFirst": True}, same=True, attn_mask=causal(4), call={"isCausal": True})
    yield case(cross, 6, 2, {"bias": False}, need_weights=False, call={"needWeights": False})
    yield case(cross, 6, 2, attn_mask=added, call={"attnMask": added.tolist()})
    yield case(cross, 6, 2, key_padding_mask=padding, call={"keyPaddingMask": padding.tolist()})
    yield case(cross, 6, 2, attn_mask=heads, average_attn_weights=False, call={"attnMask": heads.tolist(), "averageAttnWeights": False})
    yield case(cross, 6, 2, {"dropout": 0.5}, training=False, attn_mask=causal(4, 5), key_padding_mask=padding, call={"isCausal": True, "keyPaddingMask": padding.tolist()})
    yield case([(4, 6), (5, 3), (5, 2)], 6, 2, {"kdim": 3, "vdim": 2})
    yield case([(2, 4, 6), (2, 5, 6), (2, 5, 2)], 6, 1, {"vdim": 2, "batchFirst": True, "bias": False})

    for shapes, options in [
        ([(4, 3), (5, 3), (5, 2)], {}),
        ([(2, 3, 4, 2)] * 3, {"isCausal": True}),
        ([(2, 4, 3), (2, 5, 3), (2, 5, 3)], {"attnMask": added.tolist(), "scale": 0.7}),
        ([(2, 2, 4, 3), (2, 2, 5, 3), (2, 2, 5, 3)], {"attnMask": (~heads.reshape(2, 2, 4, 5)).tolist()}),
    ]:
        def attended(q, k, v):
            scores = q @ k.transpose(-2, -1) * options.get("scale", 1 / math.sqrt(q.shape[-1]))
            if "isCausal" in options:
                scores = scores.masked_fill(causal(q.shape[-2]), -math.inf)
            mask = torch.tensor(options["attnMask"]) if "attnMask" in options else None
            if mask is not None:
                scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
            return scores.softmax(-1) @ v

        yield layer("scaledDotProductAttention", nn.Module(), [anywhere(*shape) for shape in shapes], call=options, forward=attended)


def transformers():
    def case(name, shapes, *arguments, call=None, training=True, **masks):
        options = in_python(arguments[-1])
        options["dropout"] = options.get("dropout", 0.1)
        module = getattr(nn, name)(*arguments[:-1], **options)
        return layer(name, module, [anywhere(*shape) for shape in shapes], *arguments, call=call, forward=lambda *xs: module(*xs, **masks), training=training)

    padding = torch.tensor([[False, False, True], [False, False, False]])
    plain = {"dimFeedforward": 5, "dropout": 0}
    first = {**plain, "normFirst": True, "activation": "gelu", "batchFirst": True, "layerNormEps": 0.01}
    yield case("TransformerEncoderLayer", [(3, 2, 4)], 4, 2, plain)
    yield case("TransformerEncoderLayer", [(2, 3, 4)], 4, 2, first, src_mask=causal(3), src_key_padding_mask=padding, call={"isCausal": True, "srcKeyPaddingMask": padding.tolist()})
    yield case("TransformerEncoderLayer", [(3, 4)], 4, 1, plain, src_mask=causal(3), call={"srcMask": causal(3).tolist()})
    yield case("TransformerEncoderLayer", [(3, 2, 4)], 4, 2, {"dimFeedforward": 5}, training=False)
    yield case("TransformerDecoderLayer", [(3, 2, 4), (5, 2, 4)], 4, 2, plain)
    yield case("TransformerDecoderLayer", [(2, 3, 4), (2, 3, 4)], 4, 2, first, tgt_mask=causal(3), memory_mask=causal(3), tgt_key_padding_mask=padding, memory_key_padding_mask=padding, call={"tgtIsCausal": True, "memoryIsCausal": True, "tgtKeyPaddingMask": padding.tolist(), "memoryKeyPaddingMask": padding.tolist()})
    yield case("TransformerDecoderLayer", [(3, 4), (2, 4)], 4, 1, {**plain, "activation": "gelu"}, tgt_mask=causal(3), memory_mask=causal(3, 2), call={"tgtMask": causal(3).tolist(), "memoryMask": causal(3, 2).tolist()})
    yield case("TransformerDecoderLayer", [(3, 2, 4), (5, 2, 4)], 4, 2, {"dimFeedforward": 5}, training=False)


def positions():
    """The module of PyTorch's tutorial, and the rotation as a product of complex numbers, by torch.polar."""
    for shape, batch_first in [((5, 2, 6), False), ((2, 5, 6), True), ((4, 5), False)]:
        length, size = shape[1 if batch_first else 0], shape[-1]
        rates = torch.exp(torch.arange(0, size, 2) * (-math.log(10000.0) / size))
        angles = torch.arange(length)[:, None] * rates
        table = torch.stack([torch.sin(angles), torch.cos(angles)], -1).reshape(length, -1)[:, :size]
        made = lambda x: x + (table if batch_first or x.dim() == 2 else table[:, None])
        yield layer("PositionalEncoding", nn.Module(), [anywhere(*shape)], size, {"batchFirst": batch_first, "p": 0, "maxLength": 6}, forward=made)
    for shape, options in [((2, 5, 4), {}), ((1, 2, 3, 6), {"base": 100}), ((4, 6), {"interleaved": False})]:
        def turned(x):
            half = x.shape[-1] // 2
            apart = options.get("interleaved", True)
            pairs = x.reshape(*x.shape[:-1], half, 2) if apart else x.reshape(*x.shape[:-1], 2, half).transpose(-2, -1)
            angles = torch.arange(x.shape[-2])[:, None] * options.get("base", 10000.0) ** (-torch.arange(half) / half)
            y = torch.view_as_real(torch.view_as_complex(pairs.contiguous()) * torch.polar(torch.ones_like(angles), angles))
            return (y if apart else y.transpose(-2, -1)).reshape(x.shape)

        yield layer("RotaryEmbedding", nn.Module(), [anywhere(*shape)], shape[-1], options, forward=turned)


def cases():
    for made in (dense, convolutions, normalisations, dropouts, recurrent, attention, transformers, positions):
        yield from made()
