/*
 * The operations that are functions only, `conv2d(x, w)` and not `x.conv2d(w)`, so that a bundle holds those that a
 * program uses and no others. The laws in the tests hold for them as for the table.
 */

export { conv1d, conv2d, conv3d, convTranspose1d, convTranspose2d } from './convolution.ts';
export { cdist, corrCoef, cov } from './covariance.ts';
export { cholesky, eigh, pinv, qr, svd } from './decompositions.ts';
export { det, logDet, slogDet } from './determinant.ts';
export { inner, tensordot } from './einsum.ts';
export { gridSample } from './grid-sample.ts';
export { col2im, im2col } from './im2col.ts';
export { interpolate } from './interpolate.ts';
export { matrixExp, matrixPower } from './matrix-functions.ts';
export { pixelShuffle, pixelUnshuffle } from './pixel-shuffle.ts';
export {
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  avgPool1d,
  avgPool2d,
  localResponseNorm,
  lpPool1d,
  lpPool2d,
  maxPool1d,
  maxPool2d,
} from './pooling.ts';
export { inverse, solve, triangularSolve } from './solve.ts';
