import { diagnose, explain, parse } from '@chainrule/formula';

const f = parse('E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b');
const { result: E, nodes } = f.graph({ t: 0.01, w: 0.4, x: 0.59, b: 0.6 });
const wrt = nodes.get('w')!;

// A gradient with a mistake in it, and what is wrong with it.
show(diagnose(E, { wrt, claim: '-(t - out) * net*(1 - net) * x' }));

// The same, derived step by step.
explain(E, { wrt });
