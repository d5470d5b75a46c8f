export const words = {
  sentence: 'Automatic differentiation for TypeScript that checks your gradients and shows its work',
  check: 'Here is a gradient with a mistake in it',
  checkHint: 'Mend it, or write your own.',
  learn: 'And a network, learning',
  learnHint: 'Tutorial B, round by round. Click a number to change it.',
  install: 'npm install chainrule',
  copy: 'Copy',
  start: 'Get started',
  tools: 'What you can do here',
};
