/** What an operation takes: a node, or a number that becomes one. */
export type Operand = Node | number;

/**
 * micrograd's idea, written from scratch in TypeScript: each node keeps a closure that adds its share to the gradients
 * of the nodes it came from. This is the yardstick for the eager graph of chainrule, so it is written for both speed and
 * clarity: no broadcasting, no dtypes, no second derivative, and one node for each operation.
 */
export class Node {
  data: number;
  grad = 0;
  prev: readonly Node[];
  backprop: (() => void) | undefined = undefined;

  constructor(data: number, prev: readonly Node[] = []) {
    this.data = data;
    this.prev = prev;
  }

  add(operand: Operand): Node {
    const other = asNode(operand);
    const out = new Node(this.data + other.data, [this, other]);
    out.backprop = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  sub(operand: Operand): Node {
    const other = asNode(operand);
    const out = new Node(this.data - other.data, [this, other]);
    out.backprop = () => {
      this.grad += out.grad;
      other.grad -= out.grad;
    };
    return out;
  }

  mul(operand: Operand): Node {
    const other = asNode(operand);
    const out = new Node(this.data * other.data, [this, other]);
    out.backprop = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  square(): Node {
    const out = new Node(this.data * this.data, [this]);
    out.backprop = () => {
      this.grad += 2 * this.data * out.grad;
    };
    return out;
  }

  relu(): Node {
    const out = new Node(Math.max(this.data, 0), [this]);
    out.backprop = () => {
      if (out.data > 0) this.grad += out.grad;
    };
    return out;
  }

  sigmoid(): Node {
    const out = new Node(1 / (1 + Math.exp(-this.data)), [this]);
    out.backprop = () => {
      this.grad += out.data * (1 - out.data) * out.grad;
    };
    return out;
  }

  /** Adds ∂this/∂node to `grad` of every node that this one was computed from. */
  backward(): void {
    const order: Node[] = [];
    const visited = new Set<Node>();
    const visit = (node: Node) => {
      if (visited.has(node)) return;
      visited.add(node);
      for (const input of node.prev) visit(input);
      order.push(node);
    };
    visit(this);
    this.grad = 1;
    for (let i = order.length - 1; i >= 0; i--) order[i].backprop?.();
  }
}

function asNode(operand: Operand): Node {
  return operand instanceof Node ? operand : new Node(operand);
}
