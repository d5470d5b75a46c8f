/** Bytes of a row in a panel of B: two vectors. */
export const PANEL: usize = 32;

// @ts-ignore: decorator
@inline
export function panelColumns<T extends number>(): i32 {
  return (PANEL as i32) / sizeof<T>();
}
