import { Value } from '@chainrule/core';
import { shapeText } from '@chainrule/core/extend';

/** A short description of a value: an array shows its first entries, and arrays within it their lengths. */
export function shown(thing: unknown, isInside = false): string {
  if (typeof thing === 'function') return `a function (${thing.name || 'anonymous'})`;
  if (typeof thing === 'string') return `the string ${JSON.stringify(thing)}`;
  if (thing instanceof Value) return `a Value of shape ${shapeText(thing.shape)}`;
  if (Array.isArray(thing)) {
    if (isInside && thing.length > 8) return `an array of length ${thing.length}`;
    const entries = thing
      .slice(0, 8)
      .map((each) =>
        typeof each === 'string'
          ? each
          : isInside && Array.isArray(each)
            ? `an array of length ${each.length}`
            : shown(each, true),
      );
    return `[${entries.join(', ')}${thing.length > 8 ? ', …' : ''}]`;
  }
  if (typeof thing !== 'object' || thing === null) return String(thing);
  return `an object (${thing.constructor?.name ?? 'no prototype'})`;
}

/** Data of a file as JSON, of which only the first level is shown. */
export const shallowJSON = (data: unknown): string =>
  JSON.stringify(data, (key, each) => (key === '' || typeof each !== 'object' ? each : '…'));
