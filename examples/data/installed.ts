import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';

/** What is thrown where data are not there that have to be installed first. */
export class DataMissing extends Error {
  constructor(file: string) {
    super(`${file} is not installed. This example learns from data that have their own install:
  npm run examples:data`);
  }
}

/** What stands in a JSON file of one of the packages in package.json here. */
export function installedJson(file: string): unknown {
  const path = join(import.meta.dirname, 'node_modules', file);
  if (!existsSync(path)) throw new DataMissing(file);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Runs a program; where its data are missing it says how to install them, and sets the exit code to 1. */
export async function withData(
  program: () => Promise<void>,
  write: (line: string) => void = console.error,
): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof DataMissing)) throw error;
    write(pc.yellow(error.message));
    process.exitCode = 1;
  }
}
