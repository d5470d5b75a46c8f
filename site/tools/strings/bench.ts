export const words = {
  begin: 'Measure this machine',
  again: 'Measure again',
  stop: 'Stop',
  fresh: 'Nothing has been measured yet. Other tabs that work take from the figures.',
  elsewhere: 'These figures came with the link.',
  progress: (done: number, of: number) => `${done} of ${of} measured`,
  work: 'Work',
  unit: 'Unit',
  works: {
    product256: 'Matrix product 256 × 256',
    product512: 'Matrix product 512 × 512',
    product1024: 'Matrix product 1024 × 1024',
    mlp: 'Network 784-128-64-10, one step',
    cnn: 'CNN 1-8-16, one step',
  },
  columns: {
    javascript: () => 'JavaScript',
    one: () => 'WebAssembly, 1 thread',
    all: (cores: number) => (cores > 1 ? `WebAssembly, ${cores} threads` : 'WebAssembly, all threads'),
    tensorflow: () => 'TensorFlow.js, 1 thread',
    jax: () => 'jax-js, its own threads',
  },
  gflops: 'GFLOP/s',
  steps: 'steps per second',
  milliseconds: (time: string) => `${time} ms`,
  measuredOn: (browser: string, cores: number) =>
    browser === '' ? '' : `${browser}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
  notIsolated:
    'This page may not share memory between threads, so they are left out. On most hosts it may from the second visit on: load it again.',
  peers: 'Measure TensorFlow.js and jax-js too',
  peersHint:
    'Loads both from this site, about 450 kB, and nothing from elsewhere. TensorFlow.js runs on one thread of WebAssembly, jax-js on as many as it starts.',
  peersFailed: 'The other libraries could not be loaded. They need a network the first time.',
  copy: 'Copy as Markdown',
  badLink: 'This link could not be read, so nothing is shown yet.',
};
