// Keeps the site at hand without a network, and tells the browser that its pages may share memory between threads, where the
// host cannot say so itself. VERSION and FILES are put in when the site is built.
const CACHE = `chainrule-${VERSION}`;

const ISOLATING = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

self.addEventListener('install', (event) => {
  event.waitUntil(filled().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(withoutOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (url.startsWith(`${self.registration.scope}try/run/`)) event.respondWith(programAt(url));
  else if (method === 'GET' && url.startsWith(self.registration.scope))
    event.respondWith(answerTo(event.request));
});

async function filled() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new URL(file, self.registration.scope).href));
}

async function withoutOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('chainrule-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The code of a program that somebody typed, which a page has put in a cache of its own. It is handed out once. */
async function programAt(url) {
  const cache = await caches.open('try');
  const program = await cache.match(url);
  await cache.delete(url);
  return program ? isolated(program) : Response.error();
}

/** From the cache if it is there; what comes from the network is kept. */
async function answerTo(request) {
  const cache = await caches.open(CACHE);
  const kept = await keptFor(cache, request.url);
  if (kept) return isolated(kept);
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return isolated(answer);
}

/** A page has several addresses: a folder is its index, and a name may lack its ending. */
async function keptFor(cache, address) {
  const url = new URL(address);
  url.hash = '';
  url.search = '';
  const names = url.pathname.endsWith('/') ? ['index.html'] : ['', '.html'];
  for (const name of names) {
    const kept = await cache.match(url.href + name);
    if (kept) return kept;
  }
  return undefined;
}

function isolated(answer) {
  const { status, statusText, body } = answer;
  // An opaque answer has no status that one could give.
  if (status === 0) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(ISOLATING)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
