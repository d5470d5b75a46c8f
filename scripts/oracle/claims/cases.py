"""Formulas with gradients as people write them, right and wrong.

A formula is given as people write it and as SymPy computes it: F(written, python, at, claims). Vectors are columns. A claim
is (variable, written, python) and, if it is wrong, the kinds of reasons that name its mistake.
"""

from collections import namedtuple

F = namedtuple("F", "written python at claims keeps", defaults=({},))

A = [[1.0, 2.0], [0.5, 3.0]]
B = [[0.4, -1.0], [0.7, 0.2]]
X = [[2.0, 1.0], [0.5, 3.0]]
S = [[2.0, 0.5], [0.5, 1.0]]
R = [[1.0, 0.5], [0.3, -0.3], [0.2, 0.8]]
W = [[0.1, 0.7], [-0.4, 0.2]]
Y = [[0.2, 0.9], [-0.4, 0.3], [0.5, 0.6]]

UNIT = {"t": 0.01, "w": 0.4, "x": 0.59, "b": 0.6}
SIGMA = "1/(1+exp(-(w*x+b)))"

FORMULAS = [
    F(
        "E = 1/2*(t - o)^2; o = sigmoid(n); n = w*x + b",
        f"(t-{SIGMA})**2/2",
        UNIT,
        [
            ("w", "-(t - o)*o*(1 - o)*x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "(o - t)*(o - o^2)*x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "-(t - o)o(1 - o)x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x", "refused"),
            ("w", "∂E/∂o * ∂o/∂n * x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "(o - t)*sigmoid'(n)*x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("b", "-(t - o)*o*(1 - o)", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})"),
            ("w", "(t - o)*o*(1 - o)*x", f"(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x", "sign swapped"),
            ("w", "-(t - o)*x", f"-(t-{SIGMA})*x", "left-out"),
            ("w", "-(t - o)*o*(1 - o)", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})", "left-out stopped-early"),
            ("w", "-2*(t - o)*o*(1 - o)*x", f"-2*(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x", "factor"),
            ("w", "-(t - o)*n*(1 - n)*x", f"-(t-{SIGMA})*(w*x+b)*(1-w*x-b)*x", "wrong-point"),
            ("w", "-(t - o)*o*(1 - o)*x + w", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x+w", "added-term"),
            ("w", "-(t - o)*o*(1 - o)*w", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*w", "swapped other-variable wrong-value"),
            ("w", "-(t - o)*o*(1 - o)*x*v", "0*w+7", "invalid"),
        ],
    ),
    F(
        "E = \\frac{1}{2}(t - o)^2 \\\\ o = \\sigma(wx + b)",
        f"(t-{SIGMA})**2/2",
        UNIT,
        [
            ("w", "-(t-o)o(1-o)x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "(o - t)\\,\\sigma'(wx+b)\\,x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "-(t - o) \\cdot o \\cdot (1 - o) \\cdot x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "-(t-o)\\left[o(1-o)\\right]x", f"-(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x"),
            ("w", "-(t-o)x", f"-(t-{SIGMA})*x", "left-out"),
            ("w", "(t-o)o(1-o)x", f"(t-{SIGMA})*{SIGMA}*(1-{SIGMA})*x", "sign swapped"),
        ],
    ),
    F("y = sin(x)^2", "sin(x)**2", {"x": 0.7}, [
        ("x", "2*sin(x)*cos(x)", "2*sin(x)*cos(x)"),
        ("x", "sin(2*x)", "sin(2*x)"),
        ("x", "2*sin(x)", "2*sin(x)", "left-out"),
        ("x", "2*cos(x)", "2*cos(x)", "wrong-rule wrong-point left-out"),
        ("x", "-2*sin(x)*cos(x)", "-2*sin(x)*cos(x)", "sign"),
        ("x", "1 - cos(x)^2", "1-cos(x)**2", "unknown wrong-rule"),
    ]),
    F("y = \\sin^2 x", "sin(x)**2", {"x": 0.7}, [
        ("x", "2\\sin x\\cos x", "2*sin(x)*cos(x)"),
        ("x", "\\sin 2x", "sin(2*x)"),
        ("x", "2\\sin x", "2*sin(x)", "left-out"),
    ]),
    F("y = exp(-x^2/2)", "exp(-x**2/2)", {"x": 0.7}, [
        ("x", "-x*y", "-x*exp(-x**2/2)"),
        ("x", "-x*exp(-x^2/2)", "-x*exp(-x**2/2)"),
        ("x", "x*y", "x*exp(-x**2/2)", "sign"),
        ("x", "y", "exp(-x**2/2)", "left-out stopped-early"),
    ]),
    F("y = log(x^2 + 1)", "log(x**2+1)", {"x": 0.7}, [
        ("x", "2*x/(x^2 + 1)", "2*x/(x**2+1)"),
        ("x", "1/(x^2 + 1)", "1/(x**2+1)", "left-out"),
        ("x", "x/(x^2 + 1)", "x/(x**2+1)", "factor"),
    ]),
    F("y = \\frac{x}{1 + x^2}", "x/(1+x**2)", {"x": 0.7}, [
        ("x", "\\frac{1 - x^2}{(1 + x^2)^2}", "(1-x**2)/(1+x**2)**2"),
        ("x", "\\frac{1 + 3x^2}{(1 + x^2)^2}", "(1+3*x**2)/(1+x**2)**2", "wrong-rule sign"),
        ("x", "\\frac{1}{2x}", "1/(2*x)", "wrong-rule unknown"),
    ]),
    F("y = x*exp(x)", "x*exp(x)", {"x": 0.7}, [
        ("x", "(1 + x)*exp(x)", "(1+x)*exp(x)"),
        ("x", "exp(x) + y", "exp(x)+x*exp(x)"),
        ("x", "exp(x)", "exp(x)", "path-alone wrong-rule dropped-term path-left-out"),
    ]),
    F("y = sqrt(x)", "sqrt(x)", {"x": 4.0}, [
        ("x", "1/(2*sqrt(x))", "1/(2*sqrt(x))"),
        ("x", "1/(2*y)", "1/(2*sqrt(x))"),
        ("x", "0.25", "0.25+0*x", "number"),
        ("x", "1/sqrt(x)", "1/sqrt(x)", "factor"),
        ("x", "2*sqrt(x)", "2*sqrt(x)", "wrong-rule unknown"),
    ]),
    F("y = x^3", "x**3", {"x": 0.21026959}, [
        ("x", "3*x^2", "3*x**2"),
        ("x", "0.133", "0.133+0*x", "number"),
        ("x", "0.13", "0.13+0*x", "number"),
        ("x", "0.15", "0.15+0*x", "unknown factor"),
        ("x", "x^2", "x**2", "factor"),
        ("x", "2*x^3", "2*x**3", "unknown wrong-rule"),
    ]),
    F("y = x^2", "x**2", {"x": 1.0}, [
        ("x", "2*x", "2*x"),
        ("x", "2", "2+0*x", "coincidence"),
        ("x", "2*x^2", "2*x**2", "coincidence"),
    ]),
    F("y = tanh(w*x)", "tanh(w*x)", {"w": 0.9, "x": 0.7}, [
        ("w", "(1 - y^2)*x", "(1-tanh(w*x)**2)*x"),
        ("w", "x/cosh(w*x)^2", "x/cosh(w*x)**2"),
        ("w", "(1 - y)*x", "(1-tanh(w*x))*x", "wrong-rule"),
        ("w", "1 - y^2", "1-tanh(w*x)**2", "left-out stopped-early"),
    ]),
    F("L = -(y*log(p) + (1 - y)*log(1 - p)); p = sigmoid(z)", "-(y*log(1/(1+exp(-z)))+(1-y)*log(1-1/(1+exp(-z))))", {"y": 0.7, "z": 0.4}, [
        ("z", "p - y", "1/(1+exp(-z))-y"),
        ("z", "-y*(1 - p) + (1 - y)*p", "1/(1+exp(-z))-y"),
        ("z", "y - p", "y-1/(1+exp(-z))", "sign swapped"),
        ("z", "(p - y)*p*(1 - p)", "(1/(1+exp(-z))-y)*exp(-z)/(1+exp(-z))**2", "twice"),
    ]),
    F("L = -\\left(y\\log p + (1-y)\\log(1-p)\\right)", "-(y*log(p)+(1-y)*log(1-p))", {"y": 0.7, "p": 0.4}, [
        ("p", "\\frac{p - y}{p(1-p)}", "(p-y)/(p*(1-p))"),
        ("p", "-\\frac{y}{p} + \\frac{1-y}{1-p}", "(p-y)/(p*(1-p))"),
        ("p", "-\\frac{y}{p} - \\frac{1-y}{1-p}", "-y/p-(1-y)/(1-p)", "wrong-rule sign left-out"),
        ("p", "-\\frac{y}{p}", "-y/p", "dropped-term path-alone path-left-out"),
    ]),
    F("f = x^\\top A x", "(x.T*A*x)[0]", {"x": [0.7, -1.2], "A": A}, [
        ("x", "(A + A^\\top) x", "(A+A.T)*x"),
        ("x", "Ax + A^\\top x", "(A+A.T)*x"),
        ("x", "2Ax", "2*A*x", "transposed unknown path-left-out"),
        ("x", "A x", "A*x", "path-left-out dropped-term path-alone"),
        ("A", "x x^\\top", "x*x.T"),
        ("A", "x^\\top x", "(x.T*x)[0]*ones(1,1)", "shape"),
    ]),
    F("f = x^\\top A x", "(x.T*A*x)[0]", {"x": [0.7, -1.2], "A": S}, [
        ("x", "2Ax", "2*A*x"),
        ("x", "2 A^\\top x", "2*A.T*x"),
        ("x", "Ax", "A*x", "factor path-left-out path-alone dropped-term"),
    ], {"A": "symmetric"}),
    F("f = dot(x, A @ x)/2 - dot(b, x)", "((x.T*A*x)/2-b.T*x)[0]", {"x": [0.7, -1.2], "A": S, "b": [0.3, 0.4]}, [
        ("x", "A @ x - b", "A*x-b"),
        ("x", "A @ x + b", "A*x+b", "sign wrong-rule"),
        ("x", "A @ x", "A*x", "dropped-term path-left-out path-alone"),
    ], {"A": "symmetric"}),
    F("f = \\|Xw - y\\|^2", "((X*w-y).T*(X*w-y))[0]", {"X": R, "w": [0.1, 0.7], "y": [0.2, 0.9, -0.4]}, [
        ("w", "2X^\\top(Xw - y)", "2*X.T*(X*w-y)"),
        ("w", "2X^T X w - 2X^T y", "2*X.T*(X*w-y)"),
        ("w", "X^\\top(Xw - y)", "X.T*(X*w-y)", "factor"),
        ("w", "2X^\\top(y - Xw)", "2*X.T*(y-X*w)", "sign swapped"),
        ("w", "2X^\\top X w", "2*X.T*X*w", "dropped-term"),
    ]),
    F("f = sum((X @ w - y)^2)/3", "((X*w-y).T*(X*w-y))[0]/3", {"X": R, "w": [0.1, 0.7], "y": [0.2, 0.9, -0.4]}, [
        ("w", "2/3*X' @ (X @ w - y)", "2*X.T*(X*w-y)/3"),
        ("w", "2*X' @ (X @ w - y)", "2*X.T*(X*w-y)", "summed factor"),
        ("w", "X' @ (X @ w - y)/3", "X.T*(X*w-y)/3", "factor"),
        ("y", "-2*(X @ w - y)/3", "-2*(X*w-y)/3"),
    ]),
    F("f = \\|XW - Y\\|_F^2", "total(sq(X*W-Y))", {"X": R, "W": W, "Y": Y}, [
        ("W", "2X^\\top(XW - Y)", "2*X.T*(X*W-Y)"),
        ("W", "2(X^\\top X W - X^\\top Y)", "2*X.T*(X*W-Y)"),
        ("X", "2(XW - Y)W^\\top", "2*(X*W-Y)*W.T"),
        ("Y", "-2(XW - Y)", "-2*(X*W-Y)"),
        ("W", "X^\\top(XW - Y)", "X.T*(X*W-Y)", "factor"),
        ("X", "2(XW - Y)W", "2*(X*W-Y)*W", "transposed"),
    ]),
    F("f = \\operatorname{tr}(AXB)", "(A*X*B).trace()", {"A": A, "X": X, "B": B}, [
        ("X", "A^\\top B^\\top", "A.T*B.T"),
        ("X", "(BA)^\\top", "(B*A).T"),
        ("X", "A^T B^T", "A.T*B.T"),
        ("X", "BA", "B*A", "transposed"),
        ("A", "(XB)^\\top", "(X*B).T"),
        ("B", "(AX)^\\top", "(A*X).T"),
    ]),
    F("f = trace(A @ X @ B)", "(A*X*B).trace()", {"A": A, "X": X, "B": B}, [
        ("X", "A' @ B'", "A.T*B.T"),
        ("X", "B @ A", "B*A", "transposed"),
    ]),
    F("f = \\operatorname{tr}(X^\\top X)", "total(sq(X))", {"X": X}, [
        ("X", "2X", "2*X"),
        ("X", "2X^\\top", "2*X.T", "transposed"),
        ("X", "X", "X", "factor path-alone path-left-out"),
    ]),
    F("f = \\operatorname{tr}(X^2)", "(X*X).trace()", {"X": X}, [
        ("X", "2X^\\top", "2*X.T"),
        ("X", "2X", "2*X", "transposed"),
    ]),
    F("f = \\ln|X|", "log(X.det())", {"X": X}, [
        ("X", "X^{-\\top}", "X.inv().T"),
        ("X", "(X^{-1})^\\top", "X.inv().T"),
        ("X", "X^{-T}", "X.inv().T"),
        ("X", "X^{-1}", "X.inv()", "transposed"),
    ]),
    F("f = \\log\\det X", "log(X.det())", {"X": S}, [
        ("X", "X^{-1}", "X.inv()"),
        ("X", "-X^{-1}", "-X.inv()", "sign"),
    ], {"X": "symmetric"}),
    F("f = log(det(X))", "log(X.det())", {"X": X}, [
        ("X", "inverse(X)'", "X.inv().T"),
        ("X", "inverse(X)", "X.inv()", "transposed"),
    ]),
    F("f = \\operatorname{tr}(X^{-1}A)", "(X.inv()*A).trace()", {"X": X, "A": A}, [
        ("X", "-(X^{-1}AX^{-1})^\\top", "-(X.inv()*A*X.inv()).T"),
        ("X", "-X^{-\\top}A^\\top X^{-\\top}", "-(X.inv()*A*X.inv()).T"),
        ("X", "(X^{-1}AX^{-1})^\\top", "(X.inv()*A*X.inv()).T", "sign"),
    ]),
    F("f = \\det(X)", "X.det()", {"X": X}, [
        ("X", "|X| X^{-\\top}", "X.det()*X.inv().T"),
        ("X", "|X| X^{-1}", "X.det()*X.inv()", "transposed"),
    ]),
    F("f = \\sum (A \\odot X \\odot B)", "total(had(A,had(X,B)))", {"A": A, "X": X, "B": B}, [
        ("X", "A \\odot B", "had(A,B)"),
        ("X", "\\mathbf{A}\\mathbf{B}", "A*B", "unknown wrong-rule transposed"),
    ]),
    F("f = a^\\top X b", "(a.T*X*b)[0]", {"a": [0.5, -1.0], "X": X, "b": [0.3, 0.8]}, [
        ("X", "a b^\\top", "a*b.T"),
        ("X", "b a^\\top", "b*a.T", "transposed"),
        ("a", "Xb", "X*b"),
        ("b", "X^\\top a", "X.T*a"),
        ("b", "X a", "X*a", "transposed"),
    ]),
    F("L = \\frac{1}{2}\\|y - \\hat{y}\\|^2", "total(sq(y-y_hat))/2", {"y": [0.2, 0.9], "y_hat": [0.5, 0.4]}, [
        ("y_hat", "\\hat{y} - y", "y_hat-y"),
        ("y_hat", "y - \\hat{y}", "y-y_hat", "sign swapped"),
        ("y_hat", "2(\\hat{y} - y)", "2*(y_hat-y)", "factor"),
    ]),
    F("f = \\mathbf{w}\\cdot\\mathbf{x} + b", "(w.T*x)[0]+b", {"w": [0.3, 0.7], "x": [0.5, -1.5], "b": 1.0}, [
        ("w", "\\mathbf{x}", "x"),
        ("w", "\\mathbf{w}", "w", "other-variable swapped"),
        ("b", "1", "1+0*b"),
    ]),
    F("L = max(0, 1 - y*s)", "1-y*s", {"y": 1.0, "s": 0.3}, [
        ("s", "-y", "-y"),
        ("s", "y", "y", "sign"),
        ("s", "-s", "-s", "other-variable swapped"),
    ], {"*": "near"}),
    F("L = sum(relu(x))", "total(x)", {"x": [0.5, 1.5]}, [
        ("x", "x/x", "ones(2,1)"),
        ("x", "x", "x", "wrong-rule wrong-value left-out stopped-early unknown other-variable"),
    ], {"*": "near"}),
    F("f = (\\sum_i w_i x_i - t)^2", "((w.T*x)[0]-t)**2", {"w": [0.3, 0.7], "x": [0.5, -1.5], "t": 0.4}, [
        ("w", "2(w^\\top x - t) x", "2*((w.T*x)[0]-t)*x"),
        ("w", "2(w^\\top x - t)", "2*((w.T*x)[0]-t)*ones(1,1)", "shape left-out stopped-early"),
        ("t", "-2(w^\\top x - t)", "-2*((w.T*x)[0]-t)"),
        ("t", "2(w^\\top x - t)", "2*((w.T*x)[0]-t)", "sign swapped left-out"),
    ]),
    F("l = -n*log(s) - sum((x - m)^2)/(2*s^2)", "-n*log(s)-total(sq(x-m*ones(3,1)))/(2*s**2)", {"n": 3.0, "s": 1.3, "x": [0.9, 0.1, -0.4], "m": 0.2}, [
        ("s", "-n/s + sum((x - m)^2)/s^3", "-n/s+total(sq(x-m*ones(3,1)))/s**3"),
        ("m", "sum(x - m)/s^2", "total(x-m*ones(3,1))/s**2"),
        ("m", "-sum(x - m)/s^2", "-total(x-m*ones(3,1))/s**2", "sign swapped"),
        ("s", "-n/s", "-n/s", "dropped-term path-left-out path-alone"),
    ]),
]
