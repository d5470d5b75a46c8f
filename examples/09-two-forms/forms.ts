import { backward } from '@chainrule/core';
import { forward, type SAMPLE } from '../02-tutorial-b/scalar.ts';
import type { NetworkParameters } from '../support/network.ts';

/** The same derivatives of one network in several forms, each computed separately. */
export function forms(parameters: NetworkParameters, sample: typeof SAMPLE) {
  const nodes = forward(parameters, sample);
  const { out_h1, net_o1, out_o1, diff_o1, E_o1, E_o2, E_total } = nodes;
  const gradients = backward(E_total);
  const [out, out2, net] = [out_o1.item(), nodes.out_o2.item(), net_o1.item()];
  // Derived by hand, independently of the walk.
  const delta1 = -(sample.target_o1 - out) * out * (1 - out);
  const delta2 = -(sample.target_o2 - out2) * out2 * (1 - out2);
  return {
    outH1: {
      byBackward: gradients.of(out_h1).item(),
      byErrors:
        gradients.of(E_o1).item() * backward(E_o1).of(out_h1).item() +
        gradients.of(E_o2).item() * backward(E_o2).of(out_h1).item(),
      byDeltas: delta1 * parameters.w5.item() + delta2 * parameters.w7.item(),
    },
    outOverNet: {
      byBackward: backward(out_o1).of(net_o1).item(),
      right: out * (1 - out),
      wrong: net * (1 - net),
    },
    minusOne: {
      difference: gradients.of(diff_o1).item(),
      local: backward(diff_o1).of(out_o1).item(),
      output: gradients.of(out_o1).item(),
    },
  };
}
