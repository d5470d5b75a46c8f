// A training to be killed: checkpoints after every step, in the folder that it is given; at the end the weights.
//   tsx train.ts FOLDER EPOCHS
import { fit, saveModel } from '../../src/index.ts';
import { loader, network, options } from '../fit/setting.ts';

const [folder, epochs] = process.argv.slice(2);
const model = network();
const history = await fit(model, loader(), {
  ...options(),
  epochs: Number(epochs),
  checkpoint: { store: folder, everySteps: 1 },
  resume: true,
  progress: process.argv.includes('--progress'),
  // Tells whoever waits for the first step that it was done.
  callbacks: [{ onStep: () => process.stdout.write('step\n') }],
});
if (history.stopped === 'finished') await saveModel(model, `${folder}/final.safetensors`);
