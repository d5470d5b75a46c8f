/** Commands that say how something looks, not what it is. */
export const SILENT = new Set(
  (
    'left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle limits nolimits ' +
    'quad qquad , ; : ! ( ) [ ] nonumber'
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
  }),
);

/** Commands that make one name of what stands in their braces. */
export const FONTS = new Set(
  'mathrm text textrm textit mathit mathbf mathsf mathcal boldsymbol bm vec'.split(' '),
);

/** Marks above a letter become the end of its name: `\hat{y}` is `y_hat`. */
export const ACCENTS = new Set('hat widehat bar overline tilde widetilde'.split(' '));

/** Functions with a command of their own; `\operatorname` names any other. */
export const FUNCTIONS = new Set(
  'sin cos tan sinh cosh tanh arcsin arccos arctan exp ln lg log det max min'.split(' '),
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
  'operatorname',
];
