import type { Interval } from '../../primitive.ts';

export const ANYWHERE: Interval = { min: -Infinity, max: Infinity };
export const POSITIVE: Interval = { min: 0, max: Infinity };
export const UNIT: Interval = { min: -1, max: 1 };
