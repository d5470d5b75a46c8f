/*
 * Ahmed, "Backpropagation Step by Step": what the tutorial starts from. No biases, no activation functions.
 *
 *   i1 ──w1──▶ h1 ──w5──▶
 *      ╲w3  ╱w2            ▶ prediction        h1 = w1 i1 + w2 i2,  h2 = w3 i1 + w4 i2
 *   i2 ──w4──▶ h2 ──w6──▶                      prediction = w5 h1 + w6 h2
 */

export const INPUTS = { i1: 2, i2: 3 };
export const TARGET = 1;
export const LEARNING_RATE = 0.05;
export const WEIGHTS = { w1: 0.11, w2: 0.21, w3: 0.12, w4: 0.08, w5: 0.14, w6: 0.15 };

export type Weights = typeof WEIGHTS;
export type WeightName = keyof Weights;
