import { constant, grad, jvp, matmul, Random, type Value, value } from '../../src/index.ts';

/* What a page does with core; its result is held against the same in Node. */

function evalIsForbidden(): boolean {
  try {
    new Function('return 1')();
    return false;
  } catch {
    return true;
  }
}

export function results(): unknown[] {
  const w = value(0.4, { name: 'w5' });
  const E = w.mul(0.593).add(0.6).sigmoid().sub(0.01).square().mul(0.5).named('E');
  E.backward();
  const f = (x: Value) => x.mul(x.exp());
  const A = constant(new Float32Array([1, 2, 3, 4]), { shape: [2, 2] });
  const x = new Random(7).normal([2, 2]);
  return [
    String(E),
    w.grad?.item(),
    grad(grad(f))(0.5).item(),
    jvp((u: Value) => matmul(A, u).tanh().sum(), [0.1, 0.2], [1, 1]).tangent.item(),
    x.toArray(),
  ];
}

declare const document: { getElementById(id: string): { textContent: string } } | undefined;

if (typeof document !== 'undefined') {
  document.getElementById('result').textContent = JSON.stringify([evalIsForbidden(), ...results()]);
}
