// Builds the script with which tools stand in any page, into the folder that is given: embed.js, and in embed/ what it loads.
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build, type Plugin } from 'vite';
import { builtPackages } from './packages.ts';
import { workersIn } from './workers.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../tools/embed/${name}`, import.meta.url));

const ADOPTED = '\0adopted:';
const isStyle = (id: string) => /\.css($|\?)/.test(id) && !/[?&]inline\b/.test(id);

/** Styles are texts in the scripts, which give them to the elements. */
const styleInScripts: Plugin = {
  name: 'style-in-scripts',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (!isStyle(source)) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found && `${ADOPTED}${encodeURIComponent(found.id)}.js`;
  },
  load(id) {
    if (!id.startsWith(ADOPTED)) return null;
    const [file, query] = decodeURIComponent(id.slice(ADOPTED.length, -'.js'.length)).split('?');
    const style = JSON.stringify(`${file}?inline${query === undefined ? '' : `&${query}`}`);
    return `import css from ${style};\nimport { adopt } from ${JSON.stringify(pathOf('sheet.ts'))};\nadopt(css);`;
  },
};

/** What a style says of a page it says of an element: it has letters of a size of its own, and prints nothing by itself. */
const styleOfElements = {
  postcssPlugin: 'style-of-elements',
  Rule(rule: { selectors: string[] }) {
    const own = rule.selectors.map((each) => each.replace(/^(:root|html|body)(?![\w-])/, '.embed'));
    if (String(own) !== String(rule.selectors)) rule.selectors = own;
  },
  Declaration(declaration: { value: string }) {
    const own = declaration.value.replaceAll(/(\d*\.?\d+)rem\b/g, (_, rems) => `${Number(rems) * 16}px`);
    if (own !== declaration.value) declaration.value = own;
  },
  AtRule: { page: (rule: { remove(): void }) => rule.remove() },
};

/** The tools' workers can be started from a page of another origin. */
const ownWorkers: Plugin = {
  name: 'own-workers',
  transform: (code, id) =>
    /\/tools\/(?!embed\/)/.test(id) && code.includes('new Worker(')
      ? `import { SiteWorker as Worker } from ${JSON.stringify(pathOf('worker.ts'))};\n${code}`
      : null,
};

/** Vue would tell of itself in the page's global scope. */
const noGlobals: Plugin = {
  name: 'no-globals',
  transform: (code, id) =>
    id.includes('@vue/runtime-core') ? code.replaceAll('getGlobalThis()', '({})') : null,
};

const names = { chunkFileNames: 'embed/[name].[hash].js', assetFileNames: 'embed/[name].[hash][extname]' };
await build({
  configFile: false,
  root: fileURLToPath(new URL('..', import.meta.url)),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  resolve: { alias: builtPackages, dedupe: ['temml', 'fflate'] },
  plugins: [vue(), styleInScripts, ownWorkers, workersIn('embed'), noGlobals],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  css: { postcss: { plugins: [styleOfElements] } },
  worker: { format: 'es', rollupOptions: { output: { ...names, entryFileNames: names.chunkFileNames } } },
  build: {
    target: 'es2022',
    outDir: process.argv[2],
    emptyOutDir: true,
    // What is loaded ahead would be a link in the page.
    modulePreload: false,
    rollupOptions: { input: pathOf('embed.ts'), output: { ...names, entryFileNames: 'embed.js' } },
  },
});
