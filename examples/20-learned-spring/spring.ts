import { concat, split, stack, type Value, value } from '@chainrule/core';
import { Module } from '@chainrule/nn';
import { INTERVAL } from './world.ts';

/**
 * A mass on a spring, x″ = force(x) − damping · x′: the force is any module of positions [batch, 1]; the damping is one
 * number.
 */
export class Spring extends Module<[start: Value, intervals: number]> {
  force: Module;
  damping = value(0);

  constructor(force: Module) {
    super();
    this.force = force;
  }

  /** The rate of change of states [batch, 2] of position and velocity. */
  rate(state: Value): Value {
    const [x, v] = split(state, 1, { axis: 1 });
    return concat([v, this.force.forward(x).sub(v.mul(this.damping))], { axis: 1 });
  }

  /** The states one interval later, by the method of Runge and Kutta. */
  next(state: Value): Value {
    const after = (h: number, rate: Value) => state.add(rate.mul(h * INTERVAL));
    const k1 = this.rate(state);
    const k2 = this.rate(after(1 / 2, k1));
    const k3 = this.rate(after(1 / 2, k2));
    const k4 = this.rate(after(1, k3));
    return after(1 / 6, k1.add(k2.add(k3).mul(2)).add(k4));
  }

  /** The states after 1, 2, … intervals: [batch, intervals, 2]. */
  forward(start: Value, intervals: number): Value {
    const states = [this.next(start)];
    while (states.length < intervals) states.push(this.next(states[states.length - 1]));
    return stack(states, { axis: 1 });
  }
}
