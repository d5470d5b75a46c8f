"""Whole passes: forward lines, backward lines, the numbers of the inputs, and which of them have a gradient."""

SCORES = {
    "X": [[1.0, 2.0], [-1.0, 0.5], [0.3, -0.2], [0.7, 0.9]],
    "W1": [[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]],
    "b1": [0.1, 0.0, 0.2],
    "W2": [[0.3, 0.1, 0.0], [-0.2, 0.4, 0.1], [0.5, -0.3, 0.2]],
    "b2": [0.0, 0.1, 0.2],
    "y": [0, 1, 2, 1],
    "reg": 0.1,
}

SOFTMAX = """
N = X.shape[0]
hidden = np.maximum(0, X.dot(W1) + b1)
scores = hidden.dot(W2) + b2
exp_scores = np.exp(scores - np.max(scores, axis=1, keepdims=True))
probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
loss = np.sum(-np.log(probs[range(N), y])) / N
loss += 0.5 * reg * np.sum(W1 * W1) + 0.5 * reg * np.sum(W2 * W2)
"""

SOFTMAX_BACK = """
dscores = probs.copy()
dscores[range(N), y] -= 1
dscores /= N
dW2 = np.dot(hidden.T, dscores)  # first the weights
db2 = np.sum(dscores, axis=0)
dhidden = np.dot(dscores, W2.T)
dhidden[hidden <= 0] = 0
dW1 = np.dot(X.T, dhidden)
db1 = np.sum(dhidden, axis=0)
dW2 += reg * W2
dW1 += reg * W1
"""

GRADS = SOFTMAX_BACK.replace("dW2 = ", "grads = {}\ngrads['W2'] = ").replace("dW2 +=", "grads['W2'] +=")

COLUMNS = {
    "X": [[1.0, 2.0, 0.5, -0.4], [0.3, -0.4, 1.0, 0.8]],
    "W1": [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]],
    "b1": [[0.1], [0.2], [0.0]],
    "W2": [[0.3, -0.1, 0.2]],
    "b2": [[0.1]],
    "Y": [[1.0, 0.0, 1.0, 0.0]],
}

PLANAR = """
m = X.shape[1]
Z1 = np.dot(W1, X) + b1
A1 = np.tanh(Z1)
Z2 = np.dot(W2, A1) + b2
A2 = 1 / (1 + np.exp(-Z2))
cost = -1/m * np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
"""

PLANAR_BACK = """
dZ2 = A2 - Y
dW2 = (1 / m) * np.dot(dZ2, A1.T)
db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
dZ1 = np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))
dW1 = (1 / m) * np.dot(dZ1, X.T)
db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
"""

TUTORIAL = {
    "x": [[1.0, -0.5], [0.3, 0.8], [-1.2, 0.4]],
    "y": [[0.5], [-0.2], [1.0]],
    "w1": [[0.3, -0.6, 0.2], [0.5, 0.1, -0.4]],
    "w2": [[0.7], [-0.3], [0.2]],
}

TWO_LAYERS = """
h = x.dot(w1)
h_relu = np.maximum(h, 0)
y_pred = h_relu.dot(w2)
loss = np.square(y_pred - y).sum()
"""

TWO_LAYERS_BACK = """
grad_y_pred = 2.0 * (y_pred - y)
grad_w2 = h_relu.T.dot(grad_y_pred)
grad_h_relu = grad_y_pred.dot(w2.T)
grad_h = grad_h_relu.copy()
grad_h[h < 0] = 0
grad_w1 = x.T.dot(grad_h)
w1 -= 1e-6 * grad_w1
w2 -= 1e-6 * grad_w2
"""

NORM = {
    "x": [[1.0, 2.0], [0.5, -1.0], [-0.25, 0.75], [2.0, 0.1]],
    "gamma": [1.5, -0.5],
    "beta": [0.1, 0.2],
    "target": [[0.5, 0.1], [0.2, -0.3], [1.0, 0.0], [-0.4, 0.6]],
}

BATCH_NORM = """
N, D = x.shape
mu = 1. / N * np.sum(x, axis=0)
xmu = x - mu
sq = xmu ** 2
var = 1. / N * np.sum(sq, axis=0)
sqrtvar = np.sqrt(var + 1e-5)
ivar = 1. / sqrtvar
xhat = xmu * ivar
gammax = gamma * xhat
out = gammax + beta
loss = 0.5 * np.sum((out - target) ** 2)
"""

BATCH_NORM_BACK = """
dout = out - target
dbeta = np.sum(dout, axis=0)
dgammax = dout
dgamma = np.sum(dgammax * xhat, axis=0)
dxhat = dgammax * gamma
divar = np.sum(dxhat * xmu, axis=0)
dxmu1 = dxhat * ivar
dsqrtvar = -1. / (sqrtvar ** 2) * divar
dvar = 0.5 * 1. / np.sqrt(var + 1e-5) * dsqrtvar
dsq = 1. / N * np.ones((N, D)) * dvar
dxmu2 = 2 * xmu * dsq
dx1 = dxmu1 + dxmu2
dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
dx2 = 1. / N * np.ones((N, D)) * dmu
dx = dx1 + dx2
"""

LOGISTIC = {
    "X": [[1.0, 2.0, -0.5], [1.0, -1.0, 1.5], [1.0, 0.75, 1.0], [1.0, 0.1, -1.2]],
    "theta": [0.3, -0.2, 0.5],
    "y": [0.0, 1.0, 0.0, 1.0],
    "lambda": 0.1,
}

LOGISTIC_FORWARD = """
m = length(y);
h = 1 ./ (1 + exp(-X * theta));
J = 1/m * sum(-y .* log(h) - (1 - y) .* log(1 - h)) + lambda / (2 * m) * sum(theta(2:end) .^ 2);
"""

LOGISTIC_BACK = """
temp = theta;
temp(1) = 0;   % the bias is not penalised
theta_grad = X' * (h - y) / m + lambda / m * temp;
"""

NETWORK = {
    "a1": [[1.0, 2.0, -0.5], [1.0, -1.0, 1.5], [1.0, 0.75, 1.0]],
    "Theta1": [[0.1, 0.2, -0.3], [0.4, -0.5, 0.6]],
    "Theta2": [[0.3, -0.1, 0.2], [-0.2, 0.5, 0.1]],
    "Y": [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]],
}

NETWORK_FORWARD = """
m = size(a1, 1);
z2 = a1 * Theta1';
a2 = [ones(m, 1) 1 ./ (1 + exp(-z2))];
z3 = a2 * Theta2';
a3 = 1 ./ (1 + exp(-z3));
J = sum(sum(-Y .* log(a3) - (1 - Y) .* log(1 - a3))) / m;
"""

NETWORK_BACK = """
s = 1 ./ (1 + exp(-z2));
delta3 = a3 - Y;
delta2 = (delta3 * Theta2(:, 2:end)) .* (s .* (1 - s));
Theta1_grad = delta2' * a1 / m;
Theta2_grad = delta3' * a2 / m;
"""

COUNTS = {
    "h": [[0.5, -0.3], [0.1, 0.8], [-0.6, 0.2]],
    "W2": [[0.3, 0.1, -0.4], [-0.2, 0.4, 0.5]],
    "b2": [0.1, 0.0, -0.1],
    "Yb": [2, 0, 1],
}

CROSS_ENTROPY = """
n = h.shape[0]
logits = h @ W2 + b2
norm_logits = logits - logits.max(1, keepdim=True).values
counts = norm_logits.exp()
counts_sum = counts.sum(1, keepdims=True)
probs = counts / counts_sum
logprobs = probs.log()
loss = -logprobs[range(n), Yb].mean()
"""

CROSS_ENTROPY_BACK = """
dlogprobs = torch.zeros_like(logprobs)
dlogprobs[range(n), Yb] = -1.0/n
dlogits = F.softmax(logits, 1)
dlogits[range(n), Yb] -= 1
dlogits /= n
dh = dlogits @ W2.T
dW2 = h.T @ dlogits
db2 = dlogits.sum(0)
"""

# What is said of the first wrong line: a part of its text; None where all gradients are right.
PASSES = [
    ("numpy", "softmax, as in a course", SCORES, SOFTMAX, SOFTMAX_BACK, {"W1": "dW1", "b1": "db1", "W2": "dW2", "b2": "db2"}, None),
    ("numpy", "gradients in a dictionary", SCORES, SOFTMAX, GRADS, {"W1": "dW1", "b1": "db1", "W2": "grads['W2']"}, None),
    ("numpy", "the mask is forgotten", SCORES, SOFTMAX, SOFTMAX_BACK.replace("dhidden[hidden <= 0] = 0\n", ""), {"W1": "dW1", "b1": "db1"}, "db1"),
    ("numpy", "the mean is forgotten", SCORES, SOFTMAX, SOFTMAX_BACK.replace("dscores /= N\n", ""), {"W1": "dW1", "W2": "dW2"}, "dscores"),
    ("numpy", "the regularisation is doubled", SCORES, SOFTMAX, SOFTMAX_BACK.replace("+= reg * W1", "+= 2 * reg * W1"), {"W1": "dW1", "W2": "dW2"}, "dW1"),
    ("numpy", "a factor is not transposed", SCORES, SOFTMAX, SOFTMAX_BACK.replace("np.dot(dscores, W2.T)", "np.dot(dscores, W2)"), {"W1": "dW1", "b1": "db1"}, "dhidden"),
    ("numpy", "examples in columns", COLUMNS, PLANAR, PLANAR_BACK, {"W1": "dW1", "b1": "db1", "W2": "dW2", "b2": "db2"}, None),
    ("numpy", "the square is forgotten", COLUMNS, PLANAR, PLANAR_BACK.replace("1 - np.power(A1, 2)", "1 - A1"), {"W1": "dW1", "b1": "db1"}, "dZ1"),
    ("numpy", "one mean is forgotten", COLUMNS, PLANAR, PLANAR_BACK.replace("dW1 = (1 / m) * ", "dW1 = "), {"W1": "dW1", "b1": "db1"}, "dW1"),
    ("numpy", "a tutorial's two layers", TUTORIAL, TWO_LAYERS, TWO_LAYERS_BACK, {"w1": "grad_w1", "w2": "grad_w2"}, None),
    ("numpy", "the factor 2 is forgotten", TUTORIAL, TWO_LAYERS, TWO_LAYERS_BACK.replace("2.0 * ", ""), {"w1": "grad_w1", "w2": "grad_w2"}, "grad_y_pred"),
    ("numpy", "batch normalisation", NORM, BATCH_NORM, BATCH_NORM_BACK, {"x": "dx", "gamma": "dgamma", "beta": "dbeta"}, None),
    ("numpy", "a path through the mean is forgotten", NORM, BATCH_NORM, BATCH_NORM_BACK.replace("dx = dx1 + dx2", "dx = dx1"), {"x": "dx", "gamma": "dgamma"}, "dx ="),
    ("octave", "logistic regression", LOGISTIC, LOGISTIC_FORWARD, LOGISTIC_BACK, {"theta": "theta_grad"}, None),
    ("octave", "the bias is penalised", LOGISTIC, LOGISTIC_FORWARD, LOGISTIC_BACK.replace("temp(1) = 0;", ""), {"theta": "theta_grad"}, "theta_grad"),
    ("octave", "a network by matrices", NETWORK, NETWORK_FORWARD, NETWORK_BACK, {"Theta1": "Theta1_grad", "Theta2": "Theta2_grad"}, None),
    ("octave", "the slope at the wrong place", NETWORK, NETWORK_FORWARD, NETWORK_BACK.replace("(s .* (1 - s))", "(z2 .* (1 - z2))"), {"Theta1": "Theta1_grad", "Theta2": "Theta2_grad"}, "Theta1_grad"),
    ("pytorch", "cross-entropy by hand", COUNTS, CROSS_ENTROPY, CROSS_ENTROPY_BACK, {"W2": "dW2", "b2": "db2", "h": "dh"}, None),
    ("pytorch", "a bias is not summed", COUNTS, CROSS_ENTROPY, CROSS_ENTROPY_BACK.replace("dlogits.sum(0)", "dlogits.mean(0)"), {"W2": "dW2", "b2": "db2"}, "db2"),
]
