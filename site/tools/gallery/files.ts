/// <reference types="vite/client" />
const URLS = import.meta.glob<string>(
  ['../../../examples/pictures/*.svg', '../../../docs/pictures/tutorial-b-*'],
  { eager: true, query: '?url', import: 'default' },
);

/** Examples whose picture lies with the docs. */
const IN_DOCS: Readonly<Record<string, string>> = {
  '02-tutorial-b': 'tutorial-b-graph',
  '12-explained': 'tutorial-b-derivation',
};

/** The addresses of the pictures that an example has drawn. */
export const picturesOf = (example: string): string[] =>
  Object.entries(URLS)
    .filter(([path]) => path.includes(`/pictures/${IN_DOCS[example] ?? example}`))
    .map(([, url]) => url);

const FILES = import.meta.glob<string>('../../../examples/*/*.ts', { query: '?raw', import: 'default' });

/** The files of an example with their texts: what is run first, and then the others. */
export async function filesOf(example: string): Promise<{ name: string; text: string }[]> {
  const own = Object.entries(FILES).filter(
    ([path]) => path.includes(`/${example}/`) && !path.endsWith('.test.ts'),
  );
  const files = await Promise.all(
    own.map(async ([path, load]) => ({ name: path.slice(path.lastIndexOf('/') + 1), text: await load() })),
  );
  return files.sort((a, b) => Number(b.name === 'main.ts') - Number(a.name === 'main.ts'));
}
