// What an editor shows of the installed packages: documentation for every method, and types that have names.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations, Value } from '@chainrule/core';
import ts from 'typescript';

const METHODS = Object.getOwnPropertyNames(Value.prototype).filter(
  (name) => Object.hasOwn(operations, name) || name === 'backward' || name === 'stopGradient',
);

/** Throws where hovering over a method of a Value shows no documentation, or an argument without a type. */
export function checkHover(folder: string): void {
  const path = join(folder, 'hover.ts');
  const head = "import { value } from '@chainrule/core';\nconst x = value([1, 2]);\n";
  const lines = METHODS.map((name) => `x.${name};`);
  writeFileSync(path, head + lines.join('\n'));
  const service = serviceFor(folder, path);
  let position = head.length;
  for (const [k, line] of lines.entries()) {
    const info = service.getQuickInfoAtPosition(path, position + 'x.'.length);
    const type = ts.displayPartsToString(info?.displayParts);
    const text = ts.displayPartsToString(info?.documentation);
    if (text === '') throw new Error(`hovering over x.${METHODS[k]} shows no documentation: ${type}`);
    if (!type.startsWith('(method)') || /: any\b/.test(type))
      throw new Error(`hovering over x.${METHODS[k]} shows ${type}`);
    position += line.length + 1;
  }
}

function serviceFor(folder: string, path: string): ts.LanguageService {
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) =>
      existsSync(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, 'utf8')) : undefined,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}

/** Throws where a program cannot export what it imports, since its declarations would need a type that has no name. */
export async function checkNamable(folder: string, names: readonly string[]): Promise<void> {
  const files: string[] = [];
  for (const name of names) {
    const found = Object.keys(await import(name)).filter(
      (each) => /^[a-z]\w*$/i.test(each) && each !== 'default',
    );
    const imports = found.map((each) => `${each} as _${each}`);
    const lines = found.map((each) => `export const ${each} = _${each};`);
    const file = `declared-${name.replace(/\W+/g, '-')}.ts`;
    writeFileSync(
      join(folder, file),
      `import { ${imports.join(', ')} } from '${name}';\n${lines.join('\n')}\n`,
    );
    files.push(file);
  }
  const compilerOptions = {
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: 'declared',
    module: 'nodenext',
    target: 'es2022',
  };
  writeFileSync(join(folder, 'tsconfig.declared.json'), JSON.stringify({ compilerOptions, files }));
  const { status, stdout } = spawnSync('tsc', ['--project', 'tsconfig.declared.json'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`types that cannot be named:\n${stdout}`);
}
