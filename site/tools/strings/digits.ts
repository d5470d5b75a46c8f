export const words = {
  begin: 'Teach it',
  pause: 'Pause',
  goOn: 'Teach it more',
  clear: 'Clear',
  example: 'Show it a digit it has not seen',
  draw: 'Draw a digit here',
  progress: (step: number, right: string) =>
    `${step} updates · ${right} % of the digits held out are read right`,
  fresh: 'It has seen nothing yet, and guesses.',
  loading: 'Loading 300 digits …',
  failed: 'The digits could not be loaded.',
  lossTitle: 'Error of each batch',
  chances: 'What it reads',
  chance: (digit: number, percent: string) => `${digit}: ${percent} %`,
  maps: 'What its first convolution sees',
  slopes: 'How each pixel changes the answer',
  slopesHint: 'Blue: more ink here speaks for it. Orange: against it.',
};
