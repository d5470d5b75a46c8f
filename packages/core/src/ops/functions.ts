/*
 * The operations that are functions only, `conv2d(x, w)` and not `x.conv2d(w)`, so that a bundle holds those that a
 * program uses and no others. The laws in the tests hold for them as for the table.
 */

export { affineGrid } from './affine-grid.ts';
export {
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveAvgPool3d,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  localResponseNorm,
  lpPool1d,
  lpPool2d,
  lpPool3d,
} from './average-pooling.ts';
export {
  besselJ0,
  besselJ1,
  besselK0,
  besselK0e,
  besselK1,
  besselK1e,
  besselY0,
  besselY1,
  i0,
  i0e,
  i1,
  i1e,
  sphericalBesselJ0,
} from './bessel.ts';
export { bilinear } from './bilinear-form.ts';
export { combinations, vander } from './combinations.ts';
export {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from './convolution.ts';
export { bincount, histogram, unique } from './counts.ts';
export { cdist, corrCoef, cov } from './covariance.ts';
export { cumulativeTrapezoid } from './cumulative.ts';
export { cholesky, eigh, eigvalsh, pinv, qr, svd, svdvals } from './decompositions.ts';
export { det, logDet, slogDet } from './determinant.ts';
export { cosineSimilarity, normalize, pairwiseDistance, pdist } from './distances.ts';
export { inner, tensordot } from './einsum.ts';
export { beta, betaln, gammainc, gammaincc, multigammaln, zeta } from './gamma.ts';
export { gradient } from './gradient.ts';
export { gridSample } from './grid-sample.ts';
export { heaviside } from './heaviside.ts';
export { householderProduct } from './householder.ts';
export { col2im, im2col } from './im2col.ts';
export { interpolate } from './interpolate.ts';
export { entr, ldexp, xlog1py } from './logarithmic.ts';
export { lu } from './lu.ts';
export { maskedScatter, maskedSelect } from './masked.ts';
export { matrixExp, matrixPower } from './matrix-functions.ts';
export {
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  adaptiveMaxPool3d,
  argMaxPool1d,
  argMaxPool2d,
  argMaxPool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from './max-pooling.ts';
export { maxUnpool1d, maxUnpool2d, maxUnpool3d } from './max-unpooling.ts';
export { erfcx, logNdtr, ndtr, ndtri } from './normal.ts';
export { cond, matrixNorm, matrixRank, vectorNorm } from './norms.ts';
export { channelShuffle, pixelShuffle, pixelUnshuffle } from './pixel-shuffle.ts';
export { addbmm, addmv, addr, vdot, vecdot } from './products.ts';
export { indexCopy, indexFill, indexPut } from './put.ts';
export { nanMedian, nanQuantile, quantile } from './quantile.ts';
export { atleast1d, atleast2d, atleast3d, ravel, unflatten } from './ranks.ts';
export { indexReduce, scatterReduce } from './scatter-reduce.ts';
export { bucketize, searchSorted } from './search.ts';
export { aminmax } from './selection.ts';
export { fliplr, flipud } from './slice.ts';
export { inverse, solve, triangularSolve } from './solve.ts';
export { kthValue, mode } from './sort.ts';
export { dsplit, hsplit, tensorSplit, vsplit } from './split.ts';
export { renorm } from './statistics.ts';
export { choleskyInverse, choleskySolve, lstsq, tensorinv, tensorsolve } from './systems.ts';
export { diagonalScatter, selectScatter, sliceScatter } from './view-scatter.ts';
