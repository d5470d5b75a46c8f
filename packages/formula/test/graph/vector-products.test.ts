import { backward, matmul, value } from '@chainrule/core';
import { explain, formulaOf, parse, toText } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

describe('a gradient through vectors in matrix products, read back as it is written', () => {
  const W = () => value([[1, -2, 3], [4, 5, 0]], { name: 'W' }); // biome-ignore format: rows
  const x = () => value([1, 2, 1], { name: 'x' });

  test('comes to the gradient, in its shape', () => {
    const [w, v] = [W(), x()];
    const h = matmul(w, v).named('h');
    const E = matmul(h, h).named('E');
    const gradients = backward(E);
    const derivation = explain(E);
    for (const node of [h, w, v]) {
      const { numbers } = derivation.step(`gradient ${node.name}`)!.equations[0];
      const computed = parse(toText(numbers!))();
      expect(computed.shape).toEqual(node.shape);
      expect(computed.toArray()).toEqual(gradients.of(node).toArray());
    }
  });

  test('keeps a reshape of a product of two matrices', () => {
    const w = W();
    const root = matmul(w, w.transpose()).reshape([4]);
    expect(toText(formulaOf(root))).toBe("reshape(W @ W', [4])");
    expect(parse(toText(formulaOf(root)))({ W: w }).shape).toEqual([4]);
  });

  test('leaves it out where @ makes a vector of its own accord', () => {
    expect(toText(formulaOf(matmul(W(), x())))).toBe('W @ x');
    expect(toText(formulaOf(matmul(x(), W().transpose())))).toBe("x @ W'");
  });
});
