/** Every word that the tools show, in one place: another language is another object of this shape. */
export const strings = {
  check: {
    formula: 'Formula',
    formulaHint: 'One definition a line, as text or LaTeX: E = 1/2*(t - out)^2',
    claim: 'Your gradient',
    claimHint: 'What you derived: -(t - out)*out*(1 - out)*x',
    of: 'of',
    withRespectTo: 'with respect to',
    numbers: 'Numbers',
    numbersHint: 'Optional. A number, or a list such as [[1, 2], [3, 4]].',
    chosen: 'chosen for you',
    examples: 'Start from an exercise',
    right: 'Right',
    wrong: 'Wrong',
    coincidence: 'Right at these numbers, wrong as a formula',
    because: 'Why',
    orElse: 'It could also be this',
    readAs: 'Read as',
    expected: 'The gradient is',
    derivation: 'Derived step by step',
    working: 'Checking …',
    inFormula: 'In the formula',
    inClaim: 'In your gradient',
    inNumbers: 'In the numbers',
    empty: 'Type what you derived, and the verdict appears here.',
    link: 'Copy a link to this',
    copied: 'Copied',
    badLink: 'This link could not be read, so the page begins with an exercise.',
  },
  work: {
    tooLong: 'This took too long and was stopped. Try a smaller formula.',
  },
};

export type Strings = typeof strings;
