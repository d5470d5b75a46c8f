import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** What makes rounds of a training fast; it is fetched when all else is there. */
const isCompiler = (body: Buffer) => body.includes('WebAssembly.Instance');

/** Counts the bytes that a page loads, compressed, but for some: from before it is opened until somebody asks. */
export function weigh(page: Page, without?: RegExp): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (!without?.test(response.url())) bodies.push(response.body().catch(() => Buffer.alloc(0)));
  });
  return async () => {
    const own = (await Promise.all(bodies)).filter((body) => !isCompiler(body));
    return own.reduce((sum, body) => sum + gzipSync(body).length, 0);
  };
}
