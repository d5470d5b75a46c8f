import { type ClaimInput, type Diagnosis, diagnose } from '@chainrule/formula';
import pc from 'picocolors';
import { jsonOr, nested } from './numbers.ts';
import { type FormulaOptions, mayColour, put, toJSON } from './output.ts';
import { type Point, pointOf, targetsOf } from './point.ts';
import { claimsIn, recordedIn } from './records.ts';
import { textOf } from './source.ts';
import { syntaxOf } from './syntax.ts';
import { ExitCode, InputError, type Terminal } from './terminal.ts';

interface Options extends FormulaOptions {
  readonly claim?: string;
  readonly derivation?: string;
  readonly claims?: string;
  readonly values?: string;
  readonly learningRate?: number;
}

/** `chainrule check`: the verdict on a gradient derived by hand; returns the exit code. */
export async function check(
  given: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<number> {
  checkOneForm(options);
  const point = await pointOf(given, options, terminal);
  const diagnosis = await diagnosisOf(point, options, terminal);
  const { green, red } = pc.createColors(mayColour(options, terminal));
  const mark = diagnosis.right ? green('✓') : red('✗');
  const text = `${mark} ${diagnosis.toText()}${options.claim ? caretsOf(options.claim, diagnosis) : ''}`;
  put(options.json ? toJSON(diagnosis) : text, options, terminal);
  return diagnosis.right ? ExitCode.right : ExitCode.wrong;
}

/** The claim with carets under what is wrong. */
function caretsOf(claim: string, { misfits }: Diagnosis): string {
  if (misfits.length === 0 || /[\n\t]/.test(claim)) return '';
  const marks = Array.from(claim, (_, k) =>
    misfits.some(({ start, end }) => k >= start && k < end) ? '^' : ' ',
  );
  return `\n  ${claim}\n  ${marks.join('').trimEnd()}`;
}

function checkOneForm({ claim, derivation, claims, values }: Options): void {
  const given = Object.entries({ claim, derivation, claims, values }).flatMap(([key, each]) =>
    each === undefined ? [] : `--${key}`,
  );
  if (given.length !== 1)
    throw new InputError(
      `expected one of --claim, --derivation, --claims and --values, got ${given.join(' and ') || 'none'}`,
    );
}

async function diagnosisOf(point: Point, options: Options, terminal: Terminal): Promise<Diagnosis> {
  const { claim, derivation, claims, values, learningRate, syntax: asked } = options;
  const { root } = point;
  const rate = learningRate === undefined ? {} : { learningRate };
  if (claims !== undefined) return diagnose(root, { claims: await claimsIn(claims, terminal), ...rate });
  if (values !== undefined) return diagnose(root, { ...(await recordedIn(values, terminal)), ...rate });
  if (derivation !== undefined) {
    const wrt = point.wrt && { wrt: variableOf(point) };
    const syntax = await syntaxOf(asked, derivation);
    return diagnose(root, { derivation: await textOf(derivation, terminal), syntax, ...wrt });
  }
  const syntax = await syntaxOf(asked, undefined);
  return diagnose(root, { wrt: variableOf(point), claim: claimIn(claim!), syntax, ...rate });
}

/** The node that a claim is about. */
function variableOf(point: Point) {
  const [name, ...others] = targetsOf(point);
  if (name === undefined) throw new InputError('the formula has no name to differentiate by');
  if (others.length > 0)
    throw new InputError(
      `--wrt: say which one of ${[name, ...others].join(', ')} the claim is the gradient of`,
    );
  return point.nodes.get(name)!;
}

/** A formula, or an array of numbers. */
function claimIn(text: string): ClaimInput {
  const numbers = jsonOr(undefined, text);
  return Array.isArray(numbers) ? nested(numbers, '--claim') : text;
}
