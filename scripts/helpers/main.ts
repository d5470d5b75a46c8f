// Writes packages/compile/src/javascript/spelling/functions-of-numbers.ts: functions of core as text, for
// source without imports.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { standalone } from './collect.ts';

const at = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));

/** The functions, by the file of core that they are in. */
const FUNCTIONS = {
  'erf.ts': ['erf', 'erfc', 'erfInv'],
  'gamma.ts': ['lgamma', 'polygamma'],
  'logistic.ts': ['sigmoid', 'logAddExp', 'logAddExp2'],
  'powers.ts': ['pow', 'ldexp', 'entr', 'sinc'],
  'rounding.ts': ['roundHalfToEven', 'remainder'],
  'selu.ts': ['selu'],
};

export const target = at('compile/src/javascript/spelling/functions-of-numbers.ts');

/** The text of the file. */
export function functionsOfNumbers(): string {
  const entries = Object.entries(FUNCTIONS).flatMap(([file, names]) =>
    names.map((name) => `  ${name}: ${quoted(standalone(at(`core/src/numbers/${file}`), name))},`),
  );
  return `// Written by scripts/helpers/main.ts from packages/core/src/numbers.

/** Functions of core as self-contained TypeScript. */
export const functionsOfNumbers = {
${entries.join('\n')}
} as const;
`;
}

const quoted = (text: string) =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, functionsOfNumbers());
