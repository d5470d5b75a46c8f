import {
  SECTION_END,
  SECTION_START,
  SECTION_THREADS,
  THREAD_CALLS,
  THREAD_SLEEPS,
} from '../src/wasm/control';
import { run } from './run';
import { changesSoon, check, line, sleep } from './sync';

/** The life of a worker: it comes when called and executes its share, until the pool is closed and it traps. */
export function serve(thread: i32, control: usize): void {
  const own = line(thread, control);
  let calls = 0;
  while (true) {
    if (!changesSoon(own + THREAD_CALLS, calls)) {
      atomic.store<i32>(own, 1, THREAD_SLEEPS);
      while (atomic.load<i32>(own, THREAD_CALLS) == calls) {
        check(control);
        sleep(own + THREAD_CALLS, calls, Infinity);
      }
      atomic.store<i32>(own, 0, THREAD_SLEEPS);
    }
    check(control);
    calls++;
    run(
      load<usize>(control, SECTION_START),
      load<usize>(control, SECTION_END),
      thread,
      load<i32>(control, SECTION_THREADS),
      control,
    );
  }
}
