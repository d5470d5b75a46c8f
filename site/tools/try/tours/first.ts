import { grad, type Value, value } from '@chainrule/core';

// One neuron, and the gradient of its error.
const w = value(0.4, { name: 'w' });
const out = w.mul(0.59).add(0.6).sigmoid().named('out');
const E = out.sub(0.01).square().mul(0.5).named('E');
E.backward();
w.grad; // → 0.0856

graph(E);

// Any function can be differentiated, to any order.
const f = (x: Value) => x.sin().mul(x.mul(-0.2).exp());
plot({ f, 'f′': grad(f), 'f″': grad(grad(f)) }, { from: 0, to: 10, title: 'A function and its derivatives' });

// Tensors broadcast as NumPy's arrays do.
const x = value([0, 1, 2, 3, 4, 5, 6, 7]).mul(0.5);
x.reshape([8, 1]).sub(x).square().neg().exp();
