import { fileURLToPath } from 'node:url';
import { type Example, examplesIn } from '../build/examples.ts';

const folder = fileURLToPath(new URL('../../examples', import.meta.url));

declare const data: readonly Example[];

export { data };

export default {
  watch: ['../../examples/*/main.ts'],
  load: (): readonly Example[] => examplesIn(folder),
};
