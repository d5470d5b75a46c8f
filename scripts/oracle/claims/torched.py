"""Formulas with gradients by PyTorch, and claims with one mistake each.

G(written, at, claims): a formula as text, which PyTorch computes directly; `meant` is the same formula as text if it is written in
LaTeX. A claim is (variable, written, kinds). A LaTeX claim is followed by the same claim as text; for numbers, `written` is None
and the numbers follow. Kinds are those of the reasons that name the mistake; a right claim has none.
"""

from collections import namedtuple

G = namedtuple("G", "written at claims meant keeps", defaults=(None, {}))

A = [[1.0, 2.0], [0.5, 3.0]]
B = [[0.4, -1.0], [0.7, 0.2]]
X = [[2.0, 1.0], [0.5, 3.0]]
S = [[2.0, 0.5], [0.5, 1.0]]
R = [[1.0, 0.5], [0.3, -0.3], [0.2, 0.8]]
BATCH = [[0.5, -1.2], [1.3, 0.4], [-0.7, 0.9], [0.2, 2.1]]
BACK = [[0.3, -0.8], [1.1, 0.2], [-0.5, 0.6], [0.7, -0.1]]
IMAGE = [[[[0.1, 0.2, 0.3, 0.4], [0.5, 0.6, 0.7, 0.8], [0.9, 1.0, 1.1, 1.2], [1.3, 1.5, 1.4, 1.6]]]]

NET = "E = 1/2*(t - o)^2; o = sigmoid(z); z = v*h; h = sigmoid(n); n = w*x"
NET_AT = {"t": 0.9, "v": 0.7, "w": -0.4, "x": 1.3}
UNIT = "L = 1/2*(a - t)^2; a = tanh(z); z = w*x"
UNIT_AT = {"t": 0.2, "w": 0.9, "x": 0.7}
NEURON = "E = 1/2*(t - o)^2; o = sigmoid(n); n = w*x + b"
NEURON_AT = {"t": 0.1, "w": 0.4, "x": 0.59, "b": 0.6}
NEURON_W = "-(t - o)*o*(1 - o)*x"
BATCH_NORM = "L = sum(G*Y); Y = (X - m)/sqrt(v + eps); v = sum((X - m)^2, axis=0)/{n}; m = mean(X, axis=0)"
BATCH_AT = {"X": BATCH, "G": BACK, "eps": 0.01}
ROOT = "sqrt(v + eps)"
LAYERS = "L = sum((Y - P)^2); P = tanh(Z); Z = H @ V; H = tanh(X @ W)"
LAYERS_AT = {"X": R, "W": B, "V": X, "Y": [[0.2, 0.9], [-0.4, 0.3], [0.5, 0.6]]}
RECURRENT = "L = sum((h2 - t)^2); h2 = tanh(W @ h1 + U @ x2); h1 = tanh(W @ h0 + U @ x1)"
RECURRENT_AT = {"W": B, "U": S, "h0": [0.2, -0.3], "x1": [0.9, 0.1], "x2": [-0.5, 0.4], "t": [0.3, 0.7]}
GAUSS = "f = 1/(sqrt(2*pi)*s)*exp(-(x - m)^2/(2*s^2))"
DICE = "D = 2*I/U; I = sum(p*q); U = sum(p) + sum(q)"
DICE_AT = {"p": [0.3, 0.8, 0.6], "q": [0.1, 0.9, 0.7]}
RIDGE = "L = mean((X @ w - y)^2) + reg*sum(w^2)"
RIDGE_AT = {"X": R, "w": [0.1, 0.7], "y": [0.2, 0.9, -0.4], "reg": 0.1}
DATA = "2*(X' @ (X @ w - y))/3"

LINKS = [
    G(NET, NET_AT, [
        ("w", "-(t - o)*h*(1 - h)*x", "left-out"),
        ("w", "-(t - o)*v*x", "left-out"),
        ("w", "-(t - o)*o*(1 - o)*x", "left-out"),
        ("w", "-(t - o)*o*(1 - o)*v", "left-out stopped-early"),
        ("v", "-(t - o)", "left-out stopped-early"),
        ("v", "h", "left-out"),
        ("w", "-(t - o)*o*(1 - o)*v*h*(1 - h)*x", ""),
        ("v", "-(t - o)*sigmoid(o)*(1 - sigmoid(o))*h", "wrong-point"),
        ("w", "-(t - o)*o*(1 - o)*v*sigmoid(h)*(1 - sigmoid(h))*x", "wrong-point"),
        ("v", "-(t - o)*sigmoid'(o)*h", "wrong-point", "-(t - o)*sigmoid(o)*(1 - sigmoid(o))*h"),
        ("v", "-(t - o)*sigmoid'(z)*h", "", "-(t - o)*o*(1 - o)*h"),
        ("v", "-(t - o)*o*h", "wrong-rule left-out"),
        ("v", "-(t - o)*(1 - o)*h", "wrong-rule left-out"),
        ("v", "-(t - o)*o*(1 + o)*h", "wrong-rule sign"),
        ("v", "-(t - o)*sigmoid(o)*h", "wrong-rule wrong-point"),
        ("v", "-(t + o)*o*(1 - o)*h", "sign wrong-value wrong-rule"),
    ]),
    G("E = \\frac{1}{2}(t - o)^2 \\\\ o = \\sigma(z) \\\\ z = v h \\\\ h = \\sigma(n) \\\\ n = w x", NET_AT, [
        ("w", "-(t-o)\\,v\\,x", "left-out", "-(t - o)*v*x"),
        ("w", "-(t-o) h(1-h) x", "left-out", "-(t - o)*h*(1 - h)*x"),
        ("v", "-(t-o)\\,\\sigma(o)(1-\\sigma(o))\\,h", "wrong-point", "-(t - o)*sigmoid(o)*(1 - sigmoid(o))*h"),
        ("v", "-(t-o)\\,\\sigma'(z)\\,h", "", "-(t - o)*o*(1 - o)*h"),
    ], NET),
    G(UNIT, UNIT_AT, [
        ("w", "(a - t)*(1 - tanh(a)^2)*x", "wrong-point"),
        ("w", "(a - t)*(1 - z^2)*x", "wrong-point"),
        ("w", "(a - t)*(1 + a^2)*x", "wrong-rule"),
        ("w", "(a - t)*(-(a^2))*x", "wrong-rule dropped-term"),
        ("w", "(a - t)*(a^2 - 1)*x", "sign"),
        ("w", "(a - t)*tanh(z)*x", "wrong-rule"),
        ("w", "(a - t)*(1 - tanh(z)^2)*x", ""),
        ("w", "(a - t)*(1 - 2*a)*x", "wrong-rule unknown"),
    ]),
    G("L = \\frac{1}{2}(a - t)^2 \\\\ a = \\tanh(z) \\\\ z = w x", UNIT_AT, [
        ("w", "(a - t)(1 - \\tanh^2 a)x", "wrong-point", "(a - t)*(1 - tanh(a)^2)*x"),
        ("w", "(a - t)(1 + a^2)x", "wrong-rule", "(a - t)*(1 + a^2)*x"),
        ("w", "-(a - t)a^2x", "wrong-rule dropped-term", "-(a - t)*a^2*x"),
    ], UNIT),
    G("y = sin(exp(x^2))", {"x": 0.6}, [
        ("x", "cos(exp(x^2))", "left-out"),
        ("x", "cos(exp(x^2))*2*x", "left-out"),
        ("x", "cos(exp(x^2))*exp(x^2)*2*x", ""),
    ]),
    G("y = exp(z); z = k*s; s = tau^2", {"k": -0.8, "tau": 0.7}, [
        ("tau", "exp(y)*k*2*tau", "wrong-point"),
        ("tau", "z*k*2*tau", "wrong-rule wrong-point"),
    ]),
    G("L = 1/2*(a - t)^2; a = log(1 + exp(z)); z = w*x", UNIT_AT, [
        ("w", "(a - t)/(1 + exp(-a))*x", "wrong-point wrong-value"),
        ("w", "(a - t)/(1 + exp(-z))*x", ""),
    ]),
]

RULES = [
    G(GAUSS, {"x": 0.9, "m": 0.2, "s": 1.3}, [
        ("s", "-1/s + (x - m)^2/s^3", "left-out"),
        ("m", "(x - m)/s^2", "left-out"),
        ("m", "f*(x - m)/s", "left-out factor wrong-rule"),
        ("m", "f*(x - m)/s^3", "twice factor wrong-rule"),
        ("m", "f*(x - m)/s^2", ""),
        ("s", "f*(-1/s - (x - m)^2/s^3)", "sign wrong-rule"),
    ]),
    G("f = \\frac{1}{\\sqrt{2\\pi}s} e^{-\\frac{(x-m)^2}{2s^2}}", {"x": 0.9, "m": 0.2, "s": 1.3}, [
        ("s", "-\\frac{1}{s} + \\frac{(x-m)^2}{s^3}", "left-out", "-1/s + (x - m)^2/s^3"),
        ("m", "\\frac{x-m}{s^2}", "left-out", "(x - m)/s^2"),
    ], GAUSS),
    G("E = (t - o)^2", {"t": 0.9, "o": 0.6}, [
        ("o", "2*(t - o)*o", "wrong-rule wrong-value left-out twice added-term factor"),
        ("o", "-2*(t - o)", ""),
    ]),
    G("F = k*q/r^2", {"k": 0.9, "q": 1.4, "r": 0.8}, [
        ("r", "-2*k*q/r^2", "wrong-rule"),
        ("r", "-2*k*q/r", "wrong-rule left-out factor"),
        ("r", "-k*q/r^3", "factor"),
        ("r", "-2*k*q/r^3", ""),
    ]),
    G("y = x^x", {"x": 1.7}, [
        ("x", "x*x^(x - 1)", "wrong-rule path-left-out"),
        ("x", "x^x*log(x)", "wrong-rule path-left-out"),
        ("x", "x^x*(log(x) + 1)", ""),
    ]),
    G("y = x^{x}", {"x": 1.7}, [("x", "x x^{x-1}", "wrong-rule path-left-out", "x*x^(x - 1)")], "y = x^x"),
    G("y = a^x", {"x": 1.7, "a": 0.6}, [
        ("x", "x*a^(x - 1)", "wrong-rule"),
        ("x", "a^x", "wrong-rule left-out"),
        ("a", "a^x*log(a)", "wrong-rule"),
    ]),
    G("y = (x^2 + 1)^x", {"x": 1.3}, [("x", "x*(x^2 + 1)^(x - 1)*2*x", "wrong-rule path-left-out")]),
    G("y = x^n", {"x": 1.3, "n": 3.0}, [("x", "n*x^n", "wrong-rule"), ("x", "n*x^(n - 2)", "wrong-rule factor left-out")]),
    G("E = w^2", {"w": 0.8}, [("w", "3*w", "factor"), ("w", "w", "factor"), ("w", "2*w^2", "wrong-rule")]),
    G("E = w^3", {"w": 0.8}, [("w", "3*w", "wrong-rule factor left-out")]),
    G("E = w^2 + b", {"w": 0.8, "b": 0.3}, [("w", "2*w + b", "added-term"), ("w", "2*w + 1", "added-term")]),
    G("E = 1/2*(y + w*x)^2", {"y": 0.4, "w": 0.7, "x": 1.2}, [
        ("w", "(w*x - y)*x", "sign"),
        ("x", "(w*x - y)*w", "sign"),
        ("w", "(w*x + y)*x", ""),
    ]),
    G("E = \\frac{1}{2}(y + w x)^2", {"y": 0.4, "w": 0.7, "x": 1.2}, [("w", "(wx - y)x", "sign", "(w*x - y)*x")],
      "E = 1/2*(y + w*x)^2"),
    G("E = (t - w*x - b)^2", {"t": 0.4, "w": 0.7, "x": 1.2, "b": 0.1}, [("w", "-2*(t - w*x + b)*x", "sign")]),
    G("y = exp(-k*t)", {"k": 0.7, "t": 1.2}, [("t", "-k*exp(k*t)", "sign"), ("t", "exp(-k*t)", "left-out wrong-rule"), ("k", "-t*y", "")]),
    G("y = cos(a - x)", {"a": 0.7, "x": 1.2}, [("x", "sin(a + x)", "sign")]),
    G("y = (a*x + b)/(c*x + d)", {"a": 0.7, "b": 1.2, "c": -0.4, "d": 1.9, "x": 0.6}, [
        ("x", "a/c", "wrong-rule"),
        ("x", "(a*(c*x + d) + (a*x + b)*c)/(c*x + d)^2", "wrong-rule sign"),
        ("x", "(a*(c*x + d) - (a*x + b)*c)/(c*x + d)", "wrong-rule left-out"),
        ("x", "(a*d - b*c)/(c*x + d)^2", ""),
    ]),
    G("y = a*x^2", {"a": 0.7, "x": 1.2}, [("x", "2*a*x + x^2", "added-term"), ("x", "2*x", "left-out wrong-rule")]),
    G("z = x^2*y", {"y": 0.7, "x": 1.2}, [("x", "2*x", "left-out wrong-rule"), ("x", "2*x + x^2", "added-term wrong-rule unknown")]),
    G(NEURON, NEURON_AT, [
        ("w", f"{NEURON_W} + 0.1*w^2", "added-term"),
        ("w", f"{NEURON_W} + b*w", "added-term"),
        ("w", f"{NEURON_W} - t", "added-term"),
        ("w", f"{NEURON_W} + o*(1 - o)", "added-term"),
        ("w", f"{NEURON_W} + sin(w)", "added-term"),
        ("w", f"{NEURON_W} + 1/x", "added-term"),
        ("w", f"{NEURON_W} + (t - o)^2", "added-term"),
        ("w", f"{NEURON_W} - 0.5", "added-term"),
    ]),
    G("E = \\frac{1}{2}(t - o)^2 \\\\ o = \\sigma(wx + b)", NEURON_AT, [
        ("w", "-(t-o)o(1-o)x + \\lambda w", "invalid", "0*w"),
        ("w", "-(t-o)o(1-o)x + \\frac{w}{2}", "added-term", f"{NEURON_W} + w/2"),
        ("w", "-(t-o)o(1-o)x - b^2", "added-term", f"{NEURON_W} - b^2"),
    ], NEURON),
    G("E = (w*x - t)^2 + l*w^2", {"w": 0.7, "x": 1.2, "t": 0.4, "l": 0.3}, [
        ("w", "2*(w*x - t)*x", "dropped-term path-left-out"),
        ("w", "2*(w*x - t)*x + l*w", "factor"),
        ("w", "2*(w*x - t)*x - 2*l*w", "sign"),
        ("w", "2*(w*x - t)*x + 2*w", "left-out factor"),
        ("w", "2*(w*x - t) + 2*l*w", "left-out"),
    ]),
    G("L = 1/2*(h2 - t)^2; h2 = tanh(W*h1 + U*x2); h1 = tanh(W*h0 + U*x1)",
      {"W": 0.7, "U": -0.4, "h0": 0.2, "x1": 0.9, "x2": -0.5, "t": 0.3}, [
        ("U", "(h2 - t)*(1 - h2^2)*x2", "path-left-out path-alone"),
        ("W", "(h2 - t)*(1 - h2^2)*W*(1 - h1^2)*h0", "path-left-out path-alone"),
        ("W", "(h2 - t)*(1 - h2^2)*(h1 + W*(1 - h1^2)*h0)", ""),
    ]),
    G("L = (h1 - t1)^2 + (h2 - t2)^2 + (h3 - t3)^2; h3 = tanh(W*h2 + x3); h2 = tanh(W*h1 + x2); h1 = tanh(W*h0 + x1)",
      {"W": 0.7, "h0": 0.2, "x1": 0.9, "x2": -0.5, "x3": 0.3, "t1": 0.1, "t2": 0.6, "t3": -0.2}, [
        ("W", "2*(h1 - t1)*(1 - h1^2)*h0 + 2*(h2 - t2)*(1 - h2^2)*h1 + 2*(h3 - t3)*(1 - h3^2)*h2", "path-left-out"),
        ("W", "2*(h3 - t3)*(1 - h3^2)*h2", "path-left-out path-alone"),
    ]),
    G("y = w*tanh(w*x)", {"w": 0.7, "x": 1.2}, [
        ("w", "tanh(w*x)", "path-left-out path-alone dropped-term"),
        ("w", "w*(1 - tanh(w*x)^2)*x", "path-left-out path-alone dropped-term"),
        ("w", "tanh(w*x) - w*x*(1 - tanh(w*x)^2)", "wrong-rule sign"),
    ]),
]

SOFTMAX = [
    G("E = -sum(t*log(o)); o = softmax(z)", {"z": [0.2, -0.4, 1.1], "t": [0.2, 0.5, 0.3]}, [
        ("z", "-t*(1 - o)", "path-left-out wrong-rule"),
        ("z", "o - t", ""),
        ("z", "t - o", "sign swapped"),
        ("z", "-t/o", "left-out stopped-early"),
        ("z", "-t*o*(1 - o)", "wrong-rule path-left-out unknown"),
    ], keeps={"t": "sum"}),
    G("E = -\\sum_j t_j \\log o_j; o = \\operatorname{softmax}(z)", {"z": [0.2, -0.4, 1.1], "t": [0.2, 0.5, 0.3]}, [
        ("z", "-t \\odot (1 - o)", "path-left-out wrong-rule", "-t*(1 - o)"),
        ("z", "o - t", ""),
    ], "E = -sum(t*log(o)); o = softmax(z)", {"t": "sum"}),
    G("L = sum(g*s); s = softmax(x)", {"x": [0.2, -0.4, 1.1, 0.3], "g": [1.0, -2.0, 0.5, 0.3]}, [
        ("x", "g*(s - s^2)", "path-left-out wrong-rule"),
        ("x", "g*s", "path-left-out wrong-rule"),
        ("x", "s*(g - mean(g))", "averaged wrong-rule"),
        ("x", "s*(g - dot(s, g))", ""),
    ]),
    G("C = 1/2*sum((s - t)^2); s = softmax(z)", {"z": [0.2, -0.4, 1.1], "t": [0.2, 0.5, 0.3]}, [
        ("z", "(s - t)*s*(1 - s)", "path-left-out wrong-rule"),
        ("z", "s - t", "left-out stopped-early"),
    ]),
    G("L = sum(G*P); P = softmax(X @ W)", {"X": R, "W": B, "G": [[0.5, -1.0], [0.3, 0.2], [-0.7, 0.4]]}, [
        ("W", "X' @ (G*P*(1 - P))", "path-left-out wrong-rule"),
        ("W", None, "path-left-out wrong-rule", "X' @ (G*P*(1 - P))"),
    ]),
    G("l = z[1] - logsumexp(z)", {"z": [0.2, -0.4, 1.1]}, [
        ("z", None, "averaged wrong-rule", "array([-1/3, 2/3, -1/3])"),
        ("z", None, "", "array([0, 1, 0]) - softmax(z)"),
    ]),
    G("m = max(x)", {"x": [0.3, 1.9, 0.7]}, [("x", None, "averaged wrong-rule", "array([1/3, 1/3, 1/3])")]),
]

SUMS = [
    G(RIDGE, RIDGE_AT, [
        ("w", f"{DATA} + 2*reg*w", ""),
        ("w", f"{DATA} + 2*reg*sum(w)", "summed wrong-rule"),
        ("w", f"{DATA} + reg*w", "factor"),
        ("w", f"{DATA} - 2*reg*w", "sign"),
        ("w", f"{DATA}", "dropped-term path-left-out"),
        ("w", "2*(X' @ (X @ w - y)) + 2*reg*w", "summed factor"),
        ("w", f"{DATA} + 2*w", "left-out factor"),
        ("w", f"{DATA} + 2*reg*w + 1", "added-term"),
        ("w", f"{DATA} + 2*reg*w + 0.1*w^2", "added-term"),
        ("w", "2*(X' @ (X @ w + y))/3 + 2*reg*w", "sign"),
    ]),
    G("f = sum(x^2)", {"x": [0.4, -0.9, 1.3]}, [("x", "2*sum(x)", "summed wrong-rule shape"), ("x", "2*x", "")]),
    G(BATCH_NORM.format(n=4), BATCH_AT, [
        ("X", f"G/{ROOT}", "path-left-out path-alone"),
        ("X", f"(G - mean(G, axis=0))/{ROOT}", "path-left-out"),
        ("X", f"(G - Y*mean(G*Y, axis=0))/{ROOT}", "path-left-out"),
        ("X", f"(G - sum(G, axis=0) - Y*mean(G*Y, axis=0))/{ROOT}", "summed"),
        ("X", f"(G - mean(G, axis=0) - Y*sum(G*Y, axis=0))/{ROOT}", "summed"),
        ("X", f"(G - mean(G, axis=0) - Y*sum(G*Y, axis=0)/3)/{ROOT}", "factor averaged wrong-rule"),
        ("X", f"(G - mean(G, axis=0) + Y*mean(G*Y, axis=0))/{ROOT}", "sign"),
        ("X", f"(G - mean(G, axis=0) - Y*mean(G*Y, axis=0))/{ROOT}", ""),
        ("X", "G - mean(G, axis=0) - Y*mean(G*Y, axis=0)", "left-out"),
        ("X", f"(G - mean(G, axis=0) - Y*mean(G*Y, axis=0))/(v + eps)", "factor twice wrong-rule"),
    ]),
    G(BATCH_NORM.format(n=3), BATCH_AT, [
        ("X", f"(G - mean(G, axis=0) - Y*mean(G*Y, axis=0))/{ROOT}", "factor averaged wrong-rule"),
        ("X", f"(G - mean(G, axis=0) - Y*sum(G*Y, axis=0)/3)/{ROOT}", ""),
    ]),
    G("v = variance(x)", {"x": [0.5, -1.2, 1.3, 0.4]}, [
        ("x", "2*(x - mean(x))/4", "factor averaged"),
        ("x", "2*(x - mean(x))/3", ""),
        ("x", "2*x/3", "dropped-term path-left-out"),
    ]),
    G("L = sum(g*y); y = (x - m)/s; s = sqrt(mean((x - m)^2)); m = mean(x)",
      {"x": [0.5, -1.2, 1.3, 0.4], "g": [0.3, -0.8, 1.1, 0.2]}, [
        ("x", "(g - mean(g) - y*mean(g*y))/s", ""),
        ("x", "(g - y*mean(g*y))/s", "path-left-out"),
        ("x", "(g - mean(g))/s", "path-left-out"),
        ("x", "g/s", "path-left-out path-alone"),
    ]),
    G("L = sum(g*mean(X*w, axis=1))", {"X": [[0.5, -1.2, 0.3], [1.3, 0.4, 0.8]], "w": [0.4, -0.7, 1.1], "g": [0.6, -0.9]}, [
        ("w", "(X' @ g)/3", ""),
        ("w", "X' @ g", "summed factor"),
        ("w", "(X' @ g)/6", "averaged factor"),
    ]),
    G("L = mean(sum((P - Y)^2, axis=1))", {"P": R, "Y": [[0.2, 0.9], [-0.4, 0.3], [0.5, 0.6]]}, [
        ("P", "2*(P - Y)", "summed"),
        ("P", "2*(P - Y)/6", "averaged factor"),
        ("P", "2*(P - Y)/3", ""),
    ]),
    G("L = sum(G*(X + b))", {"X": R, "b": [0.4, -0.3], "G": [[0.5, -1.0], [0.3, 0.2], [-0.7, 0.4]]}, [
        ("b", None, "not-summed path-left-out", "array([-0.7, 0.4])"),
        ("b", "sum(G, axis=0)", ""),
        ("b", "mean(G, axis=0)", "averaged"),
    ]),
]

QUOTIENTS = [
    G(DICE, DICE_AT, [
        ("p", "2*(q*U + I)/U^2", "wrong-rule sign"),
        ("p", "2*(q*U - I)/U*U", "wrong-rule left-out factor"),
        ("p", "2*(q*U - I)/U", "wrong-rule left-out factor"),
        ("p", "2*(q*U - I)/U^2", ""),
        ("p", "2*q", "wrong-rule"),
        ("p", "2*(q*U) - 2*I/U^2", "wrong-rule left-out factor"),
    ]),
    G("D = dot(a, x)/dot(b, x)", {"a": [0.7, -0.2, 0.5], "b": [0.4, 0.9, 0.6], "x": [1.1, 0.3, 0.8]}, [
        ("x", "a/b", "wrong-rule"),
        ("x", "(a*dot(b, x) + b*dot(a, x))/dot(b, x)^2", "wrong-rule sign"),
        ("x", "(a*dot(b, x) - b*dot(a, x))/dot(b, x)", "wrong-rule left-out factor"),
        ("x", "a/dot(b, x)", "path-left-out path-alone dropped-term"),
    ]),
    G("f = dot(x, A @ x)/dot(x, x)", {"A": S, "x": [0.7, -1.2]}, [
        ("x", "2*(A @ x - f*x)/dot(x, x)", ""),
        ("x", "2*(A @ x + f*x)/dot(x, x)", "wrong-rule sign"),
        ("x", "2*(A @ x)/dot(x, x)", "path-left-out dropped-term"),
        ("x", "A @ x", "wrong-rule unknown"),
    ], keeps={"A": "symmetric"}),
    G("L = sum(x*sin(x))", {"x": [0.7, -1.2, 0.4]}, [
        ("x", "cos(x)", "wrong-rule"),
        ("x", "sin(x) - x*cos(x)", "wrong-rule sign"),
        ("x", "x*cos(x)", "path-left-out path-alone dropped-term"),
    ]),
    G("L = sum(sin(x)/x)", {"x": [0.7, -1.2, 0.4]}, [
        ("x", "(cos(x)*x + sin(x))/x^2", "wrong-rule sign"),
        ("x", "(cos(x)*x - sin(x))/x", "wrong-rule left-out factor"),
        ("x", "(cos(x)*x - sin(x))/x^2", ""),
    ]),
    G("c = dot(a, b)/(norm(a)*norm(b))", {"a": [0.7, -0.2, 0.5], "b": [0.4, 0.9, 0.6]}, [
        ("a", "b/(norm(a)*norm(b)) - c*a/norm(a)^2", ""),
        ("a", "b/(norm(a)*norm(b))", "path-left-out path-alone dropped-term"),
        ("a", "b/(norm(a)*norm(b)) + c*a/norm(a)^2", "wrong-rule sign"),
        ("a", "b/(norm(a)*norm(b)) - c*a/norm(a)", "left-out factor wrong-rule"),
    ]),
    G("f = norm(x)", {"x": [0.7, -0.2, 0.5]}, [
        ("x", "x", "left-out factor wrong-rule"),
        ("x", "x/norm(x)^2", "factor twice wrong-rule"),
        ("x", "x/norm(x)", ""),
    ]),
    G("L = sum(G*n); n = x/norm(x)", {"x": [0.3, 0.4, 1.2], "G": [1.0, -0.5, 0.2]}, [
        ("x", "G - n*dot(n, G)", "left-out"),
        ("x", "G/norm(x)", "path-left-out path-alone dropped-term"),
        ("x", "(G + n*dot(n, G))/norm(x)", "wrong-rule sign"),
    ]),
]

MATRICES = [
    G(LAYERS, LAYERS_AT, [
        ("W", "X' @ (-2*(Y - P)*(1 - H^2))", "left-out"),
        ("W", "X' @ ((-2*(Y - P)) @ V')", "left-out"),
        ("W", "X' @ (((-2*(Y - P)*(1 + P^2)) @ V')*(1 - H^2))", "wrong-rule"),
        ("W", "X' @ (((-2*(Y - P)*(1 - tanh(P)^2)) @ V')*(1 - H^2))", "wrong-point"),
        ("W", "X' @ (((-2*(Y - P)*(1 - P^2)) @ V')*(1 - tanh(H)^2))", "wrong-point"),
        ("W", "X' @ (((-2*(Y - P)*(1 - P^2)) @ V)*(1 - H^2))", "transposed"),
        ("W", "X' @ (((-2*(Y - P)*(1 - P^2)) @ V')*(1 - H^2))", ""),
        ("W", "X' @ (((-2*(Y - P)*(1 - P^2)) @ V')*(1 - H^2)) + W", "added-term"),
        ("V", "H' @ (-2*(Y - P)*(1 - P^2)) + 0.5", "added-term"),
        ("V", "H' @ (-2*(Y + P)*(1 - P^2))", "sign wrong-value"),
        ("V", None, "wrong-rule dropped-term", "H' @ (2*(Y - P)*P^2)"),
    ]),
    G("L = sum(r*f*c); f = sigmoid(W @ z)", {"W": B, "z": [0.5, -0.3], "r": [1.0, -0.5], "c": [0.4, -0.6]}, [
        ("W", None, "wrong-rule wrong-point", "outer(r*c*sigmoid(f), z)"),
        ("W", "outer(r*c*f, z)", "wrong-rule left-out"),
        ("W", "outer(r*c*f*(1 - f), z)", ""),
    ]),
    G(RECURRENT, RECURRENT_AT, [
        ("W", "outer(2*(h2 - t)*(1 - h2^2), h1)", "path-left-out path-alone"),
        ("U", "outer(2*(h2 - t)*(1 - h2^2), x2)", "path-left-out path-alone"),
        ("U", None, "path-left-out path-alone", "outer((W.mT @ (2*(h2 - t)*(1 - h2**2)))*(1 - h1**2), x1)"),
    ]),
    G("L = sum(G*((X @ W) @ W'))", {"X": R, "W": [[0.1], [0.7]], "G": [[0.5, -1.0], [0.3, 0.2], [-0.7, 0.4]]}, [
        ("W", "X' @ (G @ W)", "path-left-out path-alone"),
        ("W", "G' @ (X @ W)", "path-left-out path-alone"),
        ("W", "X' @ (G @ W) + G' @ (X @ W)", ""),
    ]),
    G("E = 1/2*norm(Y + X @ B)^2", {"X": R, "B": B, "Y": [[0.2, 0.9], [-0.4, 0.3], [0.5, 0.6]]}, [
        ("B", "-(X' @ Y) + X' @ X @ B", "sign"),
        ("B", "X' @ Y + X' @ X @ B", ""),
        ("B", "X' @ Y", "dropped-term"),
    ]),
    G("E = \\frac{1}{2}\\|Y + XB\\|_F^2", {"X": R, "B": B, "Y": [[0.2, 0.9], [-0.4, 0.3], [0.5, 0.6]]}, [
        ("B", "-X^\\top Y + X^\\top X B", "sign", "-(X' @ Y) + X' @ X @ B"),
    ], "E = 1/2*norm(Y + X @ B)^2"),
    G("f = sum((A @ x + b)^2)", {"A": A, "x": [0.7, -1.2], "b": [0.3, 0.4]}, [
        ("x", "2*(A' @ (A @ x - b))", "sign"),
        ("x", "2*(A @ (A @ x + b))", "transposed"),
        ("x", "2*(A @ x + b)", "left-out"),
    ]),
    G("f = trace(A @ X @ B)", {"A": A, "X": X, "B": B}, [("X", "(A @ B)'", "transposed wrong-rule")]),
    G("f = trace(X @ B @ X' @ A)", {"A": A, "X": X, "B": B}, [("X", "A @ X @ B + A @ X @ B'", "transposed")]),
    G("f = trace(inverse(M) @ A)", {"M": X, "A": A}, [
        ("M", "-inverse(M) @ inverse(M) @ A", "transposed wrong-rule"),
        ("M", "-inverse(M) @ A @ inverse(M)", "transposed"),
    ]),
    G("f = norm(X' - A)^2", {"A": A, "X": X}, [("X", "2*X' - A - A'", "transposed unknown")]),
    G("f = log(det(X' @ B @ X))", {"B": S, "X": X}, [("X", "2*inverse(X)", "transposed"), ("X", "2*inverse(X)'", "")]),
    G("l = -1/2*dot(x - m, inverse(S) @ (x - m))", {"S": S, "x": [0.7, -1.2], "m": [0.3, 0.4]}, [
        ("m", "inverse(S) @ (x - m)", ""),
        ("m", "-(inverse(S) @ (x - m))", "sign"),
        ("m", "1/2*(inverse(S) @ (x - m))", "factor path-left-out"),
    ], keeps={"S": "symmetric"}),
]

ADJOINTS = [
    G("L = sum(G*conv2d(x, k))", {"x": IMAGE, "k": [[[[1.0, 2.0], [3.0, 4.0]]]], "G": [[[[0.1, -0.2, 0.3], [0.4, 0.5, -0.6], [0.7, 0.8, 0.9]]]]}, [
        ("x", None, "transposed wrong-rule", "full_convolution(G, flipped(k))"),
        ("x", None, "", "full_convolution(G, k)"),
        ("k", None, "transposed wrong-rule", "flipped(conv2d(x, G))"),
        ("k", None, "", "conv2d(x, G)"),
    ]),
    G("L = sum(G*maxPool2d(x, 2))", {"x": IMAGE, "G": [[[[0.1, -0.2], [0.3, 0.4]]]]}, [
        ("x", None, "averaged wrong-rule", "upsampled(G)/4"),
        ("x", None, "wrong-rule not-summed averaged", "upsampled(G)"),
    ]),
    G("L = sum(G*avgPool2d(x, 2))", {"x": IMAGE, "G": [[[[0.1, -0.2], [0.3, 0.4]]]]}, [
        ("x", None, "summed factor left-out", "upsampled(G)"),
        ("x", None, "", "upsampled(G)/4"),
    ]),
    G("L = sum(G*take(C, [0, 1, 0], axis=0))", {"C": [[0.1, 0.2], [0.3, 0.4]], "G": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]}, [
        ("C", None, "path-left-out not-summed", "array([[5, 6.5], [3, 4]])"),
        ("C", None, "path-left-out not-summed", "array([[1, 2], [3, 4]])"),
        ("C", None, "averaged", "array([[3, 4.25], [3, 4]])"),
        ("C", None, "", "array([[6, 8.5], [3, 4]])"),
    ]),
    G("L = sum(g*x*mask/p)", {"x": [0.5, -1.0, 0.3, 0.8], "g": [1.0, 2.0, -0.5, 0.7], "mask": [1.0, 0.0, 1.0, 1.0], "p": 0.8}, [
        ("x", "g*mask", "left-out factor"),
        ("x", "g/p", "left-out"),
        ("x", "g", "left-out"),
        ("x", "g*mask*p", "factor wrong-rule"),
    ]),
]

FORMULAS = [*LINKS, *RULES, *SOFTMAX, *SUMS, *QUOTIENTS, *MATRICES, *ADJOINTS]
