import { Random } from '@chainrule/core';

/** The position and the velocity of a mass. */
export type State = readonly [x: number, v: number];

/** The spring to be learned: it gets stiffer the further it is stretched. The model knows nothing of this. */
export const springForce = (x: number): number => -x - 0.5 * x ** 3;
export const DAMPING = 0.15;

/** The time between two measurements. */
export const INTERVAL = 0.1;
/** The standard deviation of the measured positions and velocities. */
export const NOISE = 0.01;

/**
 * The motion of a mass of 1 on the spring, x″ = force(x) − damping · x′, at each interval: plain numbers, in small steps.
 */
export function motion(start: State, intervals: number): State[] {
  const states = [start];
  const small = 20;
  for (let i = 0; i < intervals; i++) {
    let state = states[i];
    for (let j = 0; j < small; j++) state = rungeKutta(state, INTERVAL / small);
    states.push(state);
  }
  return states;
}

function rungeKutta([x, v]: State, h: number): State {
  const acceleration = (place: number, velocity: number) => springForce(place) - DAMPING * velocity;
  const [dx1, dv1] = [v, acceleration(x, v)];
  const [dx2, dv2] = [v + (h / 2) * dv1, acceleration(x + (h / 2) * dx1, v + (h / 2) * dv1)];
  const [dx3, dv3] = [v + (h / 2) * dv2, acceleration(x + (h / 2) * dx2, v + (h / 2) * dv2)];
  const [dx4, dv4] = [v + h * dv3, acceleration(x + h * dx3, v + h * dv3)];
  return [x + (h / 6) * (dx1 + 2 * dx2 + 2 * dx3 + dx4), v + (h / 6) * (dv1 + 2 * dv2 + 2 * dv3 + dv4)];
}

/** Motions from random starts, measured with noise. */
export function measurements(motions: number, intervals: number, random = new Random(20)): State[][] {
  const noisy = (x: number) => x + NOISE * random.normal().item();
  return Array.from({ length: motions }, () => {
    const [angle, size] = [2 * Math.PI * random.next(), 1.5 + random.next()];
    const start: State = [size * Math.cos(angle), size * Math.sin(angle)];
    return motion(start, intervals).map(([x, v]): State => [noisy(x), noisy(v)]);
  });
}
