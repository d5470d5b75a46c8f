import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { writeBenchmarks } from '../build/benchmarks.ts';
import { highlightOnce } from '../build/highlight-once.ts';
import { openInTry } from '../build/open-in-try.ts';
import { builtPackages } from '../build/packages.ts';
import { readyPrograms } from '../build/programs.ts';
import { ANY_BASE } from '../build/relative.ts';
import { types } from '../build/types.ts';
import { workersIn } from '../build/workers.ts';
import { docs } from './docs.ts';

/** In the page itself: a relative path would change its meaning from page to page. */
const ICON = readFileSync(new URL('./theme/icon.svg', import.meta.url), 'utf8').trim();

writeBenchmarks();

export default defineConfig({
  title: 'chainrule',
  description:
    'Computational graphs and automatic differentiation in TypeScript: train networks, check gradients, see them derived',
  lang: 'en',
  base: ANY_BASE,
  cleanUrls: false,
  // Part of the pages, as scripts that stand in them, and no policy against those would let the pages work.
  metaChunk: true,
  srcExclude: ['node_modules/**', 'README.md'],
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }],
  ],
  // The elements of embed.js are the browser's to make.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('chainrule-') } } },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      highlightOnce(markdown);
      openInTry(markdown);
    },
  },
  themeConfig: {
    nav: [
      { text: 'Learn', link: '/learn' },
      { text: 'Check', link: '/check' },
      { text: 'Derive', link: '/derive' },
      { text: 'Practice', link: '/practice' },
      { text: 'Try', link: '/try' },
      { text: 'Docs', link: '/docs/start' },
      {
        text: 'More',
        items: [
          { text: 'Examples', link: '/examples' },
          { text: 'In your own page', link: '/embed' },
          { text: 'Bench here', link: '/bench' },
        ],
      },
    ],
    sidebar: {
      '/docs/': docs,
      '/api/': docs,
    },
    search: { provider: 'local' },
    notFound: { linkText: 'Take me home', linkLabel: 'Take me home' },
    outline: [2, 3],
  },
  vite: {
    // The site and the packages share one copy of what both use.
    resolve: { alias: builtPackages, dedupe: ['temml', 'fflate'] },
    plugins: [readyPrograms, workersIn('assets')],
    worker: { format: 'es', plugins: () => [types] },
    build: { target: 'es2022' },
  },
});
