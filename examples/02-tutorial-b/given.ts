/*
 * Mazur, "A Step by Step Backpropagation Example": what the tutorial starts from. Every unit is logistic.
 *
 *   i1 ──w1──▶ h1 ──w5──▶ o1        b1 feeds h1 and h2, b2 feeds o1 and o2; neither is ever updated
 *      ╲w3  ╱w2   ╲w7  ╱w6          w2 leads from i2 to h1, w3 from i1 to h2, w6 from h2 to o1, w7 from h1 to o2
 *   i2 ──w4──▶ h2 ──w8──▶ o2
 */

export const INPUTS = { i1: 0.05, i2: 0.1 };
export const TARGETS = { target_o1: 0.01, target_o2: 0.99 };
export const BIASES = { b1: 0.35, b2: 0.6 };
export const LEARNING_RATE = 0.5;
export const ROUNDS = 10_000;

const OUTPUT_WEIGHTS = { w5: 0.4, w6: 0.45, w7: 0.5, w8: 0.55 };
export const WEIGHTS = { w1: 0.15, w2: 0.2, w3: 0.25, w4: 0.3, ...OUTPUT_WEIGHTS };

export type Weights = typeof WEIGHTS;
export type WeightName = keyof Weights;
