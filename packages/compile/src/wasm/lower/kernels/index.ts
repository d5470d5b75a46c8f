import { byPrimitive, type Movement } from '@chainrule/core';
import type { Instruction } from '../../../program/program.ts';
import type { KernelRule, Lowering } from '../lowering.ts';
import type { KernelUnit } from '../units.ts';
import { addBlocks, readBlocks } from './blocks.ts';
import { convolve, correlate, spread } from './convolution.ts';
import { addView, concat } from './copy.ts';
import { argMax, argMin, cumSum } from './lines.ts';
import { argMaxPool, maxPoolPlaces, resample } from './windows.ts';

/** The engine's instructions for an operation that is neither a chain, a product nor a view; undefined where it has none. */
export function kernelFor(instruction: Instruction, lowering: Lowering): KernelUnit | undefined {
  const { primitive } = instruction;
  const rule = primitive.movement ? BY_MOVEMENT[primitive.movement] : BY_PRIMITIVE.get(primitive);
  return rule?.(instruction, lowering);
}

const BY_MOVEMENT: Readonly<Partial<Record<Movement, KernelRule>>> = {
  'add-view': addView,
  'read-blocks': readBlocks,
  'add-blocks': addBlocks,
};

const BY_PRIMITIVE = byPrimitive<KernelRule>({
  concat,
  convolve,
  convolveᵀ: spread,
  correlate,
  maxPoolPlaces,
  argMaxPool,
  avgPool: resample,
  interpolate: resample,
  argMax,
  argMin,
  cumSum,
});
