import {
  affineGrid,
  channelShuffle,
  DataError,
  gridSample,
  interpolate,
  pixelShuffle,
  pixelUnshuffle,
  ShapeError,
  zeros,
} from '../../src/index.ts';
import { testWrongCalls, type WrongCall, wrong } from '../support/wrong-calls.ts';

const x = zeros([2, 4, 5], {
  name: 'x',
});
const image = zeros([1, 2, 4, 6], { name: 'image' });
const volume = zeros([1, 1, 2, 2, 2], { name: 'volume' });

const table: readonly WrongCall[] = [
  [
    'interpolation without a size',
    () => interpolate(x, {}),
    DataError,
    'interpolate: size: expected either a size or a scaleFactor, got undefined',
  ],
  [
    'interpolation to nothing',
    () => interpolate(x, { scaleFactor: 0.1 }),
    DataError,
    'interpolate: size: expected a whole number, 1 or more, got 0',
  ],
  [
    'an unknown interpolation',
    () => interpolate(x, { size: 3, mode: wrong('cubic') }),
    DataError,
    'interpolate: mode: expected nearest or nearest-exact or linear or bilinear or trilinear or bicubic or area, got the string "cubic"',
  ],
  [
    'corners to align where there is no line between entries',
    () => interpolate(x, { size: 3, mode: 'area', alignCorners: true }),
    DataError,
    'interpolate: mode: expected a linear mode or bicubic for alignCorners, got the string "area"',
  ],
  [
    'interpolation to sizes of too few axes',
    () => interpolate(image, { size: [3] }),
    DataError,
    'interpolate: size: expected a whole number or a list of 2, got an array of length 1',
  ],
  [
    'scales of too many axes',
    () => interpolate(x, { scaleFactor: [2, 2] }),
    DataError,
    'interpolate: scaleFactor: expected a number or a list of 1, got an array of length 2',
  ],
  [
    'interpolation without a batch',
    () =>
      interpolate(
        zeros([3, 4], {
          name: 'x',
        }),
        { size: 2 },
      ),
    ShapeError,
    'interpolate: expected [batch, channels, …], not empty, got x [3, 4] of rank 2',
  ],
  [
    'a shuffle of too few channels',
    () => pixelShuffle(image, 2),
    ShapeError,
    'pixelShuffle: expected channels that 2² divides, got image [1, 2, 4, 6]',
  ],
  [
    'an unshuffle of an odd height',
    () => pixelUnshuffle(image, 3),
    ShapeError,
    'pixelUnshuffle: expected sides that 3 divides, got image [1, 2, 4, 6]',
  ],
  [
    'a grid for another batch',
    () => gridSample(image, zeros([2, 3, 3, 2], { name: 'grid' })),
    ShapeError,
    'gridSample: expected a grid of [1, height, width, 2], got grid [2, 3, 3, 2]',
  ],
  [
    'an unknown padding mode',
    () => gridSample(image, zeros([1, 3, 3, 2]), { paddingMode: wrong('reflect') }),
    DataError,
    'gridSample: paddingMode: expected zeros or border or reflection, got the string "reflect"',
  ],
  [
    'a grid of a plane for a volume',
    () => gridSample(volume, zeros([1, 3, 3, 2], { name: 'grid' })),
    ShapeError,
    'gridSample: expected a grid of [1, depth, height, width, 3], got grid [1, 3, 3, 2]',
  ],
  [
    'a line to sample',
    () => gridSample(x, zeros([2, 3, 2])),
    ShapeError,
    'gridSample: expected [batch, channels, height, width], or one with a depth, not empty, got x [2, 4, 5] of rank 3',
  ],
  [
    'an affine map for another batch',
    () => affineGrid(zeros([2, 2, 3], { name: 'theta' }), [1, 1, 4, 4]),
    ShapeError,
    'affineGrid: expected maps of [1, 2, 3], got theta [2, 2, 3]',
  ],
  [
    'an affine map to a line',
    () => affineGrid(zeros([1, 2, 3]), [1, 1, 4]),
    DataError,
    'affineGrid: size: expected [batch, channels, height, width] or one with a depth, got an array of length 3',
  ],
  [
    'channels that groups do not divide',
    () => channelShuffle(x, 3),
    ShapeError,
    'channelShuffle: expected channels that can be divided into 3 groups, got x [2, 4, 5]',
  ],
  [
    'a shuffle without a batch',
    () => channelShuffle(zeros([4, 5], { name: 'x' }), 2),
    ShapeError,
    'channelShuffle: expected [batch, channels, …] of rank 3 or more, got x [4, 5] of rank 2',
  ],
];

testWrongCalls('a resampling', table);
