import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Contender } from '../compiled/contender.ts';

const PEERS = join(import.meta.dirname, '../peers/package.json');

/** A node of an ONNX graph: its numbers come from initializers and other nodes, by name. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers, alone or in lists. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A graph with one input, `x`, and one output, `y`. */
export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: Readonly<Record<string, OnnxArray>>;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

// The part of onnx.proto that these models need.
const FORMAT = `syntax = "proto3";
message AttributeProto { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message NodeProto { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated AttributeProto attribute = 5; }
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Dimension { int64 dim_value = 1; }
message TensorShapeProto { repeated Dimension dim = 1; }
message TensorTypeProto { int32 elem_type = 1; TensorShapeProto shape = 2; }
message TypeProto { TensorTypeProto tensor_type = 1; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message GraphProto { repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message ModelProto { int64 ir_version = 1; repeated OperatorSetIdProto opset_import = 8; GraphProto graph = 7; }`;
const FLOAT = 1;
const [INT, INTS] = [2, 7];

interface MessageType {
  create(message: object): object;
  encode(message: object): { finish(): Uint8Array };
}

interface Protobuf {
  parse(format: string, options: { keepCase: boolean }): { root: { lookupType(name: string): MessageType } };
}

interface Tensor {
  readonly data: Float32Array;
}

interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{ run(x: object): Promise<{ y: Tensor }> }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => Tensor;
}

/** The model as the bytes of an ONNX file. */
function encode(protobuf: Protobuf, { nodes, initializers, x, y }: OnnxModel): Uint8Array {
  const type = protobuf.parse(FORMAT, { keepCase: true }).root.lookupType('ModelProto');
  const described = (name: string, shape: readonly number[]) => {
    const dimensions = { dim: shape.map((dim_value) => ({ dim_value })) };
    return { name, type: { tensor_type: { elem_type: FLOAT, shape: dimensions } } };
  };
  const attribute = ([name, x]: [string, number | readonly number[]]) =>
    typeof x === 'number' ? { name, i: x, type: INT } : { name, ints: x, type: INTS };
  const graph = {
    name: 'model',
    node: nodes.map(({ op, inputs, output, attributes = {} }) => {
      return {
        op_type: op,
        input: inputs,
        output: [output],
        attribute: Object.entries(attributes).map(attribute),
      };
    }),
    initializer: Object.entries(initializers).map(([name, { shape, data }]) => {
      const raw_data = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      return { name, dims: shape, data_type: FLOAT, raw_data };
    }),
    input: [described('x', x)],
    output: [described('y', y)],
  };
  const model = { ir_version: 8, opset_import: [{ domain: '', version: 17 }], graph };
  return type.encode(type.create(model)).finish();
}

/** Forward passes by onnxruntime-node, with this many threads; undefined if it is not installed. */
export async function onnxRuntime(
  model: OnnxModel,
  x: Float32Array,
  threads: number,
): Promise<Contender | undefined> {
  const require = createRequire(PEERS);
  if (!existsSync(join(PEERS, '../node_modules/onnxruntime-node'))) return undefined;
  const runtime: OnnxRuntime = require('onnxruntime-node');
  const session = await runtime.InferenceSession.create(encode(require('protobufjs'), model), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  const input = { x: new runtime.Tensor('float32', x, model.x) };
  let last: ArrayLike<number> = [];
  return {
    round: async () => {
      last = (await session.run(input)).y.data;
    },
    results: () => [last],
  };
}
