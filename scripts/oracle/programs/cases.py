"""Programs as people write them, and the numbers that their names have."""

A = [[1.5, -2.0, 0.5], [0.25, 3.0, -1.0]]
B = [[0.5, 1.0], [-1.5, 2.0], [0.75, -0.25]]
S = [[2.0, -1.0], [0.5, 3.0]]

AT = {
    "A": A,
    "X": [[1.0, 2.0, -0.5], [0.5, -1.0, 1.5], [-0.25, 0.75, 1.0], [2.0, 0.1, -1.2]],
    "W": [[0.1, -0.3], [0.4, 0.2], [-0.5, 0.6]],
    "b": [0.05, -0.1],
    "w": [0.3, -0.2, 0.5],
    "h": [0.2, 0.7, 0.4, 0.9],
    "y": [0.0, 1.0, 0.0, 1.0],
    "B": B,
    "S": S,
    "z": [[0.3, -1.2, 2.0], [1.1, 0.4, -0.6]],
    "p": [[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]],
    "t": [2, 0],
    "u": [1.0, -2.0, 3.0],
    "v": [0.5, 0.25, -1.5],
    "x": 0.7,
    "k": 2.5,
    "m": 4.0,
    "lam": 0.1,
}

NUMPY = """
X.T @ (h - y) / m
np.exp(x)
x ** 2
-x**2
x**-1
2 ** 3 ** 2
-x ** -2
(1 / m) * np.sum((X @ w - y) ** 2)
A.sum(axis=0, keepdims=True)
A.sum(axis=1)
A.sum(0)
A.sum()
np.sum(A, axis=(0, 1))
np.sum(A, 1, keepdims=True)
np.mean(A)
A.mean(0)
np.mean(A, axis=1, keepdims=True)
np.var(A)
np.var(A, axis=0)
np.var(A, ddof=1)
A.var(axis=1)
np.std(A)
A.std(axis=0, ddof=1)
np.max(A, axis=1, keepdims=True)
A.max()
np.amin(A, axis=0)
np.dot(u, v)
np.dot(A, u)
np.dot(A, B)
np.dot(x, A)
A.dot(B)
u @ v
A @ u
np.matmul(A, B)
np.outer(u, v)
np.inner(u, v)
np.multiply(A, A)
np.log1p(x)
np.expm1(x)
np.where(A > 0, A, 0.01 * A)
A * (A > 0)
(A > 0).sum()
(A > 0).astype(float) * 2
np.int64(A > 0) * A
np.maximum(0, A)
np.maximum(A, 0.1 * A)
np.minimum(u, v)
np.clip(A, -1, 1)
np.abs(u - v).mean()
np.linalg.norm(u)
np.linalg.norm(A)
np.linalg.norm(u, 1)
np.linalg.norm(A, axis=1)
np.linalg.norm(A, axis=0, keepdims=True)
A[:, 1:]
A[0]
A[-1, :2]
A[:, 0]
A[1, 2]
A[:, ::2]
u[:, None] * v
u[None, :] - v[:, None]
u[:, np.newaxis]
u.reshape(-1, 1)
np.reshape(A, (3, 2))
A.reshape(6)
A.reshape(A.shape[0], -1)
A.ravel()
A.T
u.T
A.T.dot(A)
np.transpose(A)
np.expand_dims(u, axis=0)
1 / (1 + np.exp(-(X @ w)))
1. / (1. + np.exp(-x))
1e-3 * x + .5
np.tanh(z) ** 2
1 - np.power(np.tanh(z), 2)
-np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
-(np.dot(y, np.log(h)) + np.dot(1 - y, np.log(1 - h))) / len(y)
np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)
np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
-np.log(p[range(2), t]).mean()
-np.log(p[np.arange(len(t)), t])
np.eye(3)[t]
p - np.eye(3)[t]
x // 0.3
x % 0.3
-x % 0.3
np.trace(S)
np.linalg.inv(S)
np.linalg.det(S)
np.linalg.solve(S, b)
np.diag(u)
np.einsum('ij,jk->ik', A, B)
np.einsum('i,i->', u, v)
np.hstack((np.ones((4, 1)), X))
np.vstack([A, A])
np.concatenate((A, A), axis=1)
np.stack([u, v])
np.cumsum(u)
np.cumsum(A, axis=1)
np.zeros_like(A) + 1
np.sqrt(np.sum(np.square(u - v)))
np.sign(u)
np.arctan(x) + np.sinh(x) + np.arcsin(x)
np.hypot(x, k)
np.logaddexp(x, k)
np.floor(u / 2) + np.ceil(v)
np.prod(u)
np.argmax(z, axis=1)
np.pi * x + np.e
math.sqrt(k) + math.log(k)
sum(u) / len(u)
max(x, k)
abs(x - k)
pow(x, 2)
X.T @ (X @ w - y) * 2 / len(y) + 2 * lam * w
0.5 * lam * np.sum(W * W)
X @ W + b
(X @ W + b).T
""".strip().splitlines()

NUMPY_PROGRAMS = [
    "scores = X @ W + b\nscores -= np.max(scores, axis=1, keepdims=True)  # stable\np = np.exp(scores)\np / np.sum(p, axis=1, keepdims=True)",
    "N, D = X.shape\nr = X @ w - y\nloss = (r ** 2).sum() / (2 * N)\nloss += 0.5 * lam * (w ** 2).sum()\nloss",
    "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n\nsigmoid(X @ w)",
    "def loss(w, X, y):\n    \"\"\"Mean squared error.\"\"\"\n    r = X.dot(w) - y\n    return np.mean(r ** 2)\n\nloss(w, X, y)",
    "relu = lambda a: np.maximum(0, a)\nrelu(A) + relu(-A)",
    "d = p.copy()\nd[range(2), t] -= 1\nd /= 2\nd",
    "g = np.ones_like(A)\ng[A <= 0] = 0\ng * 3",
    "mu = X.mean(axis=0)\nxc = X - mu\nxc / np.sqrt((xc ** 2).mean(axis=0) + 1e-5)",
    "a, c = x + 1, k * 2\na * c",
    "q = x + \\\n    k\nq * 2",
    "total = (x\n         + k)\ntotal ** 2",
    "print(f'x is {x}'); s = x * 3\ns",
]

PYTORCH = """
torch.sigmoid(X @ w)
F.relu(A)
A.relu().sum()
torch.tanh(x)
F.softmax(z, dim=1)
torch.softmax(z, -1)
z.softmax(dim=0)
F.log_softmax(z, dim=1)
F.cross_entropy(z, t)
F.cross_entropy(z, t, reduction='sum')
F.nll_loss(F.log_softmax(z, dim=1), t)
F.mse_loss(X @ w, y)
F.l1_loss(X @ w, y, reduction='sum')
F.binary_cross_entropy(h, y)
F.binary_cross_entropy_with_logits(X @ w, y)
nn.MSELoss()(h, y)
nn.CrossEntropyLoss()(z, t)
torch.var(A)
A.var(0)
A.var(dim=1, unbiased=False)
torch.std(A, dim=0)
A.std()
z.max(1, keepdim=True).values
torch.max(A, dim=0)[0]
torch.max(u, v)
A.max()
A.sum(1, keepdim=True)
torch.mean(A, dim=0)
torch.mm(A, B)
A.mm(B)
torch.matmul(A, u)
A.t()
A.transpose(0, 1)
A.pow(2).sum()
u.unsqueeze(1)
A.view(3, 2)
A.view(-1)
torch.cat([A, A], dim=1)
torch.stack((u, v))
torch.clamp(A, min=0)
A.clamp(-1, 1)
A.clamp(min=0)
torch.exp(-u) / (1 + torch.exp(-u))
F.linear(X, W.T, b)
F.gelu(u)
F.silu(u)
F.elu(u)
F.softplus(u)
F.leaky_relu(u, 0.1)
F.leaky_relu(u)
torch.logsumexp(z, dim=1)
torch.where(A > 0, A, torch.zeros_like(A))
torch.norm(u)
(A - A.mean(1, keepdim=True)) / (A.var(1, keepdim=True, unbiased=False) + 1e-5).sqrt()
F.one_hot(t, 3)
-p[range(2), t].log().mean()
torch.einsum('ij,jk->ik', A, B)
torch.eye(2) @ S
(1.0 - torch.tanh(z)**2) * z
torch.outer(u, v)
torch.dot(u, v)
A.abs().mean()
torch.square(u).mean().sqrt()
""".strip().splitlines()

JAX = """
jnp.dot(A, B)
jnp.mean((X @ w - y) ** 2)
jnp.sum(A, axis=0, keepdims=True)
jnp.where(A > 0, A, 0.)
jnp.var(A)
jnp.maximum(0, A).sum()
jnp.linalg.norm(u)
jnp.exp(z) / jnp.exp(z).sum(axis=-1, keepdims=True)
""".strip().splitlines()

OCTAVE = """
X' * (h - y) / m
A .* A
A .* 2
2 * A
A * B
A ./ (1 + A.^2)
2 .^ u
-x^2
2^3^2
2^-1
x^-2
A'
sum(A)
sum(A, 2)
sum(sum(A.^2))
sum(A(:))
sum(u)
mean(A)
mean(A, 2)
std(A)
std(u)
var(A, 1)
max(A)
max(0, A)
max(A, [], 2)
min(A, 1)
log(k) + log2(k) + log10(k)
exp(-x) / (1 + exp(-x))
1 ./ (1 + exp(-X * w))
-(y' * log(h) + (1 - y)' * log(1 - h)) / length(y)
1/m * sum(-y .* log(h) - (1 - y) .* log(1 - h))
(1 / (2 * m)) * sum((X * w - y) .^ 2)
(X * w - y)' * (X * w - y) / (2 * m)
lam / (2 * m) * sum(w(2:end) .^ 2)
S \\ b
S * inv(S)
A' / (A * A')
S ^ 2
norm(u)
norm(u, 1)
norm(A, 'fro')
A(:, 2:end)
A(1, :)
A(2, 3)
A(end, 1)
u(2)
u(end)
u(1:2)
A(:)
[ones(4, 1) X]
[A; A]
[1 -2 3]
[1 - 2, 3]
[1, 2; 3, 4] * S
[u' ; v']
u * v'
u' * v
dot(u, v)
size(X, 1) * numel(A)
eye(2) * S
zeros(2, 3) + A
ones(size(A)) - A
A > 0
(A > 0) .* A
A ~= 0.5
!(A > 0)
bsxfun(@minus, A, mean(A))
A - mean(A)
A - mean(A, 2)
reshape(A, 3, 2)
trace(S) + det(S)
mod(-x, 0.3)
rem(-x, 0.3)
fix(-k) + floor(-k)
abs(-k) + sqrt(k) + tanh(x)
sumsq(A(:))
A'(1, :)
""".strip().splitlines()

OCTAVE_PROGRAMS = [
    "% linear regression\nm = length(y);  # examples\nr = X * w - y;\nJ = r' * r / (2 * m);\nJ",
    "g = X' * (h - y) / m;\ntemp = w;\ntemp(1) = 0;\ng + lam / m * temp",
    "sig = @(q) 1 ./ (1 + exp(-q));\nsig(X * w)",
    "T = W;\nT(:, 1) = 0;\nsum(T(:) .^ 2)",
    "q = A;\nq(q < 0) = 0;\nq",
    "[r, c] = size(A);\nA * r + c",
    "s = 0;\ns += k;\ns *= 2;\ns",
    "a = x + ...\n    k;\na",
]

JAVASCRIPT = """
1 / (1 + Math.exp(-(x * k + m)))
Math.max(0, x - k) + Math.min(x, k, m)
x ** 2 - -k
Math.pow(x, k) % 0.3
-x % 0.3
Math.log1p(x) + Math.expm1(x) + Math.log(k)
x > k ? x : 0.01 * k
Math.PI * x + Math.E
Math.hypot(x, k) + Math.sign(x) + Math.abs(-k)
Math.tanh(x) * (1 - Math.tanh(x) ** 2)
Math.sqrt(x * x + k * k)
(x - k) * (x - k) / 2
Math.trunc(-k) + Math.floor(-k) + Math.cbrt(k)
(x < k) * m
0.5 * (x - k) ** 2 + 1e-3 * m
""".strip().splitlines()

JAVASCRIPT_PROGRAMS = [
    "const sigmoid = (z) => 1 / (1 + Math.exp(-z));\nconst out = sigmoid(x * k);\nout * (1 - out)",
    "function f(a, c = 2) {\n  const s = a * c; // scaled\n  return s + 1;\n}\nf(x) + f(x, k)",
    "let s = x;\ns += k;\ns *= 2;\ns",
]
