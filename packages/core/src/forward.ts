import { sameShape } from './array/shape.ts';
import { walk } from './backward.ts';
import { baseOf, type DerivativeOrder, derivativeOrder, retire } from './graph.ts';
import { value, zeros } from './make/create.ts';
import { add, asType, broadcastTo } from './ops/index.ts';
import { isRecording, state, withRecording } from './recording.ts';
import type { Value } from './value.ts';

/**
 * Walks from variables on to a result: the tangent of the root, (∂root/∂x) t summed over the variables x.
 *
 * `order` is that of a walk back to the variables. In it each node gives what the tangents of its inputs add to its
 * own. Undefined where the root depends on no variable.
 */
export function pushForward(order: DerivativeOrder, tangents: ReadonlyMap<Value, Value>): Value | undefined {
  const found: (Value | undefined)[] = [];
  order.nodes.forEach((node, i) => {
    found[i] = tangents.get(node);
    if (found[i] !== undefined || node.primitive === undefined) return;
    state.observer?.differentiating?.(node);
    const base = baseOf(order);
    const positions = node.inputs.map((x) => x.mark - base);
    positions.forEach((from, k) => {
      const t = from >= 0 && node.primitive!.differentiable(k) ? found[from] : undefined;
      if (t === undefined) return;
      const share = shareOf(node, k, t);
      const before = found[i];
      found[i] = before === undefined ? share : add(before, share);
    });
  });
  state.observer?.differentiating?.(undefined);
  return found[order.nodes.length - 1];
}

function shareOf(y: Value, k: number, t: Value): Value {
  const { primitive, inputs, attributes } = y;
  const share = primitive!.jvp?.(t, y, inputs, k, attributes) ?? transposed(y, k, t);
  const whole = sameShape(share.shape, y.shape) ? share : broadcastTo(share, y.shape);
  return whole.dtype === y.dtype ? whole : asType(whole, y.dtype);
}

/** J t, given only g ↦ Jᵀ g: that map is linear in g, so its own transpose, taken by a walk over it, is J. */
function transposed(y: Value, k: number, t: Value): Value {
  const { primitive, inputs, attributes } = y;
  const g = value(zeros(y.shape, { dtype: y.dtype }));
  const image = withRecording('gradients', () => primitive!.vjp(g, y, inputs, k, attributes));
  retire(g);
  return walk(derivativeOrder(image, new Set([g])), t, isRecording()).of(g);
}
