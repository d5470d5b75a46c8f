/** A machine, as far as a page is told. */
export interface Machine {
  readonly browser: string;
  readonly cores: number;
}

/** Names in the order in which they are looked for: most browsers call themselves Chrome or Safari too. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
];
const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

export function machineOf({ userAgent, hardwareConcurrency }: Navigator): Machine {
  const [name, pattern] = BROWSERS.find(([, each]) => each.test(userAgent)) ?? ['', /$/];
  const system = SYSTEMS.find(([, each]) => each.test(userAgent))?.[0] ?? '';
  const browser = [name, pattern.exec(userAgent)?.[1], system && `on ${system}`].filter(Boolean).join(' ');
  return { browser: browser || userAgent.slice(0, 80), cores: hardwareConcurrency || 1 };
}
