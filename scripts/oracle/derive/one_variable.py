"""Functions of x (or t), as exercise books, statistics, physics and machine learning write them.

Each line: the formula, and the interval in which it is sampled. Intervals keep away from kinks and poles.
"""

UNIT = (0.15, 0.85)
POSITIVE = (0.3, 2.5)
ANY = (-1.9, 1.9)
LARGE = (1.2, 3.0)

TOPICS = {
    "powers": [
        ("x^7", ANY), ("3*x^4 - 5*x^2 + 2", ANY), ("x^2 + 1/x^2", POSITIVE), ("sqrt(x)", POSITIVE),
        ("x^(2/3)", POSITIVE), ("1/x^3", POSITIVE), ("1/sqrt(x)", POSITIVE), ("x*sqrt(x)", POSITIVE),
        ("(x^3 - 2*x)/x", POSITIVE), ("4*x^(-2) + 3*x", POSITIVE), ("x^5/5 - x^3/3 + x", ANY), ("x^pi", POSITIVE),
    ],
    "products": [
        ("x^2*sin(x)", ANY), ("x*exp(x)", ANY), ("x*ln(x)", POSITIVE), ("x^3*exp(x)", ANY), ("exp(x)*cos(x)", ANY),
        ("sin(x)*cos(x)", ANY), ("(x^2 + 1)*(x^3 - 1)", ANY), ("sqrt(x)*ln(x)", POSITIVE), ("x*sin(x)*cos(x)", ANY),
        ("(2*x + 1)^3*(x - 1)^2", ANY), ("x^2*exp(-x)", ANY), ("exp(2*x)*sin(3*x)", ANY), ("x^2*ln(x)", POSITIVE),
        ("(1 - x^2)*exp(x)", ANY), ("x*atan(x)", ANY), ("x^2*cos(1/x)", POSITIVE),
    ],
    "quotients": [
        ("x/(x + 1)", POSITIVE), ("(x - 1)/(x + 1)", POSITIVE), ("1/(1 + x^2)", ANY), ("x/(1 + x^2)", ANY),
        ("(x^2 + 3)/(x - 5)", ANY), ("sin(x)/x", POSITIVE), ("ln(x)/x", POSITIVE), ("exp(x)/x", POSITIVE),
        ("exp(x)/(1 + exp(x))", ANY), ("(1 - cos(x))/sin(x)", POSITIVE), ("x^2/(x^2 + 1)", ANY),
        ("(2*x + 3)/(x^2 + 1)", ANY), ("cos(x)/(1 + sin(x))", UNIT), ("x/sqrt(x^2 + 1)", ANY),
        ("(x^3 + 1)/(x^2 - x + 1)", ANY), ("1/(x*ln(x))", LARGE), ("tan(x)/x", UNIT), ("x/exp(x)", ANY),
        ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", ANY), ("sqrt(x)/(1 + x)", POSITIVE),
    ],
    "chain": [
        ("(3*x + 1)^5", ANY), ("(x^2 + 1)^10", ANY), ("sqrt(x^2 + 1)", ANY), ("sin(x^2)", ANY), ("sin(x)^2", ANY),
        ("cos(x)^3", ANY), ("exp(x^2)", ANY), ("exp(-x^2/2)", ANY), ("ln(x^2 + 1)", ANY), ("ln(sin(x))", UNIT),
        ("ln(ln(x))", LARGE), ("sin(cos(x))", ANY), ("exp(sin(x))", ANY), ("sqrt(1 - x^2)", UNIT),
        ("1/sqrt(1 - x^2)", UNIT), ("sin(sqrt(x))", POSITIVE), ("exp(1/x)", POSITIVE), ("ln(x + sqrt(x^2 + 1))", ANY),
        ("tan(3*x^2)", UNIT), ("sin(sin(sin(x)))", ANY), ("(x + 1/x)^3", POSITIVE), ("sqrt(x + sqrt(x))", POSITIVE),
        ("ln((1 + x)/(1 - x))", UNIT), ("exp(exp(x))", UNIT), ("cos(2*x)^2", ANY), ("(1 + exp(-x))^(-2)", ANY),
        ("ln(cos(x))", UNIT), ("sqrt(1 + sin(x)^2)", ANY), ("ln(sqrt(x))", POSITIVE), ("exp(-3*x)*(x^2 + 1)", ANY),
        ("(x^2 + 2*x + 2)*exp(-x)", ANY), ("sin(x)^3*cos(x)^2", ANY), ("((x - 1)/(x + 1))^2", POSITIVE),
        ("sqrt((1 - x)/(1 + x))", UNIT), ("ln(1/x)", POSITIVE), ("x^2*sqrt(4 - x^2)", UNIT),
    ],
    "trigonometric": [
        ("sin(x)", ANY), ("cos(3*x)", ANY), ("tan(x)", UNIT), ("1/cos(x)", UNIT), ("1/sin(x)", POSITIVE),
        ("1/tan(x)", POSITIVE), ("tan(x)^2", UNIT), ("sin(2*x) + cos(2*x)", ANY), ("sin(x)/(1 + cos(x))", UNIT),
        ("x*cos(x) - sin(x)", ANY), ("sin(x)^2 + cos(x)^2", ANY), ("sin(x)^4 - cos(x)^4", ANY),
        ("2*sin(x)*cos(x)", ANY), ("tan(x) - x", UNIT), ("cos(x)^2 - sin(x)^2", ANY), ("ln(1/cos(x) + tan(x))", UNIT),
    ],
    "inverse functions": [
        ("asin(x)", UNIT), ("acos(x)", UNIT), ("atan(x)", ANY), ("atan(1/x)", POSITIVE), ("asin(2*x - 1)", UNIT),
        ("x*asin(x) + sqrt(1 - x^2)", UNIT), ("atan(sqrt(x))", POSITIVE), ("atan(x)^2", ANY), ("acos(x^2)", UNIT),
        ("atan(x/2)", ANY), ("x*atan(x) - ln(1 + x^2)/2", ANY), ("atan((1 + x)/(1 - x))", UNIT), ("asinh(x)", ANY),
        ("acosh(x)", LARGE), ("atanh(x)", UNIT), ("atan(exp(x))", ANY),
    ],
    "hyperbolic": [
        ("sinh(x)", ANY), ("cosh(2*x)", ANY), ("tanh(x)", ANY), ("1/cosh(x)", ANY), ("ln(cosh(x))", ANY),
        ("sinh(x)*cosh(x)", ANY), ("tanh(x)^2", ANY), ("x*sinh(x) - cosh(x)", ANY), ("cosh(x)^2 - sinh(x)^2", ANY),
        ("tanh(x/2)", ANY),
    ],
    "exponential and logarithm": [
        ("2^x", ANY), ("x*2^x", ANY), ("10^(-x)", ANY), ("x^x", POSITIVE), ("x^sin(x)", POSITIVE), ("sin(x)^x", UNIT),
        ("x^(1/x)", POSITIVE), ("(1 + 1/x)^x", POSITIVE), ("x^ln(x)", POSITIVE), ("ln(x)^x", LARGE), ("log2(x)", POSITIVE),
        ("log10(x^2 + 1)", ANY), ("ln(x)^2", POSITIVE), ("ln(3*x)", POSITIVE), ("exp(x + 1)", ANY), ("exp(ln(x) + x)", POSITIVE),
        ("ln(x^3*exp(x))", POSITIVE), ("3^(x^2)", UNIT), ("x^2*2^(-x)", ANY), ("x^(x^2)", UNIT), ("ln(x*(x + 1))", POSITIVE),
    ],
    "machine learning": [
        ("1/(1 + exp(-x))", ANY), ("sigmoid(x)", ANY), ("sigmoid(3*x + 1)", ANY), ("ln(1 + exp(x))", ANY),
        ("ln(sigmoid(x))", ANY), ("-ln(1 - sigmoid(x))", ANY), ("x*sigmoid(x)", ANY), ("sigmoid(x)*(1 - sigmoid(x))", ANY),
        ("tanh(ln(1 + exp(x)))", ANY), ("x*tanh(ln(1 + exp(x)))", ANY), ("x/(1 + exp(-1.702*x))", ANY),
        ("x/2*(1 + erf(x/sqrt(2)))", ANY), ("-0.3*ln(x) - 0.7*ln(1 - x)", UNIT), ("(sigmoid(x) - 0.4)^2/2", ANY),
        ("sqrt(1 + x^2) - 1", ANY), ("ln(cosh(x - 1))", ANY), ("-ln(exp(x)/(exp(x) + 3))", ANY), ("x/(1 + sqrt(x^2))", POSITIVE),
        ("softplus(2*x)", ANY), ("(tanh(x) - 0.5)^2", ANY), ("-x*ln(x)", UNIT), ("-x*ln(x) - (1 - x)*ln(1 - x)", UNIT),
    ],
    "statistics and physics": [
        ("exp(-(x - 1)^2/2)/sqrt(2*pi)", ANY), ("exp(-x^2)", ANY), ("1/(pi*(1 + x^2))", ANY), ("x^2*exp(-x^2)", ANY),
        ("x^2*(1 - x)^3", UNIT), ("x^3/(exp(x) - 1)", POSITIVE), ("1/x^12 - 2/x^6", POSITIVE), ("(1 - exp(-(x - 1)))^2", POSITIVE),
        ("exp(-x)*sin(5*x)", ANY), ("x*exp(-x^2/2)", POSITIVE), ("erf(x)", ANY), ("exp(-x)/(1 + exp(-x))^2", ANY),
        ("ln(x/(1 - x))", UNIT), ("x/(2 + x)", POSITIVE), ("x^2/(9 + x^2)", POSITIVE), ("1/(exp(x) + 1)", ANY),
        ("sqrt(1 - 0.5*cos(x))", ANY), ("5*(1 - exp(-x/3))", POSITIVE), ("100/(1 + 9*exp(-x/2))", POSITIVE),
        ("exp(-exp(-x))", ANY), ("3*x^2*exp(-x^3)", POSITIVE), ("1/sqrt(x^2 + 4)", ANY), ("x*(1 - x/10)", POSITIVE),
        ("sin(x)/x - cos(x)", POSITIVE), ("(1 + x^2/3)^(-2)", ANY), ("exp(-2/x)/x", POSITIVE), ("exp(-ln(x)^2/2)/x", POSITIVE),
        ("cos(2*pi*x)", ANY), ("sin(3*x + 2)*exp(-x/4)", ANY), ("erf(x/sqrt(2))/2 + 1/2", ANY), ("lgamma(x)", POSITIVE),
    ],
}
