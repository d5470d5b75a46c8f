import type { Variable } from '../../program/program.ts';
import { frameBytes, fusedFields } from '../fused.ts';
import { SUM } from '../micro-ops.ts';
import { ALONE, COMBINE, FUSED, HEADER_WORDS, MATMUL, TOGETHER } from '../opcodes.ts';
import { matmulScratch } from '../scratch.ts';
import { chainOf, chunked, TYPE_CODES, workOf } from './chain-fields.ts';
import type {
  Addresses,
  ChainUnit,
  EngineUnit,
  Factor,
  HostUnit,
  KernelUnit,
  ProductUnit,
  Unit,
} from './units.ts';

/** The instructions of some units, or a call of core's kernel between two such rows. */
export type Segment =
  | { readonly kind: 'words'; readonly words: number[]; readonly units: EngineUnit[] }
  | HostUnit;

/** Memory that every instruction may use while it runs. */
export interface Scratch {
  /** Of each thread, one behind the other. */
  readonly address: number;
  /** The same for what a product does with its rows. */
  readonly epilogue: number;
  /** For the parts of reductions. */
  readonly parts: number;
}

/** How much of it a program asks for, in bytes. */
export interface ScratchBytes {
  readonly perThread: number;
  readonly epiloguePerThread: number;
  readonly parts: number;
}

/** How much memory the instructions of a program take up, and ask for. */
export interface Measure extends ScratchBytes {
  readonly text: number;
}

/** Fewer elementary operations than this are done by one thread before several have met. */
const WORTH_SEVERAL = 32_768;

/** More shares of a thread's part than these do not make the threads' ends more even. */
const MOST_SHARES = 8;

/** One unit's instructions, with what scratch they ask for. */
interface Instructions extends Partial<ScratchBytes> {
  readonly words: readonly (readonly number[])[];
}

/** The units as instructions of the engine, the first of which is at address `start`; with `apart`, each is a segment. */
export function emit(
  units: readonly Unit[],
  addresses: Addresses,
  scratch: Scratch,
  start: number,
  apart = false,
): Segment[] {
  const segments: Segment[] = [];
  let here = start;
  for (const unit of units) {
    if (unit.kind === 'host') {
      segments.push(unit);
      continue;
    }
    const last = segments[segments.length - 1];
    const words = instructionsOf(unit, addresses, scratch, here).words.flat();
    here += 4 * words.length;
    if (last?.kind === 'words' && !apart) {
      for (const word of words) last.words.push(word);
      last.units.push(unit);
    } else segments.push({ kind: 'words', words, units: [unit] });
  }
  return segments;
}

/** What the instructions of units ask for. */
export function measure(units: readonly Unit[], addresses: Addresses): Measure {
  const bytes = { perThread: 0, epiloguePerThread: 0, parts: 0, text: 0 };
  for (const unit of units) {
    if (unit.kind === 'host') continue;
    const { words, ...asked } = instructionsOf(unit, addresses, NOWHERE, 0);
    for (const each of words) bytes.text += 4 * each.length;
    for (const key of ['perThread', 'epiloguePerThread', 'parts'] as const)
      bytes[key] = Math.max(bytes[key], 64 * Math.ceil((asked[key] ?? 0) / 64));
  }
  return bytes;
}

/** Where sizes alone are asked for: an address of 0 would mean that there are no parts. */
const NOWHERE: Scratch = { address: 0, epilogue: 0, parts: 64 };

/** An instruction of so much work, of which each thread's part is cut in some shares that others may take. */
function instruction(
  opcode: number,
  work: number,
  fields: readonly number[],
  shares: number = TOGETHER,
): number[] {
  return [opcode, HEADER_WORDS + fields.length, work > WORTH_SEVERAL ? shares : ALONE, ...fields];
}

/** Into how many shares to cut each thread's part of work that falls into this many pieces. */
const sharesOf = (pieces: number) => Math.max(TOGETHER, Math.min(MOST_SHARES, Math.floor(pieces / 4)));

function instructionsOf(
  unit: EngineUnit,
  addresses: Addresses,
  scratch: Scratch,
  here: number,
): Instructions {
  if (unit.kind === 'chain') return chainInstructions(unit, addresses, scratch);
  if (unit.kind === 'product') return productInstructions(unit, addresses, scratch, here);
  return kernelInstructions(unit, addresses, scratch, here);
}

function chainInstructions(unit: ChainUnit, addresses: Addresses, scratch: Scratch): Instructions {
  const cut = chunked(unit);
  const chain = chainOf(cut, addresses, scratch.parts);
  const words = [instruction(FUSED, workOf(unit), fusedFields(chain, scratch.address), sharesOf(cut.chunks))];
  let part = scratch.parts;
  for (const { kind, inner, result } of cut.inParts) {
    words.push(joined(kind, result, addresses, part, cut.chunks, inner));
    part += 8 * inner * cut.chunks;
  }
  return { words, perThread: frameBytes(chain), parts: cut.partBytes };
}

/** Joins what chunks have left of a reduction, at an address. */
function joined(
  kind: number,
  result: Variable,
  addresses: Addresses,
  parts: number,
  chunks: number,
  inner: number,
): number[] {
  return instruction(COMBINE, 0, [
    kind,
    TYPE_CODES[result.dtype],
    addresses.at(result),
    parts,
    chunks,
    inner,
  ]);
}

function productInstructions(
  unit: ProductUnit,
  addresses: Addresses,
  scratch: Scratch,
  here: number,
): Instructions {
  const { rows, columns, depth, batch, result, epilogue } = unit;
  const chain = epilogue && chainOf(chunked(epilogue), addresses, 0);
  const type = TYPE_CODES[result.dtype];
  const perThread = matmulScratch(columns, depth, result.dtype === 'float32' ? 4 : 8);
  const factor = ({ place, row, column, batch }: Factor) => [addresses.of(place), row, column, ...batch];
  const fields = [
    type,
    rows,
    columns,
    depth,
    ...batch,
    ...factor(unit.a),
    ...factor(unit.b),
    addresses.at(result),
    columns,
    batch[1] * rows * columns,
    rows * columns,
  ];
  const last = [scratch.address, perThread];
  // The chain's fields follow the product's own, in the same instruction.
  const behind = here + 4 * (HEADER_WORDS + fields.length + 1 + last.length);
  const chained = chain ? [behind, ...last, ...fusedFields(chain, scratch.epilogue)] : [0, ...last];
  return {
    words: [
      instruction(
        MATMUL,
        rows * columns * depth * batch[0] * batch[1],
        [...fields, ...chained],
        // Every share of one product packs all of B; whole products are shared out at no cost.
        sharesOf(batch[0] * batch[1]),
      ),
    ],
    perThread,
    epiloguePerThread: chain ? frameBytes(chain) : 0,
  };
}

function kernelInstructions(
  unit: KernelUnit,
  addresses: Addresses,
  scratch: Scratch,
  here: number,
): Instructions {
  const { work, works, pieces = 1, instructions, scratch: perThread, epilogue, parts, result } = unit;
  const write = (behind: number) => instructions(addresses, scratch.address, behind, scratch.parts);
  if (epilogue === undefined) {
    const words = write(0).map(([opcode, ...fields], k) =>
      instruction(opcode, works?.[k] ?? work, fields, sharesOf(pieces)),
    );
    if (parts === undefined) return { words, perThread };
    const { chunks, inner } = parts;
    words.push(joined(SUM, result, addresses, scratch.parts, chunks, inner));
    return { words, perThread, parts: 8 * inner * chunks };
  }
  const chain = chainOf(chunked(epilogue), addresses, 0);
  const [{ length }] = write(0);
  const [[opcode, ...fields]] = write(here + 4 * (HEADER_WORDS + length - 1));
  const all = [...fields, ...fusedFields(chain, scratch.epilogue)];
  const words = [instruction(opcode, work, all, sharesOf(pieces))];
  return { words, perThread, epiloguePerThread: frameBytes(chain) };
}
