import { fileURLToPath } from 'node:url';
import { type Example, examplesIn } from '../build/examples.ts';
import { NEED_DATA } from '../build/programs.ts';

const folder = fileURLToPath(new URL('../../examples', import.meta.url));

/** An example, and whether Try has all that it needs. */
interface Shown extends Example {
  readonly runsHere: boolean;
}

declare const data: readonly Shown[];

export { data };

export default {
  watch: ['../../examples/*/main.ts'],
  load: (): readonly Shown[] =>
    examplesIn(folder).map((example) => ({ ...example, runsHere: !NEED_DATA.includes(example.name) })),
};
