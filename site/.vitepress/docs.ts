import { PACKAGES } from '../build/packages.ts';
import { TOPICS } from '../build/reference/topics.ts';

const page = (text: string, name: string) => ({ text, link: `/docs/${name}` });

/** The pages of the docs, in the order in which they are read. */
export const docs = [
  {
    text: 'Begin',
    items: [page('Getting started', 'start'), page('From a scalar to a GPT', 'tutorial')],
  },
  {
    text: 'Coming from',
    items: [
      page('PyTorch', 'from-pytorch'),
      page('JAX', 'from-jax'),
      page('TensorFlow.js', 'from-tensorflow-js'),
    ],
  },
  {
    text: 'Gradients',
    items: [page('Writing formulas', 'formulas'), page('What diagnose can name', 'diagnose')],
  },
  {
    text: 'Guides',
    items: [
      page('Custom operations and layers', 'custom'),
      page('Control flow and compile', 'control-flow'),
      page('Performance, threads, CSP', 'performance'),
      page('Headers on common hosts', 'headers'),
      page('Data, images and canvas', 'data'),
      page('Saving and loading', 'saving'),
      page('Testing a model', 'testing'),
    ],
  },
  {
    text: 'Reference',
    items: [
      page('Conventions at kinks', 'kinks'),
      page('Glossary', 'glossary'),
      page('How it works inside', 'inside'),
      page('Results of the benchmarks', 'benchmarks'),
      page('Compared with other libraries', 'comparison'),
    ],
  },
  {
    text: 'API',
    items: [
      { text: 'All packages', link: '/api/' },
      ...PACKAGES.map((name) => ({
        text: `@chainrule/${name}`,
        link: `/api/${name}/`,
        collapsed: true,
        items: TOPICS[name].map((topic) => ({ text: topic.title, link: `/api/${name}/${topic.name}` })),
      })),
    ],
  },
];
