"""Linear algebra. The sign of vectors that are known up to a sign is chosen as in core: the largest entry is positive."""

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
    """Well-separated singular values."""
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
        yield case("tensorDot", lambda p, q: torch.tensordot(p, q, dims=axes), [anywhere(*a), anywhere(*b)], {"axes": axes})
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
    # PyTorch's gradient of a determinant that is exactly 0 is also 0, although the cofactors are not.
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


def more_products():
    for m, k, n in [(2, 3, 4), (1, 1, 1), (5, 1, 2), (4, 7, 4), (6, 5, 9)]:
        alpha, beta = 0.5 * m, k - 1.0
        factors = {"alpha": alpha, "beta": beta}
        yield case("addbmm", lambda x, a, b: torch.addbmm(x, a, b, **factors), [anywhere(m, 1), anywhere(3, m, k), anywhere(3, k, n)], factors)
        yield case("addmv", lambda x, a, b: torch.addmv(x, a, b, **factors), [anywhere(m), anywhere(m, k), anywhere(k)], factors)
        yield case("addr", lambda x, a, b: torch.addr(x, a, b, **factors), [anywhere(n), anywhere(m), anywhere(n)], factors)
        yield case("vdot", torch.vdot, [anywhere(m), anywhere(m)])
        yield case("bilinear", torch.nn.functional.bilinear, [anywhere(3, m), anywhere(3, k), anywhere(n, m, k), anywhere(n)])
        yield case("bilinear", torch.nn.functional.bilinear, [anywhere(2, 1, m), anywhere(2, 1, k), anywhere(n, m, k)])
    for axis, a, b in [(-1, (3,), (3,)), (-1, (2, 3), (1, 3)), (0, (3, 2), (3, 2)), (1, (2, 3, 4), (1, 3, 4)), (-2, (3, 3), (3, 3))]:
        yield case("vecDot", lambda p, q: L.vecdot(p, q, dim=axis), [anywhere(*a), anywhere(*b)], {"axis": axis})
        yield case("cosineSimilarity", lambda p, q: torch.cosine_similarity(p, q, dim=axis), [anywhere(*a), anywhere(*b)], {"axis": axis})
        yield case("normalize", lambda p: torch.nn.functional.normalize(p, p=2 + axis % 3, dim=axis), [anywhere(*a)], {"axis": axis, "p": 2 + axis % 3})


def distances():
    functional = torch.nn.functional
    yield case("cosineSimilarity", lambda p, q: torch.cosine_similarity(p, q, dim=-1, eps=0.0), [anywhere(2, 4), anywhere(2, 4)], {"eps": 0})
    yield case("normalize", lambda p: functional.normalize(p, dim=-1, eps=100.0), [anywhere(2, 4)], {"eps": 100})
    yield case("normalize", lambda p: functional.normalize(p, dim=-1), [torch.tensor([[0.0, 0.0], [3.0, -4.0]])], orders=1)
    for p in (2.0, 1.0, 3.0, 2.5, 6.0):
        yield case("pairwiseDistance", lambda a, b: functional.pairwise_distance(a, b, p=p), [anywhere(4, 3), anywhere(4, 3)], {"p": p})
        yield case("pairwiseDistance", lambda a, b: functional.pairwise_distance(a, b, p=p, eps=0.5, keepdim=True), [anywhere(4, 3), anywhere(1, 3)], {"p": p, "eps": 0.5, "keepDims": True})
        yield case("pdist", lambda x: functional.pdist(x, p=p), [anywhere(5, 3)], {"p": p}, orders=1)
        yield case("pdist", lambda x: functional.pdist(x, p=p), [torch.tensor([[1.0, 2.0], [3.0, -4.0], [1.0, 2.0]])], {"p": p}, orders=1)


def norms():
    for shape in [(1, 1), (3, 3), (4, 2), (2, 5, 3), (2, 3)]:
        yield case("vectorNorm", lambda x: L.vector_norm(x, ord=3), [anywhere(*shape)], {"p": 3})
        yield case("vectorNorm", lambda x: L.vector_norm(x, ord=2, dim=-1, keepdim=True), [anywhere(*shape)], {"p": 2, "axis": -1, "keepDims": True})
        for p in ("fro", "nuc", 1, -1, 2, -2):
            yield case("matrixNorm", lambda x: L.matrix_norm(x, ord=p), [spread(*shape)], {"p": p})
            if shape[-1] == shape[-2]:
                # PyTorch's own, for other norms, overwrites what its derivative needs.
                f = (lambda x: L.cond(x, p=p)) if p in (2, -2) else (lambda x: L.matrix_norm(x, ord=p) * L.matrix_norm(L.inv(x), ord=p))
                yield case("cond", f, [regular(*shape)], {"p": p})
        yield case("matrixNorm", lambda x: L.matrix_norm(x, ord=1, dim=(-1, -2), keepdim=True), [anywhere(*shape)], {"p": 1, "axes": [-1, -2], "keepDims": True})
        yield case("cond", L.cond, [spread(*shape)])
        yield case("matrixRank", L.matrix_rank, [anywhere(*shape)])
    for x in [torch.ones(2, 3, 3), torch.tensor([[1.0, -1.0], [-1.0, 1.0]]), torch.zeros(2, 3)]:
        yield case("matrixRank", L.matrix_rank, [x])
        for p in ("fro", 1, -1):
            # Equal sums share the gradient.
            yield case("matrixNorm", lambda x: L.matrix_norm(x, ord=p), [x], {"p": p}, orders=1)
    yield case("matrixNorm", lambda x: L.matrix_norm(x, ord=2), [torch.eye(3)], {"p": 2}, orders=1)
    yield case("matrixRank", lambda x: L.matrix_rank(x, rtol=0.5), [torch.diag(torch.tensor([4.0, 3.0, 1.0]))], {"tolerance": 0.5})


def more_systems():
    for a, b in [((3, 3), (3, 2)), ((4, 2), (4, 1)), ((2, 5, 3), (2, 5, 2)), ((2, 3), (2, 4)), ((2, 2, 4), (2, 2, 1))]:
        yield case("lstsq", lambda p, q: L.lstsq(p, q, driver="gelsd").solution, [spread(*a), anywhere(*b)])
    for shape, b in [((1, 1), (1, 2)), ((2, 2), (2, 1)), ((3, 3), (3, 4)), ((2, 4, 4), (2, 4, 1)), ((2, 1, 3, 3), (3, 2))]:
        for upper in (False, True):
            options = {"upper": upper}
            yield case("choleskySolve", lambda q, t: torch.cholesky_solve(q, t.triu() if upper else t.tril(), upper=upper), [anywhere(*b), regular(*shape)], options)
            yield case("choleskyInverse", lambda t: torch.cholesky_inverse(t.triu() if upper else t.tril(), upper=upper), [regular(*shape)], options)
    for a, ind in [((4, 4), 1), ((2, 2, 4), 2), ((4, 2, 2), 1), ((2, 3, 3, 2), 2), ((1, 6, 6), 2)]:
        yield case("tensorInv", lambda x: L.tensorinv(x, ind=ind), [shaped(*a)], {"ind": ind})
    for a, b, axes in [((4, 4), (4,), None), ((2, 2, 4), (2, 2), None), ((2, 3, 3, 2), (2, 3), None), ((2, 4, 2), (4,), (0,)), ((3, 2, 6), (6,), (0, 1))]:
        options = {} if axes is None else {"axes": list(axes)}
        yield case("tensorSolve", lambda p, q: L.tensorsolve(p, q, dims=axes), [shaped(*a) if axes is None else anywhere(*a), anywhere(*b)], options)


def shaped(*shape):
    """Far from singular as a square matrix."""
    n = round(torch.tensor(shape).prod().item() ** 0.5)
    return regular(n, n).reshape(shape)


def more_decompositions():
    for shape in [(1, 1), (3, 3), (4, 2), (2, 5, 3), (2, 3), (2, 2, 4)]:
        yield case("svdvals", L.svdvals, [spread(*shape)])
        yield case("lu", lambda x: L.lu(x).P, [anywhere(*shape)], pick="P", orders=0)
        yield case("lu", lambda x: L.lu(x).L, [anywhere(*shape)], pick="L")
        yield case("lu", lambda x: L.lu(x).U, [anywhere(*shape)], pick="U")
        if shape[-2] >= shape[-1]:
            for k in {1, shape[-1]}:
                yield case("householderProduct", L.householder_product, [anywhere(*shape), anywhere(*shape[:-2], k)])
    for shape in [(1, 1), (2, 2), (3, 3), (2, 4, 4), (2, 1, 3, 3)]:
        yield case("eigvalsh", L.eigvalsh, [symmetric(*shape)])
    yield case("lu", lambda x: L.lu(x).U, [torch.tensor([[1.0, 1.0], [1.0, 1.0], [-1.0, 1.0]])], pick="U", orders=0)


def cases():
    yield from products()
    yield from systems()
    yield from decompositions()
    yield from statistics()
    yield from more_products()
    yield from distances()
    yield from norms()
    yield from more_systems()
    yield from more_decompositions()
