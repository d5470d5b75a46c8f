/*
 * The operations that are functions only, `conv2d(x, w)` and not `x.conv2d(w)`, so that a bundle contains only those that a
 * program uses. The laws in the tests cover them as well as the table.
 */

export {
  besselI0,
  besselI0e,
  besselI1,
  besselI1e,
  besselJ0,
  besselJ1,
  besselK0,
  besselK0e,
  besselK1,
  besselK1e,
  besselY0,
  besselY1,
  sphericalBesselJ0,
} from './elementwise/bessel.ts';
export { beta, betaln, gammainc, gammaincc, multigammaln, zeta } from './elementwise/gamma.ts';
export { heaviside } from './elementwise/heaviside.ts';
export { entr, ldexp, xlog1py } from './elementwise/logarithmic.ts';
export { erfcx, logNdtr, ndtr, ndtri } from './elementwise/normal.ts';
export { maskedScatter, maskedSelect } from './indexing/masked.ts';
export { indexCopy, indexFill, indexPut } from './indexing/put.ts';
export { indexReduce, scatterReduce } from './indexing/scatter-reduce.ts';
export { bucketize, searchSorted } from './indexing/search.ts';
export { diagonalScatter, selectScatter, sliceScatter } from './indexing/view-scatter.ts';
export { bilinear } from './linalg/bilinear-form.ts';
export { cholesky, eigh, eigvalsh, pinv, qr, svd, svdvals } from './linalg/decompositions.ts';
export { det, logDet, slogDet } from './linalg/determinant.ts';
export { inner, tensorDot } from './linalg/einsum.ts';
export { householderProduct } from './linalg/householder.ts';
export { lu } from './linalg/lu.ts';
export { matrixExp, matrixPower } from './linalg/matrix-functions.ts';
export { cond, matrixNorm, matrixRank, vectorNorm } from './linalg/norms.ts';
export { addbmm, addmv, addr, vdot, vecDot } from './linalg/products.ts';
export { inverse, solve, triangularSolve } from './linalg/solve.ts';
export { choleskyInverse, choleskySolve, lstsq, tensorInv, tensorSolve } from './linalg/systems.ts';
export { binCount, histogram, unique } from './reduce/counts.ts';
export { cdist, corrCoef, cov } from './reduce/covariance.ts';
export { cumulativeTrapezoid } from './reduce/cumulative.ts';
export { cosineSimilarity, normalize, pairwiseDistance, pdist } from './reduce/distances.ts';
export { gradient } from './reduce/gradient.ts';
export { nanMedian, nanQuantile, quantile } from './reduce/quantile.ts';
export { aminmax } from './reduce/selection.ts';
export { kthValue, mode } from './reduce/sort.ts';
export { renorm } from './reduce/statistics.ts';
export { combinations, vander } from './shape/combinations.ts';
export { atleast1d, atleast2d, atleast3d, ravel, unflatten } from './shape/ranks.ts';
export { fliplr, flipud } from './shape/slice.ts';
export { dsplit, hsplit, tensorSplit, vsplit } from './shape/split.ts';
export { affineGrid } from './window/affine-grid.ts';
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
} from './window/average-pooling.ts';
export {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from './window/convolution.ts';
export { gridSample } from './window/grid-sample.ts';
export { col2im, im2col } from './window/im2col.ts';
export { interpolate } from './window/interpolate.ts';
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
} from './window/max-pooling.ts';
export { maxUnpool1d, maxUnpool2d, maxUnpool3d } from './window/max-unpooling.ts';
export { channelShuffle, pixelShuffle, pixelUnshuffle } from './window/pixel-shuffle.ts';
