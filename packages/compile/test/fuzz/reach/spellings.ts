import { folds } from '../../../src/javascript/spelling/folds.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';
import type { Spelling } from '../../../src/javascript/spelling/spelling.ts';
import { roundings, spellings } from '../../../src/javascript/spelling/table.ts';
import { CORE_KERNEL, type CoreKernel } from '../../../src/know/core-kernel.ts';

/* Which operations on numbers the programs in JavaScript have been written with. */

/** The operations that are written as text. */
const WRITTEN: ReadonlyMap<string, Spelling> = new Map(
  Object.entries<Spelling | CoreKernel>(spellings).flatMap(([name, spelling]) =>
    spelling === CORE_KERNEL ? [] : [[name, spelling]],
  ),
);

/** All that there is to be reached. */
export const allOfJavaScript = (): string[] => [
  ...WRITTEN.keys(),
  ...[...WRITTEN].flatMap(([name, { integer }]) => (integer ? [`${name} of integers`] : [])),
  ...Object.keys(folds).map((name) => `fold ${name}`),
  ...Object.entries(roundings).flatMap(([dtype, spelling]) => (spelling ? [`asType ${dtype}`] : [])),
];

/** From now on notes what programs are made of. */
export function watchJavaScript(reached: Set<string>): void {
  const { spelled } = Opcodes.prototype;
  Opcodes.prototype.spelled = function (name, dtype, ...given) {
    const isFold = given[0] !== undefined && Object.hasOwn(folds, name);
    reached.add(isFold ? `fold ${name}` : name);
    if (dtype === 'int32' && WRITTEN.get(name)?.integer) reached.add(`${name} of integers`);
    return spelled.call(this, name, dtype, ...given);
  };
}
