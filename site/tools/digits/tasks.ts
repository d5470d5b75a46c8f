import { type Progress, Reader, type Reading } from './reader.ts';

let reader: Reader | undefined;

const current = (): Reader => {
  if (reader === undefined) throw new Error('No pictures have been opened.');
  return reader;
};

/** Begins with a file of pictures, which the tasks after it go on with. */
export function openReader(file: ArrayBuffer): void {
  reader = new Reader(new Uint8Array(file));
}

export const trainReader = (steps: number): Progress => current().train(steps);

export const readPicture = (pixels: Float32Array): Reading => current().read(pixels);

export const pictureOf = (k: number): Float32Array => current().sample(k);
