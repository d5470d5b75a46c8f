// The program that main.ts bundles and starts: times the eager scalar graph and writes the measurements to a file.
import { writeFileSync } from 'node:fs';
import { FULL, measure, QUICK } from './measure.ts';
import { scalarMlp } from './scalar-mlp.ts';
import { tutorialB } from './tutorial-b.ts';
import { checkAgreement } from './workload.ts';

const [file, quick] = process.argv.slice(2);

const measurements = [tutorialB(10_000), scalarMlp(100)].map((workload) => {
  checkAgreement(workload);
  return measure(workload, quick === 'true' ? QUICK : FULL, (done) => console.log(done));
});
writeFileSync(file, JSON.stringify(measurements));
