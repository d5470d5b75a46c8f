import { begins } from './share';

/** Writes one value into every element; see FILL in opcodes.ts. */
export function fill(p: usize, share: i32, shares: i32): void {
  const address = load<usize>(p);
  const bytes = load<i32>(p, 4);
  const count = load<u32>(p, 8);
  const begin = <usize>begins(count, share, shares);
  const end = <usize>begins(count, share + 1, shares);
  if (bytes == 1) {
    memory.fill(address + begin, load<u8>(p, 12), end - begin);
  } else if (bytes == 4) {
    const value = load<i32>(p, 12);
    for (let i = begin; i < end; i++) store<i32>(address + (i << 2), value);
  } else if (bytes == 8) {
    const low = load<i32>(p, 12);
    const high = load<i32>(p, 16);
    for (let i = begin; i < end; i++) {
      store<i32>(address + (i << 3), low);
      store<i32>(address + (i << 3), high, 4);
    }
  } else {
    unreachable();
  }
}
