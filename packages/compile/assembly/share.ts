/** Where a share of so much work begins, counted from 0; it ends where the next one begins. */
// @ts-ignore: decorator
@inline
export function begins(all: i64, share: i32, shares: i32): i32 {
  return ((all * share) / shares) as i32;
}
