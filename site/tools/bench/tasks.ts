import type { Target } from '@chainrule/compile';
import {
  cnnBatch,
  cnnCompiled,
  mlp,
  mlpCompiled,
  productCompiled,
} from '../../../bench/compiled/chainrule.ts';
import type { Contender } from '../../../bench/compiled/contender.ts';
import { timeOf } from './time.ts';
import type { Mode, WorkKey } from './works.ts';

type Maker = (threads: number, target: Target) => Contender;

const MAKERS: Readonly<Record<WorkKey, Maker>> = {
  product256: (threads, target) => productCompiled(256, threads, target),
  product512: (threads, target) => productCompiled(512, threads, target),
  product1024: (threads, target) => productCompiled(1024, threads, target),
  mlp: (threads, target) => mlpCompiled(mlp([784, 128, 64, 10], 64), threads, target),
  cnn: (threads, target) => cnnCompiled(cnnBatch(64), threads, target),
};

/** Milliseconds of a round. */
export function measure(key: WorkKey, mode: Mode, cores: number): Promise<number> {
  const threads = mode === 'all' ? cores : 1;
  return timeOf(MAKERS[key](threads, mode === 'javascript' ? 'javascript' : 'webassembly'));
}
