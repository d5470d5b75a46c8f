import { fileURLToPath } from 'node:url';

const PACKAGES = ['core', 'formula', 'nn', 'compile'];

/** Where the packages lie as they are published: what the site runs is what a user installs. */
export const builtPackages = Object.fromEntries(
  PACKAGES.map((name) => [
    `@chainrule/${name}`,
    fileURLToPath(new URL(`../../packages/${name}/dist/index.js`, import.meta.url)),
  ]),
);
