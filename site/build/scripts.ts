import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY_BASE } from './relative.ts';

const INLINE = /<script\b([^>]*)>([\s\S]+?)<\/script>/g;

/**
 * Scripts that stand in the pages become files, so that the pages work under a content security policy that allows
 * scripts of their own host alone.
 */
export function withoutInlineScripts(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html')) continue;
    const page = readFileSync(join(folder, name), 'utf8');
    const moved = page.replace(INLINE, (whole, attributes: string, text: string) => {
      if (/\bsrc=|application\/(ld\+)?json/.test(attributes)) return whole;
      const file = `assets/inline.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
      writeFileSync(join(folder, file), text);
      return `<script${attributes} src="${ANY_BASE}${file}"></script>`;
    });
    if (moved !== page) writeFileSync(join(folder, name), moved);
  }
}
