import { createContentLoader } from 'vitepress';

/** A page with a tool. */
export interface ToolPage {
  readonly title: string;
  readonly description: string;
  readonly url: string;
}

declare const data: readonly ToolPage[];

export { data };

/** The pages that stand at the top of the site, in the order that they say. */
export default createContentLoader('*.md', {
  transform: (pages): readonly ToolPage[] =>
    pages
      .filter(({ frontmatter }) => frontmatter.title !== undefined)
      .sort((a, b) => (a.frontmatter.order ?? 99) - (b.frontmatter.order ?? 99))
      .map(({ url, frontmatter: { title, description = '' } }) => ({ title, description, url })),
});
