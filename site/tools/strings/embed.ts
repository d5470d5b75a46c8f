export const words = {
  tool: 'Tool',
  tools: {
    'chainrule-check': 'A checker of gradients',
    'chainrule-derive': 'A derivation',
    'chainrule-network': 'A network that learns',
  },
  claim: 'The gradient to check',
  scene: 'Network',
  theme: 'Colours',
  themes: { auto: 'As the reader has them', light: 'Light', dark: 'Dark' },
  flags: { brief: 'Brief: with the fewest controls', autoplay: 'Plays at once' },
  copy: 'Copy the code',
  preview: 'This is what it looks like',
};
