/** A worker on a script of the site. Browsers start none from another origin: a script of the page's own then imports it. */
export class SiteWorker extends Worker {
  constructor(script: string | URL, options?: WorkerOptions) {
    const { href, origin } = new URL(script, location.href);
    super(origin === location.origin ? href : importing(href), options);
  }
}

const importers = new Map<string, string>();

function importing(script: string): string {
  const known = importers.get(script);
  if (known !== undefined) return known;
  const text = `import ${JSON.stringify(script)};`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  importers.set(script, address);
  return address;
}
