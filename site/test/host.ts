import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody else, on another origin than the site. */
export interface Host {
  /** The address of a page with this body. */
  page(body: string, headers?: Readonly<Record<string, string>>): string;
  close(): void;
}

export async function openHost(): Promise<Host> {
  const pages: { body: string; headers: Readonly<Record<string, string>> }[] = [];
  const server = createServer(({ url }, response) => {
    const { body, headers } = pages[Number(url!.slice(1))] ?? { body: '', headers: {} };
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
    response.end(
      `<!doctype html><html lang="en"><head><title>A post</title><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head><body><main><h1>A post</h1>${body}</main></body></html>`,
    );
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    page: (body, headers = {}) => `http://localhost:${port}/${pages.push({ body, headers }) - 1}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
