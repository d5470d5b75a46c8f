// Writes packages/compile/src/javascript/spelling/special-functions.ts: functions of core as text, for source that needs no package.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { standalone } from './collect.ts';

const at = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));

/** The functions, by the file of core that they stand in. */
const FUNCTIONS = { 'erf.ts': ['erf', 'erfc', 'erfInv'], 'gamma.ts': ['lgamma', 'polygamma'] };

export const target = at('compile/src/javascript/spelling/special-functions.ts');

/** The text of the file. */
export function specialFunctions(): string {
  const entries = Object.entries(FUNCTIONS).flatMap(([file, names]) =>
    names.map((name) => `  ${name}: ${quoted(standalone(at(`core/src/numbers/${file}`), name))},`),
  );
  return `// Written by scripts/helpers/main.ts from packages/core/src/numbers.

/** Functions of core as TypeScript that stands by itself. */
export const specialFunctions = {
${entries.join('\n')}
} as const;
`;
}

const quoted = (text: string) =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, specialFunctions());
