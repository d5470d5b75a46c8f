import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether a module, given by its `import.meta`, is the program that was started, and not an import of another. */
export function isMain({ url }: { url: string }): boolean {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
