import type { MarkdownOptions } from 'vitepress';

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** Keeps the colours of each block of code: a page is rendered once to be shown, and again for the index of the search. */
export function highlightOnce(markdown: Markdown): void {
  const { highlight } = markdown.options;
  const kept = new Map<string, string>();
  markdown.set({
    highlight(...block) {
      const key = JSON.stringify(block);
      const html = kept.get(key) ?? highlight!(...block);
      kept.set(key, html);
      return html;
    },
  });
}
