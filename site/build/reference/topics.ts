import type { PACKAGES } from '../packages.ts';

/** A page of the reference: what a package exports from some files of its sources. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  /** The files and folders in `src`, with no ending. */
  readonly from: readonly string[];
}

const topic = (name: string, title: string, from: string): Topic => ({
  name,
  title,
  from: from.split(/\s+/),
});

/** Files of core's operations, by their folder in `ops`. */
const operations = (name: string, title: string, files: Readonly<Record<string, string>>): Topic =>
  topic(
    name,
    title,
    Object.entries(files)
      .map(([folder, names]) => names.replaceAll(/\S+/g, `ops/${folder}/$&`))
      .join(' '),
  );

/** The pages of each package, in the order of the sidebar. */
export const TOPICS: Readonly<Record<(typeof PACKAGES)[number], readonly Topic[]>> = {
  core: [
    topic('values', 'Values and gradients', 'value backward recording errors/classes'),
    topic('making', 'Making Values', 'make array'),
    topic('random', 'Random numbers', 'random'),
    topic(
      'transforms',
      'Transforms',
      'transforms/grad transforms/jacobian transforms/jvp transforms/vjp transforms/vmap transforms/checkpoint transforms/stop-gradient transforms/variables',
    ),
    topic('checking', 'Checking gradients', 'check'),
    topic('custom', 'Custom operations and rules', 'transforms/custom'),
    topic('graphs', 'Graphs as data', 'graph write/graph-json transforms/replay'),
    topic('trees', 'Trees and effects', 'tree effects errors/surplus'),
    topic('primitives', 'Primitives and tracing', 'primitive registry families transforms/abstract'),
    operations('arithmetic', 'Arithmetic and rounding', {
      elementwise: 'arithmetic division extremum rounding',
    }),
    operations('functions', 'Powers, logarithms, trigonometry', {
      elementwise: 'exponential logarithmic hyperbolic trigonometric',
    }),
    operations('activations', 'Activations', { elementwise: 'activation piecewise', reduce: 'softmax' }),
    operations('special', 'Special functions', { elementwise: 'bessel gamma heaviside normal special' }),
    operations('logic', 'Comparison and logic', { elementwise: 'logic' }),
    operations('reductions', 'Sums, statistics, order', {
      reduce:
        'counts covariance cumulative distances gradient quantile reduction selection sort statistics sum',
      shape: 'axes',
    }),
    operations('shapes', 'Shapes, joining, splitting', {
      shape: 'combinations diagonal join pad ranks repeat shape slice split',
    }),
    operations('indexing', 'Indexing and scattering', {
      indexing: 'gather masked put scatter scatter-reduce search view-scatter',
    }),
    operations('products', 'Matrix products', { linalg: 'bilinear-form einsum matmul products' }),
    operations('linear-algebra', 'Linear algebra', {
      linalg: 'decompositions determinant householder lu matrices matrix-functions norms solve systems',
    }),
    operations('convolution', 'Convolution, pooling, images', {
      window:
        'affine-grid average-pooling convolution grid-sample im2col interpolate max-pooling max-unpooling pixel-shuffle pooling windows',
    }),
  ],
  nn: [
    topic(
      'modules',
      'Modules',
      'module errors random layers/identity layers/lambda layers/parallel layers/residual layers/sequential layers/parameters',
    ),
    topic(
      'linear',
      'Linear, embedding, dropout',
      'layers/linear layers/bilinear layers/dropout layers/embedding layers/flatten layers/prelu',
    ),
    topic(
      'convolution',
      'Convolution and pooling',
      'layers/conv-transpose2d layers/conv1d layers/conv2d layers/convolution layers/pooling layers/upsample',
    ),
    topic(
      'normalization',
      'Normalisation',
      'layers/batch-norm layers/group-norm layers/instance-norm layers/layer-norm layers/normalized-shape layers/rms-norm',
    ),
    topic(
      'recurrent',
      'Recurrent layers',
      'layers/gru layers/gru-cell layers/lstm layers/lstm-cell layers/recurrent layers/recurrent-cells layers/rnn layers/rnn-cell',
    ),
    topic(
      'attention',
      'Attention and transformers',
      'layers/attention layers/multihead-attention layers/positional-encoding layers/rotary-embedding layers/transformer layers/transformer-decoder-layer layers/transformer-encoder-layer',
    ),
    topic('initializers', 'Initialisers', 'initializers'),
    topic('losses', 'Losses', 'losses'),
    topic('optimizers', 'Optimisers', 'optimizers'),
    topic('schedules', 'Learning rates', 'schedules'),
    topic('fit', 'Training with fit', 'fit compiler'),
    topic('data', 'Data', 'data'),
    topic('metrics', 'Metrics', 'metrics'),
    topic('saving', 'Saving and loading', 'saving'),
    topic('minimize', 'Minimising a function', 'minimize'),
  ],
  compile: [topic('compile', 'Compiling', 'compile compiled eager errors javascript target')],
  formula: [
    topic('formulas', 'Formulas', 'read write graph errors expression'),
    topic('explain', 'Derivations', 'explain'),
    topic('derive', 'Derivatives as formulas', 'derive'),
    topic('diagnose', 'Diagnosis', 'diagnose'),
    topic('draw', 'Pictures', 'draw'),
  ],
};
