import { fileURLToPath } from 'node:url';

/** The packages that the site runs on and has a reference of. */
export const PACKAGES = ['core', 'nn', 'compile', 'formula'] as const;

const built = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));

/** Where the packages lie as they are published: what the site runs is what a user installs. */
export const builtPackages: Readonly<Record<string, string>> = {
  // Before core and formula: an alias takes what begins with it.
  '@chainrule/core/extend': built('core/dist/extend.js'),
  '@chainrule/formula/programs': built('formula/dist/programs.js'),
  ...Object.fromEntries(PACKAGES.map((name) => [`@chainrule/${name}`, built(`${name}/dist/index.js`)])),
};
