import { writeFileSync } from 'node:fs';
import { FULL, type Measurement, measure, QUICK } from './measure.ts';
import { checkAgreement, type Workload } from './workload.ts';

/** The program of a suite: checks and times its workloads in sequence, and writes the measurements. */
export async function timeAll(workloads: Iterable<Workload>): Promise<void> {
  const [file, quick] = process.argv.slice(2);
  const effort = quick === 'true' ? QUICK : FULL;
  const measurements: Measurement[] = [];
  for (const workload of workloads) {
    checkAgreement(workload);
    const progress = (cycle: number) =>
      console.log(`${workload.name}: cycle ${cycle + 1} of ${effort.cycles}`);
    measurements.push(await measure(workload, effort, progress));
  }
  writeFileSync(file, JSON.stringify(measurements));
}
