// A vitest reporter that writes a list of failures: each test with its file and the first line of its message, and errors
// outside tests.
import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

const firstLine = (errors: readonly SerializedError[]) =>
  errors[0]?.message.split('\n')[0].slice(0, 300) ?? 'no message';

function failuresOf(module: TestModule): string[] {
  const loading = module.errors();
  const lines = loading.length > 0 ? [firstLine(loading)] : [];
  for (const suite of module.children.allSuites()) {
    const errors = suite.errors();
    if (errors.length > 0) lines.push(`${suite.fullName}: ${firstLine(errors)}`);
  }
  for (const test of module.children.allTests('failed'))
    lines.push(`${test.fullName}: ${firstLine(test.result().errors ?? [])}`);
  return lines.map((line) => `${module.relativeModuleId}: ${line}`);
}

/** The file that failures are written to, in the folder that vitest runs in. */
export const FAILURES = 'failures.txt';

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const outside = errors.map((error) => `outside of any test: ${firstLine([error])}`);
    writeFileSync(FAILURES, [...modules.flatMap(failuresOf), ...outside].join('\n'));
  }
}
