import {
  adaptiveAvgPool1d,
  adaptiveMaxPool1d,
  avgPool2d,
  col2im,
  conv1d,
  conv2d,
  convTranspose1d,
  convTranspose2d,
  DataError,
  localResponseNorm,
  maxPool1d,
  maxPool3d,
  maxUnpool1d,
  ShapeError,
  zeros,
} from '../../src/index.ts';
import { testWrongCalls, type WrongCall, wrong } from '../support/wrong-calls.ts';

const x = zeros([2, 4, 5], {
  name: 'x',
});
const image = zeros([1, 2, 4, 6], { name: 'image' });
const w = zeros([6, 4, 3], { name: 'w' });
const W = zeros([3, 2, 2, 2], { name: 'W' });

const table: readonly WrongCall[] = [
  [
    'too few axes',
    () =>
      conv1d(
        zeros([5], {
          name: 'x',
        }),
        w,
      ),
    ShapeError,
    'conv1d: expected [batch, channels, width] or [channels, width], got x [5] of rank 1',
  ],
  [
    'too many axes',
    () => conv1d(image, w),
    ShapeError,
    'conv1d: expected [batch, channels, width] or [channels, width], got image [1, 2, 4, 6] of rank 4',
  ],
  [
    'a weight of another rank',
    () => conv2d(image, w),
    ShapeError,
    'conv2d: expected a weight of rank 4, not empty, got w [6, 4, 3] of rank 3',
  ],
  [
    'an empty kernel',
    () => conv1d(x, zeros([6, 4, 0], { name: 'w' })),
    ShapeError,
    'conv1d: expected a weight of rank 3, not empty, got w [6, 4, 0] of rank 3',
  ],
  [
    'channels that differ',
    () => conv1d(x, zeros([6, 3, 3], { name: 'w' })),
    ShapeError,
    'conv1d: expected 3 channels, to go with w [6, 3, 3] (groups: 1), got x [2, 4, 5]',
  ],
  [
    'channels of groups that differ',
    () => conv1d(x, w, { groups: 2 }),
    ShapeError,
    'conv1d: expected 8 channels, to go with w [6, 4, 3] (groups: 2), got x [2, 4, 5]',
  ],
  [
    'outputs that groups do not divide',
    () => conv1d(x, zeros([5, 2, 3], { name: 'w' }), { groups: 2 }),
    ShapeError,
    'conv1d: expected a weight whose first axis can be divided into 2 groups, got w [5, 2, 3]',
  ],
  [
    'a kernel that does not fit',
    () => conv1d(x, w, { dilation: 3 }),
    ShapeError,
    'conv1d: expected at least 7 along axis 2 for one window to fit, got x [2, 4, 5]',
  ],
  [
    'a bias of another length',
    () => conv1d(x, w, { bias: [1, 2] }),
    ShapeError,
    'conv1d: expected a bias of shape [6], got a value [2]',
  ],
  [
    'a stride of 0',
    () => conv1d(x, w, { stride: 0 }),
    DataError,
    'conv1d: stride: expected a whole number, 1 or more, got 0',
  ],
  [
    'a stride with padding same',
    () => conv1d(x, w, { stride: 2, padding: 'same' }),
    DataError,
    'conv1d: padding: expected a number or valid if the stride is above 1, got the string "same"',
  ],
  [
    'a padding of another name',
    () => conv1d(x, w, { padding: wrong('full') }),
    DataError,
    'conv1d: padding: expected a whole number or a list of 1, got the string "full"',
  ],
  [
    'options for too many axes',
    () => conv2d(image, W, { stride: [1, 2, 3] }),
    DataError,
    'conv2d: stride: expected a whole number or a list of 2, got an array of length 3',
  ],
  [
    'a fraction as groups',
    () => conv1d(x, w, { groups: 1.5 }),
    DataError,
    'conv1d: groups: expected a whole number, 1 or more, got 1.5',
  ],
  [
    'transposed: channels that differ',
    () => convTranspose1d(x, w),
    ShapeError,
    'convTranspose1d: expected 6 channels, to go with w [6, 4, 3] (groups: 1), got x [2, 4, 5]',
  ],
  [
    'transposed: an output padding as long as the stride',
    () => convTranspose2d(image, zeros([2, 1, 2, 2]), { outputPadding: 1 }),
    DataError,
    'convTranspose2d: outputPadding: expected less than the stride or the dilation, got 1',
  ],
  [
    'transposed: all of it cut off',
    () => convTranspose1d(x, zeros([4, 1, 1]), { padding: 3 }),
    ShapeError,
    'convTranspose1d: expected entries to remain after cutting off a padding of 3, got x [2, 4, 5]',
  ],
  [
    'transposed: a padding by name',
    () => convTranspose1d(x, zeros([4, 1, 1]), { padding: wrong('same') }),
    DataError,
    'convTranspose1d: padding: expected a whole number or a list of 1, got the string "same"',
  ],
  [
    'a pool over a vector',
    () => maxPool1d(zeros([5], { name: 'v' }), 2),
    ShapeError,
    'maxPool1d: expected [batch, channels, width] or [channels, width], got v [5] of rank 1',
  ],
  [
    'a window that does not fit',
    () => avgPool2d(image, 5),
    ShapeError,
    'avgPool2d: expected at least 5 along axis 2 for one window to fit, got image [1, 2, 4, 6]',
  ],
  [
    'more padding than half of the window',
    () => maxPool1d(x, 3, { padding: 2 }),
    DataError,
    'maxPool1d: padding: expected at most half of the window of 3, got 2',
  ],
  [
    'a window with nothing in it',
    () =>
      maxPool1d(
        zeros([1, 1, 1], {
          name: 'x',
        }),
        2,
        { padding: 1, dilation: 2 },
      ),
    ShapeError,
    'maxPool1d: expected at least 2 along axis 2 for one window to fit, got x [1, 1, 1]',
  ],
  [
    'a window of no size',
    () => maxPool1d(x, wrong(undefined)),
    DataError,
    'maxPool1d: kernelSize: expected a whole number or a list of 1, got undefined',
  ],
  [
    'a volume without a depth',
    () => maxPool3d(x, 2),
    ShapeError,
    'maxPool3d: expected [batch, channels, depth, height, width] or [channels, depth, height, width], got x [2, 4, 5] of rank 3',
  ],
  [
    'indices of another shape',
    () => maxUnpool1d(x, zeros([2, 4, 4], { name: 'i', dtype: 'int32' }), 2),
    ShapeError,
    'maxUnpool1d: expected an index for each entry of x [2, 4, 5], got i [2, 4, 4]',
  ],
  [
    'indices that are no whole numbers',
    () => maxUnpool1d(x, zeros([2, 4, 5], { name: 'i' }), 2),
    DataError,
    "maxUnpool1d: expected whole numbers as indices, got i [2, 4, 5] of dtype float64 (.asType('int32') truncates them)",
  ],
  [
    'indices beyond what a pool could have seen',
    () => maxUnpool1d(zeros([1, 2]), [[0, 4]], 2),
    ShapeError,
    'maxUnpool1d: expected indices from 0 to 3, got a value [1, 2]',
  ],
  [
    'a size that does not pool to this one',
    () => maxUnpool1d(zeros([1, 2]), [[0, 3]], 2, { outputSize: 6 }),
    DataError,
    'maxUnpool1d: outputSize: expected a size less than the stride of 2 away from 4, got 6',
  ],
  [
    'adaptive: no window',
    () => adaptiveAvgPool1d(x, 0),
    DataError,
    'adaptiveAvgPool1d: outputSize: expected a whole number, 1 or more, got 0',
  ],
  [
    'adaptive: nothing to share out',
    () =>
      adaptiveMaxPool1d(
        zeros([1, 0], {
          name: 'x',
        }),
        2,
      ),
    ShapeError,
    'adaptiveMaxPool1d: expected at least 1 along axis 1 for one window to fit, got x [1, 0]',
  ],
  [
    'a norm over channels that are not there',
    () =>
      localResponseNorm(
        zeros([3, 4], {
          name: 'x',
        }),
        2,
      ),
    ShapeError,
    'localResponseNorm: expected [batch, channels, …] of rank 3 or more, got x [3, 4] of rank 2',
  ],
  [
    'columns of another number',
    () => col2im(zeros([8, 5], { name: 'columns' }), 2, { outputSize: [3, 3] }),
    ShapeError,
    'col2im: expected rows in groups of 4, and a column for each of 2 × 2 places, got columns [8, 5]',
  ],
];

testWrongCalls('a convolution or a pool', table);
