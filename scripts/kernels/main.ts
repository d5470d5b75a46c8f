// Builds the WebAssembly kernels of the compile package into src/wasm/binary.ts. Their compiler has its own install next to
// them, which is only needed to change a kernel.
//   npm run build:kernels
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASSEMBLY, BINARY, hashOfSources } from './sources.ts';

const COMPILER = join(ASSEMBLY, 'node_modules/assemblyscript/bin/asc.js');

function run(command: string, args: readonly string[], shell = false): void {
  const { status } = spawnSync(command, args, { cwd: ASSEMBLY, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
}

const workplace = mkdtempSync(join(tmpdir(), 'chainrule-kernels-'));

/** Compiles one entry and returns the module in hexadecimal digits. */
function compile(entry: string, ...options: readonly string[]): string {
  const outFile = join(workplace, 'module.wasm');
  run(process.execPath, [COMPILER, entry, '--config', 'asconfig.json', '--outFile', outFile, ...options]);
  const binary = readFileSync(outFile);
  console.log(`${[entry, ...options].join(' ')}: ${binary.length} bytes`);
  return binary.toString('hex');
}

if (!existsSync(COMPILER)) {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], process.platform === 'win32');
}
const hash = hashOfSources();
const modules = {
  KERNELS: compile('index.ts'),
  TILES: compile('tiles.ts'),
  RELAXED_TILES: compile('tiles.ts', '--enable', 'relaxed-simd'),
};
const constants = Object.entries(modules).map(([name, hex]) => `export const ${name} =\n  '${hex}';\n`);
const source = `// Written by npm run build:kernels: the WebAssembly modules in hexadecimal digits, and the sha256 of what they were built from.\n
export const HASH_OF_SOURCES = '${hash}';
${constants.join('')}`;

// The file is replaced atomically, for concurrent readers.
const draft = `${BINARY}.${process.pid}`;
writeFileSync(draft, source);
renameSync(draft, BINARY);
rmSync(workplace, { recursive: true });
