import type { Value } from '@chainrule/core';
import type * as Formula from '@chainrule/formula';
import { derivationBody } from '../../share/derivation.ts';
import { fragmentOf } from '../../share/link.ts';
import type { View } from './views.ts';

/** From what a derivation or a diagnosis was made. */
interface Origin {
  readonly root: Value;
  readonly wrt: Value | undefined;
  readonly claim?: string;
}

const origins = new WeakMap<object, Origin>();

type Package = typeof Formula;

/** The package, which remembers what its derivations and diagnoses were made of. */
export function remembering(formula: Package): Package {
  const kept = <Made extends object>(made: Made, origin: Origin): Made => {
    origins.set(made, origin);
    return made;
  };
  const explain: Package['explain'] = (root, options) =>
    kept(formula.explain(root, options), { root, wrt: options?.wrt as Value | undefined });
  const diagnose = ((root: Value, options: { wrt?: Value; claim?: unknown }) => {
    const claim = typeof options?.claim === 'string' ? options.claim : undefined;
    const made = (formula.diagnose as (...xs: unknown[]) => object)(root, options);
    return kept(made, { root, wrt: options?.wrt, ...(claim === undefined ? {} : { claim }) });
  }) as Package['diagnose'];
  return { ...formula, explain, diagnose };
}

export const isDerivation = (value: unknown): value is Formula.Derivation =>
  typeof value === 'object' && value !== null && 'toHTML' in value && 'sections' in value;

export const isDiagnosis = (value: unknown): value is Formula.Diagnosis =>
  typeof value === 'object' && value !== null && 'verdict' in value && 'about' in value && 'toText' in value;

export async function derivationView(derivation: Formula.Derivation): Promise<View> {
  return { kind: 'derivation', html: await derivationBody(derivation), ...(await linkTo(derivation)) };
}

export async function verdictView(diagnosis: Formula.Diagnosis): Promise<View> {
  const { verdict, about } = diagnosis;
  return { kind: 'verdict', verdict, about, text: diagnosis.toText(), ...(await linkTo(diagnosis)) };
}

/** A link to the tools, which know formulas in named numbers alone. */
async function linkTo(made: object): Promise<{ fragment?: string }> {
  const origin = origins.get(made);
  if (origin === undefined) return {};
  try {
    return { fragment: await fragmentFor(origin) };
  } catch {
    return {};
  }
}

async function fragmentFor({ root, wrt, claim }: Origin): Promise<string> {
  const { formulaOf, toText } = await import('@chainrule/formula');
  const lines: string[] = [];
  const at: Record<string, string> = {};
  const seen = new Set<Value>();
  const define = (node: Value) => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.primitive === undefined || node.inputs.length === 0) {
      if (node.name !== undefined) at[node.name] = JSON.stringify(node.toArray());
      return;
    }
    if (node.name !== undefined || node === root)
      lines.push(`${node.name ?? 'E'} = ${toText(formulaOf(node), { ascii: true })}`);
    for (const input of node.inputs) define(input);
  };
  define(root);
  return fragmentOf({
    formula: lines.join('\n'),
    at: JSON.stringify(at),
    ...(wrt?.name === undefined ? {} : { wrt: wrt.name }),
    ...(claim === undefined ? {} : { claim }),
  });
}
