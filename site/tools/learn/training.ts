import { computed, reactive, shallowRef } from 'vue';
import { words } from '../strings/learn.ts';
import { Desk } from '../worker/desk.ts';
import type { Run, Snapshot, TracePoint } from './session.ts';
import type { Samples, Setup } from './setup.ts';
import type * as tasks from './tasks.ts';

/** How far a round has got: which of its numbers are shown. */
export type Stage = 'start' | 'forward' | 'backward' | 'updated';

/** Rounds in a second. */
export const SPEEDS = [1, 3, 10, 30, 100, 300, 1_000, 3_000] as const;

/** Points of a curve beyond which every other is dropped. */
const MOST_POINTS = 800;
/** Milliseconds between two pictures while it plays, at least. */
const FRAME = 40;
/** Milliseconds that are made up for, at most. */
const LONGEST = 1000;

/** The page's side of a training: what is shown of it, and what can be asked of the worker that has it. */
export function useTraining() {
  // A worker of its own: it has a state, and needs little of what other tools load.
  const desk = new Desk<typeof tasks>(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  );
  const setup = shallowRef<Setup>();
  const samples = shallowRef<Samples>();
  const snapshot = shallowRef<Snapshot>();
  /** The snapshot before the update that is shown. */
  const before = shallowRef<Snapshot>();
  const points = shallowRef<readonly TracePoint[]>([]);
  const lastRun = shallowRef<Pick<Run, 'milliseconds' | 'compiled' | 'lastSeen'> & { rounds: number }>();
  const state = reactive({
    stage: 'start' as Stage,
    isPlaying: false,
    /** Whether another network is on its way: what is asked until then would be asked of the old one. */
    isOpening: false,
    /** How much the worker has been asked for and has not answered. */
    waiting: 0,
    speed: 3,
    sample: 0,
    trouble: '',
    /** Whether numbers appear one after the other. */
    isFlowing: false,
  });
  const isOpen = computed(() => snapshot.value !== undefined && !state.isOpening);
  /** What is shown of a round would be overtaken by an answer that is still to come. */
  const canStep = computed(() => isOpen.value && !state.isPlaying && state.waiting === 0);
  let opening = 0;
  let playing = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins a training; or goes on with one, when a setup and the round come with what was seen of it. */
  async function open(next: Setup, round = 0, seen: readonly TracePoint[] = []): Promise<void> {
    opening++;
    pause();
    if (desk.isBusy) desk.stop('');
    [state.isOpening, state.waiting] = [true, 0];
    await doing(async (isWanted) => {
      const opened = await desk.ask('openNetwork', next, round);
      if (!isWanted()) return;
      const isNew = setup.value?.data !== next.data || seen.length === 0;
      setup.value = next;
      samples.value = opened.samples;
      if (isNew) Object.assign(state, { stage: next.data === 'given' ? 'start' : 'backward', sample: 0 });
      state.isFlowing = false;
      [before.value, lastRun.value, points.value] = [undefined, undefined, seen];
      show(opened.snapshot);
      state.isOpening = false;
      void compile(isWanted);
    });
  }

  /** Without a program rounds take longer, and nothing else changes; a worker that was stopped over it is replaced. */
  async function compile(isWanted: () => boolean): Promise<void> {
    try {
      await desk.ask('compileNetwork');
    } catch {
      if (isWanted()) await reopen().catch(() => {});
    }
  }

  /** Does what is asked of the worker, and says what went wrong; not where another training has been opened meanwhile. */
  async function doing(work: (isWanted: () => boolean) => Promise<void>): Promise<void> {
    const mine = opening;
    const isWanted = () => mine === opening;
    state.waiting++;
    try {
      await work(isWanted);
      if (isWanted()) state.trouble = '';
    } catch (error) {
      if (!isWanted()) return;
      pause();
      state.trouble = (error as Error).message;
      state.isOpening = false;
      await reopen().catch(() => {});
      if (isWanted()) void compile(isWanted);
    } finally {
      if (isWanted()) state.waiting--;
    }
  }

  /** A worker that was stopped has lost the network; a new one gets it as it was last seen. */
  async function reopen(): Promise<void> {
    if (!setup.value || !snapshot.value) return;
    const { numbers, round } = snapshot.value;
    await desk.ask('openNetwork', { ...setup.value, start: numbers }, round);
  }

  function show(next: Snapshot): void {
    snapshot.value = next;
    const kept = points.value.filter(({ round }) => round < (next.trace[0]?.round ?? next.round));
    const fresh =
      next.trace.length > 0 ? next.trace : [{ round: next.round, loss: next.loss, numbers: next.numbers }];
    const all = [...kept, ...fresh];
    points.value =
      all.length <= MOST_POINTS ? all : all.filter((_, k) => k % 2 === 0 || k === all.length - 1);
  }

  const forward = () => Object.assign(state, { stage: 'forward', isFlowing: true });
  const backward = () => Object.assign(state, { stage: 'backward', isFlowing: true });

  const update = () => run(1, 'updated');

  async function run(rounds: number, stage: Stage = 'backward'): Promise<void> {
    await doing(async (isWanted) => {
      const was = snapshot.value;
      const { snapshot: next, ...about } = await desk.ask('runRounds', rounds, state.sample);
      if (!isWanted()) return;
      before.value = was;
      lastRun.value = { ...about, rounds };
      Object.assign(state, { stage, isFlowing: stage === 'updated' });
      show(next);
      if (!Number.isFinite(next.loss)) pause();
    });
  }

  async function back(): Promise<void> {
    pause();
    await doing(async () => {
      show(await desk.ask('goBack', state.sample));
      [before.value, lastRun.value] = [undefined, undefined];
      Object.assign(state, { stage: 'backward', isFlowing: false });
    });
  }

  async function edit(name: string, to: number): Promise<void> {
    await doing(async () => {
      show(await desk.ask('editNumber', name, to, state.sample));
      // What is typed in is a part of the setup; other samples are drawn anew.
      const { index, inputs, targets } = snapshot.value!.sample;
      const put = (rows: Samples['inputs'], row: readonly number[]) =>
        rows.map((each, k) => (k === index ? row : each));
      const old = samples.value!;
      samples.value = { inputs: put(old.inputs, inputs), targets: put(old.targets, targets) };
      if (setup.value?.data === 'given') setup.value = { ...setup.value, given: samples.value };
      before.value = undefined;
      state.isFlowing = false;
      if (state.stage === 'updated') state.stage = 'start';
    });
  }

  async function choose(sample: number): Promise<void> {
    state.sample = sample;
    await doing(async () => show(await desk.ask('lookAt', sample)));
  }

  function play(): void {
    const mine = ++playing;
    state.isPlaying = true;
    let last = performance.now() - 1000 / SPEEDS[state.speed];
    const turn = async () => {
      const now = performance.now();
      // As many rounds as are due: a slow page shows fewer pictures and keeps its speed.
      const due = (SPEEDS[state.speed] * Math.min(now - last, LONGEST)) / 1000;
      last = now;
      await run(Math.max(1, Math.round(due)));
      const rest = Math.max(FRAME, 1000 / SPEEDS[state.speed]) - (performance.now() - now);
      if (mine === playing) timer = setTimeout(turn, Math.max(0, rest));
    };
    void turn();
  }

  function pause(): void {
    playing++;
    state.isPlaying = false;
    clearTimeout(timer);
  }

  function close(): void {
    opening++;
    pause();
    desk.stop('');
  }

  const advice = computed(() => {
    if (!snapshot.value || Number.isFinite(snapshot.value.loss)) return state.trouble;
    const { loss, outputActivation } = setup.value!;
    const isOutside = loss === 'crossEntropy' && outputActivation !== 'sigmoid';
    return isOutside ? words.needsSigmoid : words.diverged;
  });

  return {
    ...{ setup, samples, snapshot, before, points, lastRun, state, advice, isOpen, canStep },
    ...{ open, forward, backward, update, run, back, edit, choose, play, pause, close },
  };
}

export type Training = ReturnType<typeof useTraining>;
