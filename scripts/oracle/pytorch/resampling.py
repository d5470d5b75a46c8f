"""Resampling: interpolation, grids of places, padding, shuffled channels."""

import torch

from case import anywhere, case

F = torch.nn.functional


def interpolations():
    for size in (1, 3, 5, 8, 10):
        yield case("interpolate", lambda t: F.interpolate(t, size), [anywhere(1, 2, 5)], {"size": size})
        options = {"size": size, "mode": "nearest-exact"}
        yield case("interpolate", lambda t: F.interpolate(t, **options), [anywhere(1, 2, 5)], options)
        options = {"size": size, "mode": "area"}
        yield case("interpolate", lambda t: F.interpolate(t, **options), [anywhere(1, 2, 5)], options)
    yield case("interpolate", lambda t: F.interpolate(t, [2, 7]), [anywhere(1, 1, 3, 4)], {"size": [2, 7], "mode": "nearest"})
    for mode in ("nearest", "nearest-exact", "area"):
        options = {"size": [2, 3, 4], "mode": mode}
        yield case("interpolate", lambda t: F.interpolate(t, **options), [anywhere(1, 1, 3, 2, 2)], options)
    for scale in (2, 0.5, 1.5, 2.3):
        for mode in ("nearest", "nearest-exact", "area"):
            f = lambda t: F.interpolate(t, scale_factor=scale, mode=mode)
            yield case("interpolate", f, [anywhere(1, 2, 5)], {"scaleFactor": scale, "mode": mode})
    shapes = {"linear": (1, 2, 5), "bilinear": (1, 1, 3, 4), "trilinear": (1, 1, 2, 3, 2), "bicubic": (1, 1, 3, 4)}
    sizes = {"linear": (1, 2, 3, 7), "bilinear": (1, [3, 4], [2, 6], [4, 1]), "trilinear": (1, [2, 3, 2], [3, 2, 4]), "bicubic": (1, [3, 4], [2, 6], [7, 1])}
    for mode, shape in shapes.items():
        for align in (False, True):
            for size in sizes[mode]:
                f = lambda t: F.interpolate(t, size, mode=mode, align_corners=align)
                yield case("interpolate", f, [anywhere(*shape)], {"size": size, "mode": mode, "alignCorners": align})
            for scale in (2, 0.6, [1.7, 2.5, 0.9][: len(shape) - 2]):
                f = lambda t: F.interpolate(t, scale_factor=scale, mode=mode, align_corners=align)
                yield case("interpolate", f, [anywhere(*shape)], {"scaleFactor": scale, "mode": mode, "alignCorners": align})


def shuffles():
    """PyTorch 1.13 has no derivative of channel_shuffle."""
    for factor, shape in [(1, (1, 2, 2, 3)), (2, (1, 8, 2, 1)), (3, (9, 1, 2)), (2, (2, 1, 4, 2, 1)), (2, (4, 3, 1))]:
        yield case("pixelShuffle", lambda t: F.pixel_shuffle(t, factor), [anywhere(*shape)], factor)
    for factor, shape in [(1, (1, 2, 2, 3)), (2, (1, 2, 4, 2)), (3, (1, 3, 6)), (2, (2, 1, 1, 2, 4)), (2, (3, 4, 2))]:
        yield case("pixelUnshuffle", lambda t: F.pixel_unshuffle(t, factor), [anywhere(*shape)], factor)
    for groups, shape in [(1, (1, 3, 2)), (2, (2, 4, 3)), (3, (1, 6, 2, 2)), (6, (1, 6, 1, 2)), (2, (2, 6, 1, 1, 2))]:
        yield case("channelShuffle", lambda t: F.channel_shuffle(t, groups), [anywhere(*shape)], groups, orders=0)


def grids():
    """PyTorch has only first derivatives of gridSample. At a border its slope is 0."""
    exact = torch.tensor([-1.0, 1.0, 0.0, 0.5, -0.5, 1.0, -1.0, -1.0, 2.0, 0.25, 1.0, 1.0]).reshape(1, 2, 3, 2)
    for mode in ("bilinear", "nearest", "bicubic"):
        for padding in ("zeros", "border", "reflection"):
            for align in (False, True):
                options = {"mode": mode, "paddingMode": padding, "alignCorners": align}
                f = lambda a, b: F.grid_sample(a, b, mode=mode, padding_mode=padding, align_corners=align)
                yield case("gridSample", f, [anywhere(2, 2, 2, 3), anywhere(2, 2, 2, 2)], options, orders=1)
                yield case("gridSample", f, [anywhere(1, 1, 3, 5), exact], options, orders=1)
                yield case("gridSample", f, [anywhere(1, 1, 1, 2), 3 * anywhere(1, 1, 3, 2)], options, orders=1)
                if mode != "bicubic":
                    yield case("gridSample", f, [anywhere(2, 1, 2, 3, 2), anywhere(2, 1, 2, 1, 3)], options, orders=1)
    yield case("gridSample", lambda a, b: F.grid_sample(a, b, align_corners=False), [anywhere(1, 1, 1, 1), anywhere(1, 3, 1, 2)], {"alignCorners": False}, orders=1)

    for size in [[2, 3, 2, 3], [1, 1, 1, 4], [1, 2, 5, 1], [1, 1, 2, 3, 2], [2, 1, 1, 2, 1]]:
        axes = len(size) - 2
        for align in (False, True):
            f = lambda t: F.affine_grid(t, size, align_corners=align)
            yield case("affineGrid", f, [anywhere(size[0], axes, axes + 1)], size, {"alignCorners": align})


def paddings():
    """In PyTorch widths are one list, the last axis first, and the modes that copy leave one or two axes unchanged."""
    for mode, shape, widths in [
        *[(mode, (1, 4), [[0, 0], [2, 1]]) for mode in ("reflect", "replicate", "constant")],
        ("circular", (1, 1, 4), [[0, 0], [0, 0], [4, 2]]),
        ("circular", (2, 1, 2, 3), [[0, 0], [0, 0], [1, 2], [3, 1]]),
        *[(mode, (1, 1, 2, 3, 2), [[0, 0], [0, 0], [1, 1], [0, 2], [1, 0]]) for mode in ("reflect", "replicate", "circular", "constant")],
        *[(mode, (1, 2, 3, 2), [[0, 0], [1, 0], [2, 1], [0, 1]]) for mode in ("reflect", "replicate")],
        *[(mode, (1, 1, 5), [[0, 0], [0, 0], ends]) for mode in ("reflect", "replicate", "circular", "constant") for ends in ([-3, 2], [-1, -1], [2, -2], [-1, 3])],
        *[(mode, (1, 1, 4, 3), [[0, 0], [0, 0], [-1, 1], [2, -1]]) for mode in ("reflect", "replicate", "circular", "constant")],
        ("constant", (2, 3, 2), [[1, -1], [-2, 0], [0, 3]]),
        ("constant", (4, 3), [[-1, -2], [-1, 2]]),
    ]:
        given = [n for ends in reversed(widths) for n in ends]
        while mode != "constant" and given[-2:] == [0, 0]:
            given = given[:-2]
        yield case("pad", lambda t: F.pad(t, given, mode=mode), [anywhere(*shape)], widths, {"mode": mode})
    for value, ends in [(1.5, [1, 1]), (-2, [-1, 2]), (0.5, [3, -3])]:
        yield case("pad", lambda t: F.pad(t, ends, value=value), [anywhere(2, 4)], [0, ends], {"value": value})


def cases():
    for made in (interpolations, shuffles, grids, paddings):
        yield from made()
