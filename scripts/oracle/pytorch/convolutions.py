"""Convolution and pooling."""

import math

import torch

from case import anywhere, case

F = torch.nn.functional
PYTHON_NAMES = {"outputPadding": "output_padding", "ceilMode": "ceil_mode", "countIncludePad": "count_include_pad"}


def in_python(options):
    return {PYTHON_NAMES.get(key, key): option for key, option in options.items()}


def convolutions():
    for name, f, x, w, options in [
        ("conv1d", F.conv1d, (2, 3, 5), (2, 3, 3), {}),
        ("conv1d", F.conv1d, (3, 5), (1, 3, 2), {"padding": "same"}),
        ("conv1d", F.conv1d, (2, 4, 5), (4, 2, 3), {"stride": 2, "padding": 1, "groups": 2}),
        ("conv1d", F.conv1d, (1, 2, 7), (2, 2, 2), {"dilation": 3, "padding": "valid"}),
        ("conv1d", F.conv1d, (2, 3, 4), (3, 1, 5), {"padding": 2, "groups": 3, "stride": 3}),
        ("conv1d", F.conv1d, (0, 2, 5), (3, 2, 2), {}),
        ("conv2d", F.conv2d, (2, 2, 3, 4), (3, 2, 3, 2), {}),
        ("conv2d", F.conv2d, (2, 5, 4), (3, 2, 1, 1), {}),
        ("conv2d", F.conv2d, (1, 2, 4, 5), (2, 2, 3, 2), {"stride": [2, 3], "padding": [1, 2]}),
        ("conv2d", F.conv2d, (2, 4, 3, 4), (4, 1, 2, 3), {"groups": 4, "padding": 1}),
        ("conv2d", F.conv2d, (1, 1, 4, 5), (2, 1, 3, 2), {"dilation": [2, 3], "padding": "same"}),
        ("conv2d", F.conv2d, (1, 2, 3, 3), (2, 2, 3, 3), {"padding": 3, "stride": 2, "dilation": 2}),
        ("conv3d", F.conv3d, (1, 2, 2, 3, 3), (2, 2, 1, 2, 2), {}),
        ("conv3d", F.conv3d, (1, 1, 3, 2, 4), (2, 1, 1, 3, 2), {"padding": [0, 1, 2], "stride": [1, 2, 2]}),
        ("conv3d", F.conv3d, (2, 2, 2, 3), (2, 1, 2, 2, 3), {"groups": 2, "padding": "same"}),
        ("conv3d", F.conv3d, (1, 1, 4, 2, 3), (1, 1, 2, 2, 2), {"dilation": [3, 1, 2]}),
        ("conv3d", F.conv3d, (1, 1, 2, 2, 2), (2, 1, 2, 2, 2), {"padding": 1, "stride": 3}),
        ("convTranspose1d", F.conv_transpose1d, (2, 3, 4), (3, 2, 3), {}),
        ("convTranspose1d", F.conv_transpose1d, (3, 4), (3, 1, 2), {"stride": 3, "outputPadding": 2}),
        ("convTranspose1d", F.conv_transpose1d, (2, 4, 3), (4, 3, 3), {"groups": 2, "padding": 1}),
        ("convTranspose1d", F.conv_transpose1d, (1, 2, 4), (2, 2, 3), {"stride": 2, "dilation": 2, "padding": 2}),
        ("convTranspose1d", F.conv_transpose1d, (1, 1, 5), (1, 4, 1), {"stride": 2}),
        ("convTranspose2d", F.conv_transpose2d, (2, 2, 3, 2), (2, 2, 2, 3), {}),
        ("convTranspose2d", F.conv_transpose2d, (2, 3, 2), (2, 1, 3, 3), {"stride": 2, "padding": 1, "outputPadding": 1}),
        ("convTranspose2d", F.conv_transpose2d, (1, 4, 2, 3), (4, 2, 2, 2), {"groups": 2, "stride": [1, 3]}),
        ("convTranspose2d", F.conv_transpose2d, (1, 1, 3, 3), (1, 2, 2, 3), {"dilation": [3, 1], "padding": [1, 2]}),
        ("convTranspose2d", F.conv_transpose2d, (2, 3, 1, 1), (3, 1, 4, 2), {"groups": 3, "stride": 2}),
        ("convTranspose3d", F.conv_transpose3d, (1, 2, 2, 1, 2), (2, 2, 1, 2, 2), {}),
        ("convTranspose3d", F.conv_transpose3d, (2, 2, 1, 2), (2, 1, 2, 3, 1), {"stride": 2, "padding": [0, 1, 0], "outputPadding": 1}),
        ("convTranspose3d", F.conv_transpose3d, (1, 2, 1, 2, 2), (2, 1, 2, 1, 2), {"groups": 2, "stride": [1, 3, 2]}),
        ("convTranspose3d", F.conv_transpose3d, (1, 1, 2, 2, 2), (1, 2, 2, 1, 2), {"dilation": [3, 1, 2], "padding": [1, 0, 1]}),
        ("convTranspose3d", F.conv_transpose3d, (2, 1, 1, 1, 3), (1, 1, 1, 2, 3), {"stride": [2, 1, 1]}),
    ]:
        outputs = w[1] * options.get("groups", 1) if name.startswith("convTranspose") else w[0]
        bias = torch.randn(outputs) if "stride" in options else None
        ours = options if bias is None else {**options, "bias": bias.tolist()}
        yield case(name, lambda a, b: f(a, b, bias=bias, **in_python(options)), [anywhere(*x), anywhere(*w)], ours)


def pools():
    ties = torch.randint(-2, 3, (2, 1, 5, 4)).double()
    special = torch.tensor([1.0, math.nan, 2.0, math.inf, math.nan, -math.inf, -math.inf, -math.inf, 0.0, -0.0, math.inf, math.inf])
    windows = [
        (3, {}),
        (2, {"stride": 1}),
        (3, {"stride": 2, "padding": 1}),
        (2, {"stride": 3, "ceilMode": True}),
        (3, {"stride": 2, "padding": 1, "ceilMode": True}),
    ]
    cubes = [([1, 3, 2], {}), ([2, 1, 2], {"stride": [1, 2, 2], "padding": [1, 0, 1]}), ([3, 2, 1], {"padding": [1, 1, 0], "ceilMode": True})]
    pairs = [([3, 2], {}), ([2, 3], {"stride": [1, 2], "padding": [1, 0]}), ([4, 1], {"padding": [2, 0], "ceilMode": True})]
    for axes, shapes in [(1, [(1, 2, 7), (2, 6)]), (2, [(1, 1, 5, 4), (1, 4, 4)]), (3, [(1, 1, 3, 4, 3), (1, 4, 3, 3)])]:
        largest, mean = getattr(F, f"max_pool{axes}d"), getattr(F, f"avg_pool{axes}d")
        for i, (kernel, options) in enumerate(windows + [[], pairs, cubes][axes - 1]):
            [x, y] = [anywhere(*shapes[i % 2]), anywhere(*shapes[(i + 1) % 2])]
            apart = {**options, "countIncludePad": i % 4 == 3}
            yield case(f"maxPool{axes}d", lambda t: largest(t, kernel, **in_python(options)), [x], kernel, options)
            yield case(f"avgPool{axes}d", lambda t: mean(t, kernel, **in_python(options)), [x], kernel, options)
            yield case(f"avgPool{axes}d", lambda t: mean(t, kernel, **in_python(apart)), [y], kernel, apart)
        for shape in shapes:
            options = {"stride": 1, "dilation": 2, "padding": 1}
            yield case(f"maxPool{axes}d", lambda t: largest(t, 2, **options), [anywhere(*shape)], 2, options)
        x = [ties[0], ties, ties.reshape(1, 1, 2, 5, 4).repeat(1, 1, 2, 1, 1)][axes - 1]
        for kernel, options in windows:
            places = lambda t: largest(t, kernel, return_indices=True, **in_python(options))[1]
            yield case(f"argMaxPool{axes}d", places, [x], kernel, options)
            yield case(f"maxPool{axes}d", lambda t: largest(t, kernel, **in_python(options)), [x], kernel, options)
    yield case("maxPool1d", lambda t: F.max_pool1d(t, 2), [special.reshape(1, 1, 12)], 2, orders=1)
    for axes, shape in [(2, (1, 1, 3, 4)), (3, (1, 1, 3, 2, 2))]:
        largest, x = getattr(F, f"max_pool{axes}d"), special.reshape(shape)
        yield case(f"maxPool{axes}d", lambda t: largest(t, 2, stride=1), [x], 2, {"stride": 1}, orders=1)
        yield case(f"argMaxPool{axes}d", lambda t: largest(t, 2, stride=1, return_indices=True)[1], [x], 2, {"stride": 1})

    for size in (1, 2, 3, 5, 8):
        yield case("adaptiveAvgPool1d", lambda t: F.adaptive_avg_pool1d(t, size), [anywhere(2, 2, 5)], size)
        yield case("adaptiveMaxPool1d", lambda t: F.adaptive_max_pool1d(t, size), [anywhere(2, 2, 5)], size)
    for size in (1, 3, [2, 5], [4, 1], [7, 3]):
        yield case("adaptiveAvgPool2d", lambda t: F.adaptive_avg_pool2d(t, size), [anywhere(1, 5, 6)], size)
        yield case("adaptiveMaxPool2d", lambda t: F.adaptive_max_pool2d(t, size), [ties[:1]], size)
    for size in (1, 2, [2, 3, 1], [1, 3, 4], [4, 1, 2]):
        yield case("adaptiveAvgPool3d", lambda t: F.adaptive_avg_pool3d(t, size), [anywhere(1, 3, 2, 4)], size)
        yield case("adaptiveMaxPool3d", lambda t: F.adaptive_max_pool3d(t, size), [ties.reshape(1, 1, 2, 5, 4)], size)

    # PyTorch's own gradient is NaN if a window sums to 0.
    for p, kernel, options in [(2, 2, {}), (1, 3, {"stride": 1}), (4, 2, {"stride": 3, "ceilMode": True}), (2, 3, {"stride": 2}), (6, 1, {})]:
        x = anywhere(1, 2, 7).abs() + 0.1 if p == 1 else anywhere(1, 2, 7)
        yield case("lpPool1d", lambda t: F.lp_pool1d(t, p, kernel, **in_python(options)), [x], kernel, {**options, "p": p})
    for p, kernel, options in [(2, 2, {}), (2, [3, 1], {"stride": 1}), (4, 2, {"stride": [1, 3], "ceilMode": True}), (2, 3, {"stride": 2}), (4, [1, 2], {})]:
        yield case("lpPool2d", lambda t: F.lp_pool2d(t, p, kernel, **in_python(options)), [anywhere(1, 4, 5)], kernel, {**options, "p": p})

    for size, options in [(1, {}), (2, {}), (3, {"alpha": 0.5}), (5, {"alpha": 0.3, "beta": 0.5, "k": 2}), (4, {"beta": 2})]:
        shape = (1, 4, 3) if size % 2 else (1, 5, 2, 2)
        yield case("localResponseNorm", lambda t: F.local_response_norm(t, size, **options), [anywhere(*shape)], size, options)


def unpools():
    """If windows overlap, PyTorch gives the gradient to each of several entries that go to the same place."""
    for axes, shape, kernel, options in [
        (1, (1, 2, 7), 2, {}),
        (1, (2, 7), 3, {"outputSize": [8]}),
        (1, (1, 1, 8), 2, {"stride": 3, "outputSize": [8]}),
        (1, (1, 1, 6), 2, {"padding": 1}),
        (1, (2, 1, 6), 3, {"stride": 1}),
        (2, (1, 2, 4, 5), 2, {"outputSize": [4, 5]}),
        (2, (2, 4, 3), [2, 3], {}),
        (2, (1, 1, 3, 6), [1, 2], {"stride": [2, 3], "outputSize": [3, 6]}),
        (2, (1, 1, 4, 4), 2, {"padding": [1, 0]}),
        (2, (1, 1, 4, 3), 2, {"stride": 1}),
        (3, (1, 2, 2, 2, 4), 2, {}),
        (3, (1, 3, 2, 2), [2, 1, 2], {"outputSize": [3, 2, 2]}),
        (3, (1, 1, 1, 4, 2), [1, 2, 1], {"stride": [1, 3, 1], "outputSize": [1, 4, 2]}),
        (3, (1, 1, 2, 2, 2), 2, {"padding": [1, 0, 1]}),
        (3, (1, 1, 2, 3, 2), [1, 2, 2], {"stride": 1}),
    ]:
        how = {key: option for key, option in options.items() if key != "outputSize"}
        y, places = getattr(F, f"max_pool{axes}d")(anywhere(*shape), kernel, return_indices=True, **how)
        back = lambda t, i: getattr(F, f"max_unpool{axes}d")(t, i, kernel, output_size=options.get("outputSize"), **how)
        yield case(f"maxUnpool{axes}d", back, [y, places], kernel, options, orders=0 if options.get("stride") == 1 else 2)


def columns():
    for shape, kernel, options in [
        ((1, 2, 3, 4), 2, {}),
        ((2, 3, 4), [2, 3], {"padding": 1}),
        ((1, 1, 4, 5), 3, {"stride": 2}),
        ((1, 1, 3, 5), 2, {"dilation": [2, 3], "padding": [1, 0]}),
        ((1, 4, 3), [1, 2], {"stride": [3, 1], "padding": [0, 2]}),
    ]:
        x = anywhere(*shape)
        batched = x if x.dim() == 4 else x[None]
        yield case("im2col", lambda t: F.unfold(t, kernel, **options), [x], kernel, options)
        made = F.unfold(batched, kernel, **options)
        size = list(shape[-2:])
        y = anywhere(*(made if x.dim() == 4 else made[0]).shape)
        yield case("col2im", lambda t: F.fold(t, size, kernel, **options), [y], kernel, {**options, "outputSize": size})


def cases():
    for made in (convolutions, pools, unpools, columns):
        yield from made()
