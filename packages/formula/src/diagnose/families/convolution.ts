import { coreName, flip } from '@chainrule/core';
import { altered, type Family } from '../hypothesis.ts';
import { reading } from './points.ts';

/** A convolution whose derivative was taken with the kernel the wrong way round. */
export const unturned: Family = function* (study) {
  const { smallest, speaker } = study;
  for (const link of smallest.links()) {
    const { from, to } = link;
    if (coreName(from.node.primitive) !== 'convolve') continue;
    const kernel = smallest.landmarkOf(from.node.inputs[1]);
    if (kernel === undefined) continue;
    const spatial = kernel.node.shape.map((_, axis) => axis).slice(2);
    const name = speaker.node(kernel);
    if (to === kernel)
      yield altered(
        smallest,
        'transposed',
        [link],
        () => `the gradient of the kernel ${name} is turned by 180°`,
        () =>
          ({ truth }) =>
            flip(truth, { axis: spatial }),
      );
    else
      yield altered(
        smallest,
        'transposed',
        [link],
        () => `the kernel ${name} was not turned: what comes back is convolved with it turned by 180°`,
        reading(smallest, (place) => ({
          inputs: new Map([[kernel, flip(place.at(kernel.node), { axis: spatial })]]),
        })),
      );
  }
};
