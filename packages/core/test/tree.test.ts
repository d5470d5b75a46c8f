import { expect, test } from 'vitest';
import { mapTree, treeLeaves, treeNode, value } from '../src/index.ts';

class Block {
  readonly [treeNode] = true;
  weight = value(1);
  label = 'block';
  double() {
    return this.weight.mul(2);
  }
}

test('mapTree gives a tree of the same form, its modules with their methods', () => {
  const tree = { list: [value(1), [value(2)]], block: new Block(), note: 'kept', size: 3, f: Math.sin };
  const mapped = mapTree((x) => x.mul(10), tree);
  expect(mapped.list.flat().map((x) => x.item())).toEqual([10, 20]);
  expect(mapped.block.double().item()).toBe(20);
  expect(mapped.block).toBeInstanceOf(Block);
  expect([mapped.note, mapped.size, mapped.f, mapped.block.label]).toEqual(['kept', 3, Math.sin, 'block']);
  expect(tree.block.weight.item()).toBe(1);
});

test('mapTree hands over what stands at the same place in other trees, and the path', () => {
  const seen: [string, unknown][] = [];
  mapTree(
    (_, [other], path) => seen.push([path.join('.'), other]),
    { a: [value(1), value(2)] },
    { a: ['x', 'y'] },
  );
  expect(seen).toEqual([
    ['a.0', 'x'],
    ['a.1', 'y'],
  ]);
});

test('treeLeaves lists a shared Value once', () => {
  const w = value(1);
  expect(treeLeaves({ a: w, b: [w, value(2)] }).length).toBe(2);
});

test('a cycle is an error that says where', () => {
  const branch: Record<string, unknown> = { w: value(1) };
  branch.inner = { again: branch };
  expect(() => treeLeaves(branch)).toThrow('mapTree: expected a tree, got a cycle at inner.again');
});

test('a branch that stands in a tree twice is no cycle', () => {
  const shared = { w: value(1) };
  expect(mapTree((x) => x.mul(2), [shared, shared]).map(({ w }) => w.item())).toEqual([2, 2]);
});
