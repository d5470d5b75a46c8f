export {
  Derivative,
  type DerivativeTextOptions,
  type DerivedDefinition,
  type DerivedPart,
  type Proviso as DerivativeProviso,
} from './derive/derivative.ts';
export { derive } from './derive/derive.ts';
export type { DeriveOptions } from './derive/options.ts';
export type { DerivationRule, DerivationStep, StepPart } from './derive/steps.ts';
export type { Variable as FormulaVariable } from './derive/where.ts';
export type { ClaimFunction, ClaimInput, Numbers } from './diagnose/claim.ts';
export {
  type ClaimOptions,
  type DerivationOptions,
  type DiagnoseOptions,
  diagnose,
  type PassOptions,
  type ValuesOptions,
} from './diagnose/diagnose.ts';
export type {
  Departure,
  Diagnosis,
  Evidence,
  Expected,
  Proviso,
  Reason,
  ReasonKind,
  Verdict,
} from './diagnose/diagnosis.ts';
export { toDot } from './draw/dot.ts';
export { draw } from './draw/draw.ts';
export { toMermaid } from './draw/mermaid.ts';
export type { DrawOptions, FoldRule } from './draw/options.ts';
export { FormulaError } from './errors/formula-error.ts';
export {
  Derivation,
  type Equation,
  type Prose,
  type Section,
  type Step,
  type StepKind,
} from './explain/derivation.ts';
export { type ExplainOptions, explain } from './explain/explain.ts';
export { type PathContribution, why } from './explain/why.ts';
export type { Expression, Literal } from './expression/expression.ts';
export * as expression from './expressions.ts';
export { formulaOf } from './graph/formula-of.ts';
export type { Definition } from './read/definitions.ts';
export { type DerivationLine, readDerivation } from './read/derivation.ts';
export { formula } from './read/formula.ts';
export type { Language, Languages } from './read/language.ts';
export {
  type Formula,
  type FormulaGraph,
  type FormulaValues,
  type ParseOptions,
  parse,
} from './read/parse.ts';
export type { ReadOptions } from './read/read.ts';
export type { CodeTarget } from './write/code/targets/index.ts';
export { type CodeOptions, toCode } from './write/code/to-code.ts';
export { formatNumber } from './write/numbers.ts';
export { type TeXOptions, toTeX } from './write/tex.ts';
export { type TextOptions, toText } from './write/text.ts';
