import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';

/** The first character of a state says how it is written, so that old links can be read when that changes. */
const VERSION = '1';

/** No state is longer than this when unpacked. */
const MOST_BYTES = 200_000;

/** What a tool shows, as plain texts by name. */
export type State = Readonly<Record<string, string>>;

/** A state as the fragment of an address: packed, in the letters that an address may have. */
export function fragmentOf(state: State): string {
  const packed = deflateSync(strToU8(JSON.stringify(state)), { level: 9 });
  let letters = '';
  for (const byte of packed) letters += String.fromCharCode(byte);
  return VERSION + btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The state of a fragment, which anybody may have written: only texts under the names that a tool has are taken. Undefined
 * where it is no state.
 */
export function stateOf(fragment: string, names: readonly string[]): State | undefined {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith(VERSION) || text.length > MOST_BYTES) return undefined;
  try {
    const letters = atob(text.slice(1).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const bytes = inflateSync(packed, { out: new Uint8Array(MOST_BYTES) });
    const read: unknown = JSON.parse(strFromU8(bytes));
    if (typeof read !== 'object' || read === null) return undefined;
    const entries = Object.entries(read).filter(
      (entry): entry is [string, string] => names.includes(entry[0]) && typeof entry[1] === 'string',
    );
    return Object.fromEntries(entries);
  } catch {
    return undefined;
  }
}
