const page = (text: string, name: string) => ({ text, link: `/docs/${name}` });

/** The pages of the docs, in the order in which they are read. */
export const docs = [
  {
    text: 'Begin',
    items: [page('Getting started', 'start'), page('From a scalar to a network', 'tutorial')],
  },
  {
    text: 'Coming from',
    items: [
      page('PyTorch', 'from-pytorch'),
      page('JAX', 'from-jax'),
      page('TensorFlow.js', 'from-tensorflow-js'),
    ],
  },
];
