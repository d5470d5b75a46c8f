import { allocate, type DType, isDType, type TypedArray } from '../array/dtype.ts';
import { flat } from '../array/ndarray.ts';
import { isShape, type Shape, sizeOf } from '../array/shape.ts';
import { graphErrors } from '../errors/graphs.ts';
import { checkCount } from '../errors/surplus.ts';
import { MOST_AXES, shapeText } from '../errors/text.ts';
import { isPlaced, staysWithin } from '../families/movement.ts';
import { graph } from '../graph.ts';
import type { Primitive } from '../primitive.ts';
import { coreName, primitiveOf, usersPrimitive } from '../registry.ts';
import { Value } from '../value.ts';

/** A number; JSON has no NaN, no infinities and no −0, so these are strings. */
type JSONNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** One node of a written graph. */
export interface NodeJSON {
  readonly name?: string | undefined;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: readonly JSONNumber[];
  readonly wantsGradient: boolean;
  /** The operation, and the positions of its inputs among the nodes before this one; undefined for a leaf. */
  readonly operation?: string | undefined;
  /** Whether the operation is the program's own, made by `primitive`; one of core may have the same name. */
  readonly custom?: boolean;
  readonly inputs?: readonly number[];
  readonly attributes?: unknown;
}

/** A written graph: each node after all of its inputs, the root last. */
export interface GraphJSON {
  readonly format: 'chainrule-graph';
  readonly version: 1;
  readonly nodes: readonly NodeJSON[];
}

/**
 * The graph of a node, with all numbers, as plain data for JSON.stringify. Throws for an operation whose rule is a function
 * of the program, like that of `customGradient` or `checkpoint`, and for one that was made by `primitive` under a name that
 * another one has, too.
 *
 * @example
 * ```ts
 * import { graphFromJSON, graphToJSON, value } from '@chainrule/core';
 * const x = value(3, { name: 'x' });
 * const text = JSON.stringify(graphToJSON(x.mul(x).add(x).named('y')));
 * const y = graphFromJSON(JSON.parse(text));
 * String(y); // → y = add(mul(…), x) = 12
 * y.backward().of(y.inputs[1]); // → 7
 * ```
 */
export function graphToJSON(root: Value): GraphJSON {
  checkCount('graphToJSON', 1, arguments);
  const { nodes } = graph(root);
  const position = new Map(nodes.map((node, i) => [node, i]));
  return { format: 'chainrule-graph', version: 1, nodes: nodes.map((node) => nodeToJSON(node, position)) };
}

function nodeToJSON(node: Value, position: ReadonlyMap<Value, number>): NodeJSON {
  const { name, shape, dtype, wantsGradient, primitive, inputs, attributes } = node;
  const leaf = { name, shape, dtype, data: Array.from(flat(node), numberToJSON), wantsGradient };
  if (!primitive) return leaf;
  const custom = coreName(primitive) === undefined;
  if (custom && usersPrimitive('graphToJSON', primitive.name) !== primitive)
    throw graphErrors.notWritable('graphToJSON', node);
  return {
    ...leaf,
    operation: primitive.name,
    custom,
    inputs: inputs.map((input) => position.get(input)!),
    attributes: attributeToJSON(attributes, node),
  };
}

const numberToJSON = (n: number): JSONNumber => {
  if (Object.is(n, -0)) return '-0';
  return Number.isFinite(n) ? n : (String(n) as JSONNumber);
};

/** Attributes are numbers, strings, lists and records of them, and typed arrays, which are marked as such. */
function attributeToJSON(attribute: unknown, node: Value): unknown {
  if (typeof attribute === 'number') return numberToJSON(attribute);
  if (ArrayBuffer.isView(attribute)) {
    const { name } = attribute.constructor;
    return { typedArray: name, data: Array.from(attribute as TypedArray, numberToJSON) };
  }
  if (Array.isArray(attribute)) return attribute.map((each) => attributeToJSON(each, node));
  if (typeof attribute === 'object' && attribute !== null && !(attribute instanceof Value)) {
    return Object.fromEntries(
      Object.entries(attribute).map(([key, each]) => [key, attributeToJSON(each, node)]),
    );
  }
  if (typeof attribute === 'object' || typeof attribute === 'function')
    throw graphErrors.notWritable('graphToJSON', node);
  return attribute;
}

/** The root of a written graph. It can be walked, drawn and differentiated as before. */
export function graphFromJSON(json: GraphJSON): Value {
  checkCount('graphFromJSON', 1, arguments);
  if (json?.format !== 'chainrule-graph' || json.version !== 1 || !Array.isArray(json.nodes))
    throw graphErrors.notAGraph('a graph that graphToJSON wrote, version 1', json);
  const nodes: Value[] = [];
  for (const node of json.nodes) nodes.push(nodeFromJSON(node, nodes));
  if (nodes.length === 0) throw graphErrors.notAGraph('at least one node', json.nodes);
  return nodes[nodes.length - 1];
}

function nodeFromJSON(json: NodeJSON, before: readonly Value[]): Value {
  const at = `node ${before.length}`;
  if (!isShape(json?.shape)) throw graphErrors.notAGraph(`a shape at ${at}`, json?.shape);
  if (!isDType(json.dtype)) throw graphErrors.notAGraph(`a dtype at ${at}`, json.dtype);
  const { operation, inputs: listed = [] } = json;
  if (!Array.isArray(listed)) throw graphErrors.notAGraph(`a list of inputs at ${at}`, listed);
  if (operation === undefined && listed.length > 0)
    throw graphErrors.notAGraph(`no inputs without an operation at ${at}`, listed);
  const inputs = Array.from(listed, (i) =>
    Number.isSafeInteger(i) && i in before
      ? before[i]
      : fail(graphErrors.notAGraph(`inputs that stand before ${at}`, i)),
  );
  const attributes = attributeFromJSON(json.attributes, at);
  const data = dataFromJSON(json, at);
  const primitive = operation === undefined ? undefined : primitiveIn(json, operation);
  if (operation !== undefined && !primitive)
    throw graphErrors.notAGraph(`an operation that this program knows at ${at}`, operation);
  if (primitive) checkResult(primitive, inputs, attributes, json, at);
  const made = new Value(
    json.shape.length === 0 ? data[0] : data,
    [...json.shape],
    json.dtype,
    json.wantsGradient === true,
    primitive,
    inputs,
    attributes,
  );
  return typeof json.name === 'string' ? made.named(json.name) : made;
}

/** Throws unless the operation takes these inputs and gives the shape and dtype in the file. */
function checkResult(
  primitive: Primitive,
  inputs: readonly Value[],
  attributes: unknown,
  { shape, dtype }: NodeJSON,
  at: string,
): void {
  let made: string;
  try {
    if (primitive.onNumbers && primitive.onNumbers.vjps.length !== inputs.length)
      throw new RangeError(`${inputs.length} inputs`);
    if (isPlaced(primitive.movement) && !staysWithin(primitive.movement, inputs, attributes))
      throw new RangeError('places that are not all there');
    made = `${primitive.dtype(inputs, attributes)} ${shapeText(primitive.shape(inputs, attributes))}`;
  } catch (error) {
    throw graphErrors.notAGraph(`inputs that ${primitive.name} takes at ${at}`, (error as Error).message);
  }
  if (made !== `${dtype} ${shapeText(shape)}`)
    throw graphErrors.notAGraph(`${made} of ${primitive.name} at ${at}`, `${dtype} ${shapeText(shape)}`);
}

/**
 * The primitive that a file names. In a file from before `custom` existed, a name means core's primitive first, and then the
 * program's.
 */
export function primitiveIn({ custom }: Pick<NodeJSON, 'custom'>, name: string): Primitive | undefined {
  const own = custom === true ? undefined : primitiveOf(name);
  return own ?? (custom === false ? undefined : usersPrimitive('graphFromJSON', name));
}

function fail(error: Error): never {
  throw error;
}

function dataFromJSON({ data, dtype, shape }: NodeJSON, at: string): TypedArray {
  const size = sizeOf(shape);
  if (!Array.isArray(data) || data.length !== size)
    throw graphErrors.notAGraph(`${size} numbers at ${at}`, data);
  const numbers = allocate(dtype, size);
  data.forEach((n, i) => {
    numbers[i] = numberFromJSON(n) ?? fail(graphErrors.notAGraph(`a number at ${at}`, n));
  });
  return numbers;
}

const WORDS = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

const numberFromJSON = (n: unknown) => (typeof n === 'number' ? n : WORDS.get(n));

const TYPED = new Map<unknown, Int32ArrayConstructor | Float64ArrayConstructor>([
  ['Int32Array', Int32Array],
  ['Float64Array', Float64Array],
]);

function attributeFromJSON(json: unknown, at: string, depth = 0): unknown {
  if (WORDS.has(json)) return WORDS.get(json);
  if (depth > MOST_AXES)
    throw graphErrors.notAGraph(`attributes nested at most ${MOST_AXES} deep at ${at}`, json);
  const inner = (each: unknown) => attributeFromJSON(each, at, depth + 1);
  if (Array.isArray(json)) return json.map(inner);
  if (typeof json !== 'object' || json === null) return json;
  const { typedArray, data } = json as { typedArray?: unknown; data?: unknown };
  const kind = TYPED.get(typedArray);
  if (kind && Array.isArray(data)) return kind.from(data.map((n) => numberFromJSON(n) ?? Number.NaN));
  return Object.fromEntries(Object.entries(json).map(([key, each]) => [key, inner(each)]));
}
