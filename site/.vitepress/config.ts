import { defineConfig } from 'vitepress';
import { builtPackages } from '../build/packages.ts';
import { withoutInlineScripts } from '../build/scripts.ts';
import { docs } from './docs.ts';

export default defineConfig({
  title: 'chainrule',
  description:
    'Computational graphs and automatic differentiation in TypeScript: train networks, check gradients, see them derived',
  lang: 'en',
  cleanUrls: false,
  // Part of the pages, as scripts that stand in them, and no policy against those would let the pages work.
  metaChunk: true,
  srcExclude: ['node_modules/**', 'README.md'],
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  themeConfig: {
    nav: [
      { text: 'Check', link: '/check' },
      { text: 'Derive', link: '/derive' },
      { text: 'Docs', link: '/docs/start' },
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
    resolve: { alias: builtPackages },
    worker: { format: 'es' },
    build: { target: 'es2022' },
  },
  buildEnd: ({ outDir }) => withoutInlineScripts(outDir),
});
