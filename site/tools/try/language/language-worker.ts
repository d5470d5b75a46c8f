import { declarations } from 'virtual:types';
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';
import { answerWith } from '../../worker/answers.ts';

// TypeScript itself, in a worker of its own: it is larger than all else on this page.
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  noEmit: true,
  lib: ['es2023', 'webworker'],
  types: [],
  strict: true,
  skipLibCheck: true,
};

function begin(files: Readonly<Record<string, string>>, main: string) {
  const all = new Map(Object.entries({ ...declarations, ...files }));
  const roots = ['/globals.d.ts', '/modules.d.ts', main];
  return createVirtualTypeScriptEnvironment(createSystem(all), roots, ts, OPTIONS);
}

let environment: ReturnType<typeof begin>;
const { initialize, updateFile, getLints, getAutocompletion, getHover } = createWorker(() => environment);

const tasks = {
  /** Reads a program with all of its texts. */
  async begin(files: Readonly<Record<string, string>>, main: string): Promise<void> {
    environment = begin(files, main);
    await initialize();
  },
  updateFile,
  getLints,
  getAutocompletion,
  getHover,
};

export type LanguageTasks = typeof tasks;

answerWith(tasks);
