import { execFileSync } from 'node:child_process';

/** A Python that has a module; undefined where none is found. */
export function pythonWith(module: string): string | undefined {
  return [process.env.PYTHON, '/usr/bin/python3', 'python3']
    .filter((command) => command !== undefined)
    .find((command) => {
      try {
        execFileSync(command, ['-c', `import ${module}`], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    });
}

export interface Run {
  readonly code: string;
  /** Expressions to compute in the program. */
  readonly asked: readonly string[];
}

const DRIVER = `
import json, sys, warnings
warnings.simplefilter("ignore")
found = []
for run in json.load(sys.stdin):
    scope = {"__name__": "tried"}
    try:
        exec(run["code"], scope)
        found.append([eval(each, scope) for each in run["asked"]])
    except Exception as error:
        found.append(repr(error))
print(json.dumps(found))
`;

/** What each program computes, all in one process; the error of one that fails. */
export function runPython(python: string, runs: readonly Run[]): (readonly unknown[] | string)[] {
  const input = JSON.stringify(runs);
  return JSON.parse(execFileSync(python, ['-c', DRIVER], { input, encoding: 'utf8', maxBuffer: 1e8 }));
}
