/** Commands that say how something looks, not what it is. */
export const SILENT = new Set(
  (
    'left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle limits nolimits ' +
    'quad qquad , ; : ! ( ) [ ] nonumber notag'
  ).split(' '),
);

/** Commands that are signs, by what the grammar calls them. */
export const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cdot: 'cdot',
    times: 'times',
    odot: '*',
    circ: 'circ',
    ast: 'star',
    div: '/',
    le: '<=',
    leq: '<=',
    leqslant: '<=',
    lt: '<',
    ge: '>=',
    geq: '>=',
    geqslant: '>=',
    gt: '>',
    ne: '!=',
    neq: '!=',
    vert: '|',
    lvert: 'open|',
    rvert: 'close|',
    Vert: '‖',
    '|': '‖',
    lVert: 'open‖',
    rVert: 'close‖',
    lfloor: 'open⌊',
    rfloor: 'close⌊',
    lceil: 'open⌈',
    rceil: 'close⌈',
    lbrack: '[',
    rbrack: ']',
    partial: '∂',
    top: 'ᵀ',
    intercal: 'ᵀ',
    prime: "'",
    colon: ':',
    '{': '(',
    '}': ')',
    lbrace: '(',
    rbrace: ')',
    langle: '⟨',
    rangle: '⟩',
    equiv: '=',
    coloneqq: '=',
    triangleq: '=',
    doteq: '=',
  }),
);

/** Commands that make one name of what stands in their braces. */
export const FONTS = new Set(
  'mathrm text textrm textit mathit mathbf mathsf mathcal mathbb boldsymbol bm vec'.split(' '),
);

/** Marks above a letter become the end of its name: `\hat{y}` is `y_hat`. */
export const ACCENTS = new Set('hat widehat bar overline tilde widetilde dot ddot check breve'.split(' '));

/** Commands with a remark in their braces: numbers of equations, colours. */
export const REMARKS = new Set('tag label color ref eqref'.split(' '));

/** Commands around what they mark, with how many remarks that come before it in braces. */
export const AROUND: ReadonlyMap<string, number> = new Map([
  ['underbrace', 0],
  ['overbrace', 0],
  ['boxed', 0],
  ['underline', 0],
  ['textcolor', 1],
  ['underset', 1],
  ['overset', 1],
]);

/** What to write for commands that people use and that have no meaning of their own here. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['otimes', ': \\operatorname{kron}(A, B) or \\operatorname{outer}(x, y) is the operation'],
  ['oplus', ': \\operatorname{concat}([x, y]) is the operation'],
  ['star', ': \\operatorname{convolve} is the operation'],
  ['int', ': an integral has no graph here'],
  ['lim', ': a limit has no graph here'],
  ['approx', ': write = for a definition'],
]);

/** Functions with a command of their own; `\operatorname` names any other. */
export const FUNCTIONS = new Set(
  'sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan exp ln lg log det max min'.split(
    ' ',
  ),
);

/** How many arguments follow a command that is a sign of the grammar itself. */
export const WITH_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['frac', 2],
  ['dfrac', 2],
  ['tfrac', 2],
  ['cfrac', 2],
  ['sqrt', 1],
]);

/** Environments whose entries are a matrix, and those that only lay lines out. */
export const MATRICES = new Set('matrix pmatrix bmatrix Bmatrix smallmatrix'.split(' '));
export const LAYOUTS = new Set(
  'aligned align align* split gathered gather gather* equation equation*'.split(' '),
);

export const commandNames = (): string[] => [
  ...SIGNS.keys(),
  ...FONTS,
  ...ACCENTS,
  ...FUNCTIONS,
  ...WITH_ARGUMENTS.keys(),
  'sum',
  'prod',
  'operatorname',
];
