"""Linear algebra. Vectors that are known up to a sign have theirs chosen as core does: the largest entry is positive."""

import torch

from case import anywhere, case

L = torch.linalg


def regular(*shape):
    """Far from singular."""
    return anywhere(*shape) + torch.diag_embed(torch.arange(3.0, 3.0 + 2 * shape[-1], 2)) * torch.tensor([(-1.0) ** i for i in range(shape[-1])])


def symmetric(*shape):
    x = regular(*shape)
    return (x + x.mT) / 2


def positive(*shape):
    x = anywhere(*shape)
    return x @ x.mT + torch.diag_embed(torch.arange(1.0, 1.0 + shape[-1]))


def spread(*shape):
    """Singular values well apart."""
    k = min(shape[-2:])
    return anywhere(*shape) * 0.3 + (torch.eye(*shape[-2:])[:, :k] * torch.arange(2.0, 2.0 + 2 * k, 2)) @ torch.eye(k, shape[-1])


def signs(x):
    x = x.detach()
    return torch.sign(torch.gather(x, -2, x.abs().argmax(-2, keepdim=True)))


def eigenvectors(x):
    V = L.eigh(x).eigenvectors
    return V * signs(V)


def left(x):
    U = L.svd(x, full_matrices=False).U
    return U * signs(U)


def right(x):
    U, _, Vh = L.svd(x, full_matrices=False)
    return signs(U).mT * Vh


def products():
    for m, k, n in [(2, 3, 4), (1, 1, 1), (5, 1, 2), (4, 7, 4), (6, 5, 9)]:
        yield case("mm", torch.mm, [anywhere(m, k), anywhere(k, n)])
        yield case("bmm", torch.bmm, [anywhere(3, m, k), anywhere(3, k, n)])
        yield case("mv", torch.mv, [anywhere(m, k), anywhere(k)])
        yield case("dot", torch.dot, [anywhere(m), anywhere(m)])
        yield case("outer", torch.outer, [anywhere(m), anywhere(n)])
        yield case("inner", torch.inner, [anywhere(m, k), anywhere(2, n, k)])
        yield case("kron", torch.kron, [anywhere(m, k), anywhere(k, n)])
        alpha, beta = 0.5 * m, k - 1.0
        yield case("addmm", lambda x, a, b: torch.addmm(x, a, b, alpha=alpha, beta=beta), [anywhere(n), anywhere(m, k), anywhere(k, n)], {"alpha": alpha, "beta": beta})
        yield case("baddbmm", lambda x, a, b: torch.baddbmm(x, a, b, alpha=alpha, beta=beta), [anywhere(m, 1), anywhere(2, m, k), anywhere(2, k, n)], {"alpha": alpha, "beta": beta})
    yield case("inner", torch.inner, [anywhere(), anywhere(3)])
    yield case("kron", torch.kron, [anywhere(3), anywhere(2, 2)])
    for axes, a, b in [(2, (2, 3, 4), (3, 4, 5)), (0, (2,), (3,)), (1, (2, 3), (3,)), ([[0, -1], [2, 0]], (2, 3, 4), (4, 5, 2)), ([[1], [1]], (2, 3), (4, 3))]:
        yield case("tensordot", lambda p, q: torch.tensordot(p, q, dims=axes), [anywhere(*a), anywhere(*b)], {"axes": axes})
    for axis, a, b in [(-1, (3,), (3,)), (-1, (2, 3), (1, 3)), (0, (3, 2), (3, 2)), (1, (2, 3, 4), (1, 3, 4)), (-2, (3, 3), (3, 3))]:
        yield case("cross", lambda p, q: L.cross(p, q, dim=axis), [anywhere(*a), anywhere(*b)], {"axis": axis})


def systems():
    for a, b in [((3, 3), (3, 2)), ((3, 3), (3,)), ((2, 3, 3), (2, 3, 1)), ((4, 4), (2, 4, 3)), ((2, 1, 2, 2), (3, 2, 2)), ((2, 3, 3), (2, 3))]:
        yield case("solve", L.solve, [regular(*a), anywhere(*b)])
    for upper, unit, transpose in [(False, False, False), (True, False, False), (False, True, False), (True, True, True), (False, False, True), (True, False, True)]:
        options = {"upper": upper, "unitriangular": unit, "transpose": transpose}

        def f(t, b):
            half = t.triu() if upper else t.tril()
            return L.solve_triangular(half.mT if transpose else half, b, upper=upper != transpose, unitriangular=unit)

        yield case("triangularSolve", f, [regular(2, 3, 3), anywhere(2, 3, 2)], options)
    for shape in [(1, 1), (2, 2), (3, 3), (2, 4, 4), (2, 1, 3, 3)]:
        yield case("inverse", L.inv, [regular(*shape)])
        yield case("det", L.det, [regular(*shape)])
        yield case("slogDet", lambda x: L.slogdet(x).logabsdet, [regular(*shape)], pick="logAbsDet")
        yield case("slogDet", lambda x: L.slogdet(x).sign, [anywhere(*shape)], pick="sign", orders=0)
        yield case("logDet", torch.logdet, [positive(*shape)])
        for n in (0, 1, 2, 5, -1, -3):
            yield case("matrixPower", lambda x: L.matrix_power(x, n), [regular(*shape)], n, orders=1 if n == 0 else 2)
        yield case("matrixExp", L.matrix_exp, [anywhere(*shape)])
    # PyTorch's gradient of a determinant that is exactly 0 is 0 too, where the cofactors are not.
    yield case("det", L.det, [torch.tensor([[1.0, 2.0], [2.0, 4.0]])], orders=0)
    yield case("logDet", torch.logdet, [torch.tensor([[0.0, 1.0], [1.0, 0.0]])], orders=0)
    yield case("logDet", torch.logdet, [torch.tensor([[1.0, 1.0], [1.0, 1.0]])], orders=0)


def decompositions():
    for shape in [(1, 1), (2, 2), (3, 3), (2, 4, 4), (2, 1, 3, 3)]:
        yield case("cholesky", L.cholesky, [positive(*shape)])
        yield case("cholesky", lambda x: L.cholesky(x, upper=True), [positive(*shape)], {"upper": True})
        yield case("eigh", lambda x: L.eigh(x).eigenvalues, [symmetric(*shape)], pick="eigenvalues")
        yield case("eigh", eigenvectors, [symmetric(*shape)], pick="eigenvectors")
    for shape in [(1, 1), (3, 3), (4, 2), (2, 5, 3), (2, 3), (2, 2, 4)]:
        yield case("qr", lambda x: L.qr(x).Q, [spread(*shape)], pick="Q", orders=2 if shape[-2] >= shape[-1] else 0)
        yield case("qr", lambda x: L.qr(x).R, [spread(*shape)], pick="R", orders=2 if shape[-2] >= shape[-1] else 0)
        yield case("svd", left, [spread(*shape)], pick="U")
        yield case("svd", lambda x: L.svd(x, full_matrices=False).S, [spread(*shape)], pick="S")
        yield case("svd", right, [spread(*shape)], pick="Vh")
        yield case("pinv", L.pinv, [spread(*shape)])
    yield case("pinv", L.pinv, [torch.eye(3)])
    yield case("pinv", lambda x: L.pinv(x, rtol=0.5), [torch.diag(torch.tensor([4.0, 3.0, 1.0]))], {"tolerance": 0.5}, orders=0)


def statistics():
    for shape in [(2, 5), (3, 4), (5, 3), (4, 2), (6,)]:
        yield case("cov", torch.cov, [anywhere(*shape)])
        yield case("cov", lambda x: torch.cov(x, correction=0), [anywhere(*shape)], {"correction": 0})
        yield case("corrCoef", torch.corrcoef, [anywhere(*shape)], orders=0 if shape == (4, 2) else 2)
    for p in (2.0, 1.0, 0.0, 3.0, 1.5):
        a, b = anywhere(2, 4, 3), anywhere(2, 5, 3)
        b[0, 0] = a[0, 0]
        yield case("cdist", lambda x, y: torch.cdist(x, y, p=p, compute_mode="donot_use_mm_for_euclid_dist"), [a, b], {"p": p}, orders=1 if p > 0 else 0)
    for p in (2.0, 1.0, 3.0, 2.5, 6.0):
        # PyTorch has no second derivative of cdist itself.
        yield case("cdist", lambda x, y: L.vector_norm(x.unsqueeze(-2) - y.unsqueeze(-3), ord=p, dim=-1), [anywhere(3, 2), anywhere(2, 4, 2)], {"p": p})


def cases():
    yield from products()
    yield from systems()
    yield from decompositions()
    yield from statistics()
