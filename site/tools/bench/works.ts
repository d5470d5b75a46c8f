/** What is measured. Of a product the rate counts, of a step of training how many are done in a second. */
export const WORKS = [
  { key: 'product256', flop: 2 * 256 ** 3 },
  { key: 'product512', flop: 2 * 512 ** 3 },
  { key: 'product1024', flop: 2 * 1024 ** 3 },
  { key: 'mlp' },
  { key: 'cnn' },
] as const satisfies readonly { key: string; flop?: number }[];

export type Work = (typeof WORKS)[number];
export type WorkKey = Work['key'];

/** Where chainrule runs. */
export const MODES = ['javascript', 'one', 'all'] as const;
export type Mode = (typeof MODES)[number];

/** Other libraries, which are loaded when somebody asks for them. */
export const PEERS = ['tensorflow', 'jax'] as const;
export type Peer = (typeof PEERS)[number];

/** What peers are asked for: on WebAssembly neither of them trains a convolution. */
export const PEER_WORKS = WORKS.filter(({ key }) => key !== 'cnn');

export const COLUMNS = [...MODES, ...PEERS] as const;
export type Column = Mode | Peer;

/** Milliseconds of a round, by work and column, of what has been measured. */
export type Results = Readonly<Partial<Record<WorkKey, Readonly<Partial<Record<Column, number>>>>>>;

/** The columns of a table of results: those of peers where there are any. */
export function columnsOf(results: Results): readonly Column[] {
  const isThere = (column: Column) => Object.values(results).some((times) => times[column] !== undefined);
  return [...MODES, ...PEERS.filter(isThere)];
}

/** GFLOP/s of a product, or steps in a second. */
export function rateOf(work: Work, milliseconds: number): number {
  return 'flop' in work ? work.flop / milliseconds / 1e6 : 1000 / milliseconds;
}

/** Three digits, or whole from 100 on. */
export const shortRate = (rate: number) =>
  rate >= 100 ? Math.round(rate).toLocaleString('en') : rate.toPrecision(3);
