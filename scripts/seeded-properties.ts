// Properties try the same examples in every run, so that only a change of the code can change the result. CHAINRULE_SEED
// gives others. A setup file of vitest would load fast-check for every test file, a tenth of a second each; this one is
// loaded only where it is imported.
import type { Plugin } from 'vitest/config';

const { CHAINRULE_SEED: seed = '1' } = process.env;
if (!/^-?\d+$/.test(seed)) throw new Error(`CHAINRULE_SEED: expected a whole number, got ${seed}`);

export const seededProperties: Plugin = {
  name: 'seeded-properties',
  enforce: 'pre',
  transform: (code) =>
    /^import fc\b.* from 'fast-check';$/m.test(code)
      ? `${code}\nfc.configureGlobal({ ...fc.readConfigureGlobal(), seed: ${seed} });\n`
      : undefined,
};
