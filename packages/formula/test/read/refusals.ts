/** What is said of each text that must be refused: what it is, or what to write instead. */
export const refusals: Readonly<Record<string, string>> = {
  '\\mu = \\frac{1}{m}\\sum_{i=1}^m x_i, \\quad \\sigma^2 = \\frac{1}{m}\\sum_{i=1}^m (x_i - \\mu)^2':
    'expected a name on the left of =, got the power \\sigma^2: give it a name of its own, as in v = …, and write v for it',
  '1 + 2 + \\ldots + n':
    'the command \\ldots means nothing here: write all terms, or a sum over an index, \\sum_{i=1}^{n} x_i',
  'x_1 + \\cdots + x_n':
    'the command \\cdots means nothing here: write all terms, or a sum over an index, \\sum_{i=1}^{n} x_i',
  '\\int_0^1 x\\,dx': 'the command \\int means nothing here: an integral has no graph here',
  '\\lim_{h \\to 0} \\frac{x}{h}': 'the command \\lim means nothing here: a limit has no graph here',
  '\\frac{d}{dx} x^2':
    '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
  '\\frac{dy}{dx}':
    '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
  '\\frac{\\partial L}{\\partial w}':
    '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
  '\\nabla_w L':
    '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
  '\\partial_x u':
    '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
  'x^10': 'in LaTeX ^ takes one digit only: put the exponent in braces, ^{…}',
  'x^*':
    'this sign above a name has no meaning here: write a subscript for another variable, as in x_{\\text{opt}}, or ^\\top for the transpose',
  "y'": 'it can be read in two ways: write y_prime for another variable or y alone, since it is a number that has no transpose',
  '\\log x y': 'it can be read in two ways: write \\log(x) \\cdot y or \\log(x y)',
  '\\sin \\omega t': 'it can be read in two ways: write \\sin(\\omega) \\cdot t or \\sin(\\omega t)',
  '\\sin^{-2} x': 'it can be read in two ways: write the inverse function by its name or 1 / f(x)',
  '\\cot^{-1} x':
    'it can be read in two ways: write \\frac{\\pi}{2} - \\arctan(x), continuous or \\arctan(1/x), odd',
  'ab/cd': 'it can be read in two ways: write (ab/c) * d or ab/(c * d)',
  'A \\otimes B':
    'the command \\otimes means nothing here: \\operatorname{kron}(A, B) or \\operatorname{outer}(x, y) is the operation',
  'x \\times y':
    'it can be read in two ways: write x \\odot y, entry by entry or \\operatorname{cross}(x, y)',
  '\\frac{1}{A}':
    'it can be read in two ways: write 1 A^{-1}, the inverse or 1 \\odot \\operatorname{reciprocal}(A), entry by entry',
  'e^A': 'it can be read in two ways: write \\operatorname{matrixExp}(A) or \\exp(A), entry by entry',
  '\\sqrt{A}':
    'it can be read in two ways: write \\operatorname{sqrt}(A) for the root of each entry or the matrix whose square it is, under a name of its own',
  '|x|': 'it can be read in two ways: write \\|x\\|, its length or \\operatorname{abs}(x), entry by entry',
  '|a|b|c|': 'this bar can open or close: write \\left| and \\right|',
  'x \\in \\mathbb{R}^n': 'the command \\in means nothing here: only what is computed can stand in a formula',
  'x \\sim \\mathcal{N}(0, 1)':
    'the command \\sim means nothing here: a distribution has no value; only what is computed can stand in a formula',
  'x \\approx 3': 'the command \\approx means nothing here: write = for a definition',
  'p(y \\mid x)':
    'the command \\mid means nothing here: a condition has no value; only what is computed can stand in a formula',
  'x \\pm y': 'the command \\pm means nothing here: write + or -, in two formulas for both',
  '\\arg\\max_x f':
    'the command \\arg means nothing here: \\operatorname{argMax}(x) and \\operatorname{argMin}(x) are the operations',
  '\\sum_{i \\neq j} x_i':
    'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
  '\\sum_{i<j} x_i x_j':
    'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
  '\\sum_{i=2}^n x_i':
    'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
  '\\sum_{i=1}^{n-1} x_i':
    'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
  '\\sum_{i=1}^\\infty x^i':
    'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
  '\\sum_i x_i y': 'y stands beside entries and has no index: expected a number, got [3]',
  '\\mathbb{E}_{x \\sim p}[x]':
    'a distribution or an index below 𝔼 means nothing here: \\mathbb{E}[…] is the mean over all entries, \\frac{1}{n} \\sum_{i=1}^{n} … names an index',
  '\\|x\\|_p': 'expected a norm of order 1, 2, F or inf (norm(x, p=…) is any), got _p',
  '\\operatorname{softmax}(z)_i': 'a subscript can stand behind a name only',
  '\\begin{cases} x & x > 1 \\\\ 0 & x < 0 \\end{cases}':
    'no case holds at these numbers: add one with \\text{otherwise}, or conditions for all of them',
  'f \\circ g':
    'it can be read in two ways: write f \\cdot g for a product or the composition of functions, step by step',
  'x \\star y': 'the command \\star means nothing here: \\operatorname{conv1d}(x, k) is a convolution',
  '5\\%': 'the command \\% means nothing here: write the number itself, 0.05 for 5 %',
  '\\left. x^2': 'expected \\right|_{x=…}, what to put in, got the end',
  '\\frac{x}': 'expected {…}, got the end',
  '(x + 1': 'expected ) to close the bracket, got the end',
  'y = x^2 = x^3': 'this side has another value than the first one: an = before it does not hold',
  '\\mathbf{1}^\\top x':
    'a bold 1 is the function of a condition, \\mathbf{1}(x > 0): for the product with a vector of ones write \\sum x',
};
