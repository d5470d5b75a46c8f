import { writeFileSync } from 'node:fs';
import { FULL, measure, QUICK } from './measure.ts';
import { checkAgreement, type Workload } from './workload.ts';

/** What the program of a suite does: checks and times its workloads one after the other, and writes the measurements. */
export function timeAll(workloads: Iterable<Workload>): void {
  const [file, quick] = process.argv.slice(2);
  const effort = quick === 'true' ? QUICK : FULL;
  const measurements = Array.from(workloads, (workload) => {
    checkAgreement(workload);
    return measure(workload, effort, (cycle) =>
      console.log(`${workload.name}: cycle ${cycle + 1} of ${effort.cycles}`),
    );
  });
  writeFileSync(file, JSON.stringify(measurements));
}
