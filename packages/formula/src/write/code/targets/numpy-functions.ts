/*
 * Functions that NumPy lacks, as a program defines them for itself.
 */

interface Defined {
  /** The operation of core that it is. */
  readonly of: string;
  /** Named arguments of the operation, and what they are called in Python. */
  readonly options?: Readonly<Record<string, string>>;
  readonly code: string;
}

const ALONG = { axis: 'axis' };
const REDUCED = { axis: 'axis', keepDims: 'keepdims' };

export const DEFINED: Readonly<Record<string, Defined>> = {
  sigmoid: {
    of: 'sigmoid',
    code: `def sigmoid(x):
    """1 / (1 + exp(-x)), without overflow."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)`,
  },
  log_sigmoid: {
    of: 'logSigmoid',
    code: `def log_sigmoid(x):
    """log(sigmoid(x)), without underflow."""
    return -softplus(-x)`,
  },
  softplus: {
    of: 'softplus',
    code: `def softplus(x):
    """log(1 + exp(x)), without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))`,
  },
  softmax: {
    of: 'softmax',
    options: ALONG,
    code: `def softmax(x, axis=-1):
    """exp(x) over its sum along an axis."""
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)`,
  },
  log_softmax: {
    of: 'logSoftmax',
    options: ALONG,
    code: `def log_softmax(x, axis=-1):
    """log(softmax(x)), without underflow."""
    z = x - np.max(x, axis=axis, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=axis, keepdims=True))`,
  },
  logsumexp: {
    of: 'logSumExp',
    options: REDUCED,
    code: `def logsumexp(x, axis=None, keepdims=False):
    """log(sum(exp(x))), without overflow."""
    m = np.max(x, axis=axis, keepdims=True)
    m = np.where(np.isinf(m), 0, m)
    y = np.log(np.sum(np.exp(x - m), axis=axis, keepdims=True)) + m
    return y if keepdims else np.squeeze(y, axis=axis)`,
  },
  silu: {
    of: 'silu',
    code: `def silu(x):
    """x * sigmoid(x)."""
    return x * sigmoid(x)`,
  },
  mish: {
    of: 'mish',
    code: `def mish(x):
    """x * tanh(softplus(x))."""
    return x * np.tanh(softplus(x))`,
  },
  softsign: {
    of: 'softSign',
    code: `def softsign(x):
    """x / (1 + |x|)."""
    return x / (1 + np.abs(x))`,
  },
  leaky_relu: {
    of: 'leakyRelu',
    options: { negativeSlope: 'negative_slope' },
    code: `def leaky_relu(x, negative_slope=0.01):
    """x where it is above 0, a small multiple of it elsewhere."""
    return np.where(x > 0, x, negative_slope * x)`,
  },
  elu: {
    of: 'elu',
    options: { alpha: 'alpha' },
    code: `def elu(x, alpha=1.0):
    """x where it is above 0, alpha * (exp(x) - 1) elsewhere."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))`,
  },
  gelu: {
    of: 'gelu',
    code: `def gelu(x):
    """x times the distribution function of the normal distribution."""
    return x / 2 * special.erfc(-x / np.sqrt(2))`,
  },
  logit: {
    of: 'logit',
    code: `def logit(p):
    """log(p / (1 - p))."""
    return np.log(p) - np.log1p(-p)`,
  },
};

/** What a program has to define of these, each after those that it calls. */
export function definitionsFor(text: string): string[][] {
  const needed = new Set<string>();
  const add = (code: string): void => {
    for (const [name, { code: own }] of Object.entries(DEFINED)) {
      if (needed.has(name) || !new RegExp(`(?<![.\\w])${name}\\(`).test(code)) continue;
      add(own.replace(`def ${name}(`, ''));
      needed.add(name);
    }
  };
  add(text);
  return [...needed].map((name) => DEFINED[name].code.split('\n'));
}
