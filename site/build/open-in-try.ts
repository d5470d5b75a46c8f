import type { MarkdownOptions } from 'vitepress';
import { fragmentOf } from '../tools/share/link.ts';
import { words } from '../tools/strings/try.ts';
import { keyOf } from './programs.ts';
import { ANY_BASE } from './relative.ts';

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** Below each block of code of the docs that runs stands a link that opens it in Try. */
export function openInTry(markdown: Markdown): void {
  const fence = markdown.renderer.rules.fence!;
  markdown.renderer.rules.fence = (tokens, k, options, env: { relativePath?: string }, self) => {
    const block = fence(tokens, k, options, env, self);
    if (!env.relativePath?.startsWith('docs/') || !runs(tokens[k])) return block;
    const before = tokens.slice(0, k).filter(runs).length;
    const fragment = fragmentOf({ example: keyOf(env.relativePath, before) });
    const link = `<a class="open-in-try" href="${ANY_BASE}try.html#${fragment}">${words.openInTry}</a>`;
    return block.replace(/<\/div>\s*$/, `${link}</div>`);
  };
}

/** As extractSnippets finds them. */
const runs = ({ type, info }: { type: string; info: string }) => type === 'fence' && info.trim() === 'ts';
