export {
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  avgPool1d,
  avgPool2d,
  bilinear,
  celu,
  conv1d,
  conv2d,
  convTranspose2d,
  elu,
  flatten,
  gelu,
  glu,
  hardShrink,
  hardSigmoid,
  hardSwish,
  hardTanh,
  interpolate,
  leakyRelu,
  logSigmoid,
  logSoftmax,
  maxPool1d,
  maxPool2d,
  mish,
  prelu,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softmin,
  softplus,
  softShrink,
  softSign,
  tanh,
  tanhShrink,
  threshold,
} from '@chainrule/core';
export type { Compiler } from './compiler.ts';
export type { UnpackOptions } from './data/archive.ts';
export { type Stacked, stackSamples } from './data/collate.ts';
export type { Column, ColumnLike, NumberArray } from './data/column.ts';
export { type CsvOptions, fromCsv, type Table } from './data/csv.ts';
export { type Batch, type Columns, Dataset, type Samples } from './data/dataset.ts';
export { fromIdx, type IdxOptions } from './data/idx.ts';
export { encodeLabels } from './data/labels.ts';
export { DataLoader, type LoaderOptions, type LoaderPosition, type Source } from './data/loader.ts';
export { fromNpz, toNpz } from './data/npz.ts';
export { kFold, randomSplit, type Selectable, type SplitOptions } from './data/split.ts';
export { type Standardizer, standardizer } from './data/standardize.ts';
export { SetupError } from './errors/classes.ts';
export { fit } from './fit/fit.ts';
export { type EpochRecord, History, type Stopped } from './fit/history.ts';
export type { StopSignal } from './fit/interrupt.ts';
export type {
  BatchSource,
  CheckpointOptions,
  EarlyStopping,
  EpochInfo,
  FitCallback,
  FitOptions,
  Outcome,
  StepInfo,
  TrainingData,
} from './fit/options.ts';
export { dirac } from './initializers/dirac.ts';
export { calculateGain, type InitializerOptions } from './initializers/fans.ts';
export { type KaimingOptions, kaimingNormal, kaimingUniform } from './initializers/kaiming.ts';
export { lecunNormal, lecunUniform } from './initializers/lecun.ts';
export { type OrthogonalOptions, orthogonal } from './initializers/orthogonal.ts';
export { type SparseOptions, sparse } from './initializers/sparse.ts';
export { type TruncatedNormalOptions, truncatedNormal } from './initializers/truncated-normal.ts';
export { type XavierOptions, xavierNormal, xavierUniform } from './initializers/xavier.ts';
export { type AttentionOptions, scaledDotProductAttention } from './layers/attention.ts';
export {
  BatchNorm1d,
  BatchNorm2d,
  type BatchNormCallOptions,
  type BatchNormOptions,
  batchNorm,
} from './layers/batch-norm.ts';
export { Bilinear, type BilinearOptions } from './layers/bilinear.ts';
export { ConvTranspose2d } from './layers/conv-transpose2d.ts';
export { Conv1d } from './layers/conv1d.ts';
export { Conv2d } from './layers/conv2d.ts';
export type { ConvOptions, ConvTransposeOptions, PerAxis } from './layers/convolution.ts';
export {
  Dropout,
  Dropout2d,
  type DropoutCallOptions,
  type DropoutOptions,
  dropout,
  dropout2d,
} from './layers/dropout.ts';
export { Embedding, type EmbeddingOptions, embedding } from './layers/embedding.ts';
export { Flatten } from './layers/flatten.ts';
export { GroupNorm, type GroupNormOptions, groupNorm } from './layers/group-norm.ts';
export { GRU } from './layers/gru.ts';
export { GRUCell, gruCell } from './layers/gru-cell.ts';
export { Identity } from './layers/identity.ts';
export {
  InstanceNorm1d,
  InstanceNorm2d,
  type InstanceNormOptions,
  instanceNorm,
} from './layers/instance-norm.ts';
export { Lambda } from './layers/lambda.ts';
export { LayerNorm, type LayerNormOptions, layerNorm } from './layers/layer-norm.ts';
export { Linear, type LinearOptions, linear } from './layers/linear.ts';
export { LSTM } from './layers/lstm.ts';
export { LSTMCell, lstmCell } from './layers/lstm-cell.ts';
export {
  MultiheadAttention,
  type MultiheadAttentionOptions,
  type MultiheadCallOptions,
} from './layers/multihead-attention.ts';
export type { ElementwiseNormOptions, NormalizedShape } from './layers/normalized-shape.ts';
export { Parallel, type ParallelOptions } from './layers/parallel.ts';
export type { Given, Initializer, LayerOptions } from './layers/parameters.ts';
export {
  AdaptiveAvgPool1d,
  AdaptiveAvgPool2d,
  AvgPool1d,
  AvgPool2d,
  type AvgPoolOptions,
  MaxPool1d,
  MaxPool2d,
  type MaxPoolOptions,
} from './layers/pooling.ts';
export {
  PositionalEncoding,
  type PositionalEncodingOptions,
  positionalEncoding,
} from './layers/positional-encoding.ts';
export { PReLU, type PReLUOptions } from './layers/prelu.ts';
export type { RecurrentOptions } from './layers/recurrent.ts';
export type { CellWeights, LSTMState, RNNCellOptions } from './layers/recurrent-cells.ts';
export { Residual } from './layers/residual.ts';
export { RMSNorm, rmsNorm } from './layers/rms-norm.ts';
export { RNN } from './layers/rnn.ts';
export { RNNCell, rnnCell } from './layers/rnn-cell.ts';
export { RotaryEmbedding, type RotaryOptions, rotaryEmbedding } from './layers/rotary-embedding.ts';
export { Sequential } from './layers/sequential.ts';
export type { TransformerLayerOptions } from './layers/transformer.ts';
export { type DecoderCallOptions, TransformerDecoderLayer } from './layers/transformer-decoder-layer.ts';
export { type EncoderCallOptions, TransformerEncoderLayer } from './layers/transformer-encoder-layer.ts';
export { Upsample, type UpsampleOptions } from './layers/upsample.ts';
export { type BceOptions, type BceWithLogitsOptions, bce, bceWithLogits } from './losses/bce.ts';
export type { ClassLossOptions } from './losses/classes.ts';
export { cosineEmbedding } from './losses/cosine-embedding.ts';
export { type CrossEntropyOptions, crossEntropy } from './losses/cross-entropy.ts';
export { type CtcOptions, ctc } from './losses/ctc.ts';
export { type GaussianNllOptions, gaussianNll } from './losses/gaussian-nll.ts';
export { hinge, hingeEmbedding, type MarginOptions } from './losses/hinge.ts';
export { huber, smoothL1 } from './losses/huber.ts';
export { type KlDivOptions, klDiv } from './losses/kl-div.ts';
export { l1 } from './losses/l1.ts';
export { type MultiMarginOptions, marginRanking, multiMargin } from './losses/margin.ts';
export { mse } from './losses/mse.ts';
export { nll } from './losses/nll.ts';
export { type PoissonNllOptions, poissonNll } from './losses/poisson-nll.ts';
export type { LossOptions } from './losses/reduction.ts';
export { type TripletMarginOptions, tripletMargin } from './losses/triplet-margin.ts';
export {
  type AverageOptions,
  accuracy,
  type ClassOptions,
  confusionMatrix,
  f1Score,
  precision,
  recall,
} from './metrics/confusion.ts';
export type { Metric } from './metrics/metric.ts';
export { perplexity } from './metrics/perplexity.ts';
export { auc, topKAccuracy } from './metrics/ranking.ts';
export { r2Score } from './metrics/regression.ts';
export type { Bounds } from './minimize/bounds.ts';
export {
  type LeastSquaresOptions,
  type LeastSquaresResult,
  leastSquares,
} from './minimize/least-squares.ts';
export { type MinimizeOptions, minimize } from './minimize/minimize.ts';
export type { IterationRecord, MinimizeResult, Status } from './minimize/result.ts';
export type { RobustLoss } from './minimize/robust.ts';
export type { LoadOptions, LoadReport, StateDict, StateOptions } from './module/state.ts';
export { type SummaryOptions, summary } from './module/summary.ts';
export { type AnyModule, type Layer, Module } from './module.ts';
export { accumulate } from './optimizers/accumulate.ts';
export {
  adadelta,
  type ScaleByAdadeltaOptions,
  scaleByAdadelta,
} from './optimizers/adadelta.ts';
export {
  type AdagradOptions,
  adagrad,
  type ScaleByAdagradOptions,
  scaleByAdagrad,
} from './optimizers/adagrad.ts';
export {
  type AdamOptions,
  type AdamRule,
  adam,
  adamW,
  type ScaleByAdamOptions,
  scaleByAdam,
} from './optimizers/adam.ts';
export { adamax, scaleByAdamax } from './optimizers/adamax.ts';
export { WeightAverage, type WeightAverageOptions } from './optimizers/average.ts';
export { clipByGlobalNorm, clipByNorm, clipByValue, globalNorm } from './optimizers/clip.ts';
export { addDecayedWeights } from './optimizers/decay.ts';
export { groups, type ParameterGroup } from './optimizers/groups.ts';
export { lamb, scaleByTrustRatio } from './optimizers/lamb.ts';
export { LBFGS, type LBFGSOptions } from './optimizers/lbfgs.ts';
export { type LionOptions, lion, scaleByLion } from './optimizers/lion.ts';
export { type HeavyBallOptions, heavyBall } from './optimizers/momentum.ts';
export { type MuonOptions, muon, orthogonalized } from './optimizers/muon.ts';
export { nadam, type ScaleByNadamOptions, scaleByNadam } from './optimizers/nadam.ts';
export { applyUpdates, Optimizer } from './optimizers/optimizer.ts';
export { radam, scaleByRadam } from './optimizers/radam.ts';
export { scaleByLearningRate, scaleOverTime } from './optimizers/rate.ts';
export {
  type RmspropOptions,
  rmsprop,
  type ScaleByRmsOptions,
  scaleByRms,
} from './optimizers/rmsprop.ts';
export { type RpropOptions, rprop } from './optimizers/rprop.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { chain, type GradientTransform, scale } from './optimizers/transform.ts';
export { manualSeed } from './random.ts';
export { type ArchitectureJSON, architectureOf, type Registry } from './saving/architecture.ts';
export { loadModel, type SaveOptions, saveModel } from './saving/model.ts';
export { modelOf } from './saving/model-of.ts';
export { fromSafetensors, type Safetensors, toSafetensors } from './saving/safetensors.ts';
export { type CheckpointStore, folderStore, memoryStore } from './saving/store.ts';
export {
  constantRate,
  cosineDecay,
  cosineRestarts,
  type DecayOptions,
  exponentialDecay,
  polynomialDecay,
  stepDecay,
} from './schedules/decays.ts';
export {
  type FindLearningRateOptions,
  findLearningRate,
  type LearningRateCurve,
} from './schedules/find-learning-rate.ts';
export { ReduceOnPlateau, type ReduceOnPlateauOptions } from './schedules/plateau.ts';
export { type Rate, type Schedule, schedule } from './schedules/schedule.ts';
export {
  chainSchedules,
  joinSchedules,
  type LinearRateOptions,
  linearRate,
  type OneCycleOptions,
  oneCycle,
  warmUp,
} from './schedules/warm-up.ts';
