/** The names under which tools keep what they show: in links, and as the attributes of elements. */
export const FORMULA_STATE = [
  'formula',
  'wrt',
  'at',
  'mode',
  'claim',
  'lines',
  'pass',
  'values',
  'rate',
  'level',
] as const;
export const NETWORK_STATE = ['scene', 'setup', 'round'] as const;
