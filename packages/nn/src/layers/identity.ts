import type { Value } from '@chainrule/core';
import { Module } from '../module.ts';

/** Its input: what stands where a layer may be left out. */
export class Identity extends Module {
  forward(x: Value): Value {
    return x;
  }
}
