import { fileURLToPath } from 'node:url';

/** The packages that the site runs on and has a reference of. */
export const PACKAGES = ['core', 'nn', 'compile', 'formula'] as const;

/** Where the packages lie as they are published: what the site runs is what a user installs. */
export const builtPackages = Object.fromEntries(
  PACKAGES.map((name) => [
    `@chainrule/${name}`,
    fileURLToPath(new URL(`../../packages/${name}/dist/index.js`, import.meta.url)),
  ]),
);
