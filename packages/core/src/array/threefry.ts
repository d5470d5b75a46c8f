const ROUNDS_OF_FOUR = 5;
const PARITY = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: two random words from a key and a counter, each a pair of 32-bit words. The words are
 * written to `words`, 32 bits each, so no number needs an allocation.
 *
 * There is no state to step through, so any number of the sequence can be computed directly, and keys made from a key give
 * separate sequences. Integer arithmetic only: the words are the same on every machine. Source: Salmon, Moraes, Dror and
 * Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
export function threefry(
  key: readonly [number, number],
  counter0: number,
  counter1: number,
  words: Uint32Array,
): void {
  let a = key[0] | 0;
  let b = key[1] | 0;
  let c = PARITY ^ a ^ b;
  let x = (counter0 + a) | 0;
  let y = (counter1 + b) | 0;
  for (let i = 1; i <= ROUNDS_OF_FOUR; i++) {
    if (i % 2 === 1) {
      x = (x + y) | 0;
      y = ((y << 13) | (y >>> 19)) ^ x;
      x = (x + y) | 0;
      y = ((y << 15) | (y >>> 17)) ^ x;
      x = (x + y) | 0;
      y = ((y << 26) | (y >>> 6)) ^ x;
      x = (x + y) | 0;
      y = ((y << 6) | (y >>> 26)) ^ x;
    } else {
      x = (x + y) | 0;
      y = ((y << 17) | (y >>> 15)) ^ x;
      x = (x + y) | 0;
      y = ((y << 29) | (y >>> 3)) ^ x;
      x = (x + y) | 0;
      y = ((y << 16) | (y >>> 16)) ^ x;
      x = (x + y) | 0;
      y = ((y << 24) | (y >>> 8)) ^ x;
    }
    const first = a;
    a = b;
    b = c;
    c = first;
    x = (x + a) | 0;
    y = (y + b + i) | 0;
  }
  words[0] = x;
  words[1] = y;
}
