export const words = {
  scenes: {
    tutorialB: {
      title: 'Tutorial B',
      about:
        "Mazur's 2-2-2 network with sigmoid units and one sample, at the numbers of the tutorial. Step through a round, compare each figure with the page, and then run all of its 10,000 rounds.",
    },
    tutorialA: {
      title: 'Tutorial A',
      about:
        "Ahmed's 2-2-1 network without activations or biases. Every number is a plain product or sum, so a whole round can be checked in the head.",
    },
    xor: {
      title: 'XOR',
      about:
        'Four samples that no straight line divides, and five hidden units that learn to bend it. The error adds up all four samples, so it begins at about .5.',
    },
    moons: {
      title: 'Moons',
      about:
        'Two classes of points that lie in one another, with noise. Two hidden layers find the border between them within some hundred rounds.',
    },
    spirals: {
      title: 'Spirals',
      about:
        'Two arms that wind around each other, the hardest of these problems. Adam finds the winding border; plain gradient descent has hardly begun after as many rounds.',
    },
    curve: {
      title: 'A curve',
      about:
        'Noisy measurements of a sine, and a network with one input and one output. The error falls to about the variance of the noise, which is as far as a true fit can go.',
    },
    biases: {
      title: 'How are biases updated?',
      about:
        'A bias that feeds two neurons gets the sum of what comes back over both paths: click b1 and see them lit. The tutorial holds its biases; here they are trained, and the error falls faster.',
    },
    depth: {
      title: 'Several hidden layers',
      about:
        'It is the same chain, with one more link for each layer. Click a weight of the first layer and see over how many paths the error comes back to it: all of them are added.',
    },
    batches: {
      title: 'After each sample, or all?',
      about:
        'Here an update follows every sample, in a new order in each pass. Set the batch to 8 or to all: the gradient of a batch is the mean of those of its samples, so its steps are steadier and fewer.',
    },
    momentum: {
      title: 'What is momentum?',
      about:
        'The update follows a velocity v ← μ v + g, so steps that agree add up. With μ = .9 the tutorial gets further in 1,000 rounds than it does without in 10,000.',
    },
    stuck: {
      title: 'XOR that sticks at .50',
      about:
        'All weights begin at zero, so the hidden units are alike and the gradient that would part them is zero: four answers of ½ for ever, an error of .50. Scale the starting weights to 2 and it learns; with another seed it may stick at .25, for two hidden units leave it to luck.',
    },
    oldAndNew: {
      title: 'Old or new weights?',
      about:
        "Here the output layer is updated before the gradients of the hidden layer are computed, which then lead through its new weights. That is the gradient of nothing, and yet the tutorial's second error, .291027924, comes from it; with the old weights it is .291027774.",
    },
  },
  networks: 'Networks',
  questions: 'What readers asked',
  stages: {
    start: 'before the forward pass',
    forward: 'after the forward pass',
    backward: 'after the backward pass',
    updated: 'after the update',
  },
  guide: {
    start: 'Forward: each unit adds up what comes in, and hands on what its activation makes of it.',
    forward: 'Backward: the error is handed back link by link, and each weight gets its gradient.',
    backward: 'Update: each weight takes a step against its gradient.',
    updated: 'The weights have moved. The next forward pass shows what that did to the error.',
  },
  forward: 'Forward',
  backward: 'Backward',
  update: 'Update',
  round: 'One round',
  play: 'Play',
  pause: 'Pause',
  back: 'Back',
  restart: 'Start again',
  speed: 'Speed',
  perSecond: (rounds: string) => `${rounds} rounds a second`,
  runMany: (rounds: string) => `Run ${rounds} rounds`,
  ran: (rounds: string, milliseconds: string) => `${rounds} rounds took ${milliseconds} ms in this page`,
  compiled: 'as a compiled program',
  interpreted: 'operation by operation: the compiled program is not there',
  lastSeen: (error: string) => `The forward pass of the last round saw an error of ${error}.`,
  roundNumber: 'Round',
  errorNow: 'Error',
  target: 'target',
  targetShort: 't',
  error: 'error',
  errorShort: 'E',
  pictureSummary: (sizes: string, round: number, stage: string) =>
    `A network of layers with ${sizes} units, in round ${round}, ${stage}. All of its numbers are in the table below.`,
  keys: {
    plus: 'above zero',
    minus: 'below zero',
    gradient: 'gradient',
    hint: 'Click a weight: its gradient is derived. Click a number again, an input or a target: change it.',
  },
  newNumber: (name: string) => `A new number for ${name}`,
  notANumber: 'A number is needed here.',
  lossTitle: 'Error over the rounds, on a log scale',
  weightsTitle: 'Weights over the rounds',
  surfaceTitle: 'What the network answers, over both inputs',
  curveTitle: 'What the network answers, with the samples',
  diverged: 'The error is no longer a number. A smaller learning rate helps; “Back” undoes the last rounds.',
  needsSigmoid: 'Cross-entropy needs outputs between 0 and 1: choose a sigmoid for the output.',
  sample: 'Sample',
  ofSamples: (count: number) => `of ${count}. Or click one: it is sent through the network.`,
  derivationTitle: 'A gradient, derived',
  derivation: (name: string) => `The gradient of ${name}, derived at these numbers`,
  derivationEmpty:
    'Click a weight in the picture, or its name in the table, and its gradient is derived here.',
  deriving: 'Deriving …',
  paths: 'The paths over which the error comes back',
  pathsHint: 'Point at one to see it alone.',
  morePaths: (count: number) => `and ${count} more`,
  forSample: (sample: number, count: number) =>
    `Derived for sample ${sample} of ${count}. The gradient of a batch is made of those of its samples.`,
  table: 'All numbers',
  columns: {
    name: 'Name',
    value: 'Value',
    gradient: 'Gradient',
    next: 'After the update',
    was: 'Before the update',
  },
  heldNote: 'held',
  settings: 'Make your own',
  fields: {
    data: 'Data',
    count: 'Samples',
    noise: 'Noise',
    seed: 'Seed',
    hidden: 'Hidden layers',
    hiddenHint: 'Units of each layer: 4, 4',
    activation: 'Hidden activation',
    outputActivation: 'Output activation',
    bias: 'Biases',
    scale: 'Starting weights ×',
    loss: 'Error',
    combine: 'Over the samples',
    optimizer: 'Optimiser',
    rate: 'Learning rate',
    momentum: 'Momentum μ',
    batch: 'Batch (0: all)',
    order: 'Order of updates',
  },
  options: {
    data: {
      given: 'One sample',
      xor: 'XOR',
      moons: 'Moons',
      spirals: 'Spirals',
      circles: 'Circles',
      sine: 'A sine',
      steps: 'Steps',
    },
    activation: {
      sigmoid: 'Sigmoid',
      tanh: 'Tanh',
      relu: 'ReLU',
      leakyRelu: 'Leaky ReLU',
      softplus: 'Softplus',
      silu: 'SiLU',
      linear: 'None (linear)',
    },
    bias: {
      each: 'One for each unit',
      shared: 'One for each layer',
      held: 'One for each layer, held',
      none: 'None',
    },
    loss: {
      half: '½ (target − out)²',
      squared: '(target − out)²',
      absolute: '|target − out|',
      crossEntropy: 'Cross-entropy',
    },
    combine: { sum: 'Sum', mean: 'Mean' },
    optimizer: {
      sgd: 'Gradient descent',
      momentum: 'Momentum',
      nesterov: 'Nesterov',
      rmsprop: 'RMSprop',
      adagrad: 'Adagrad',
      adam: 'Adam',
    },
    order: { together: 'All with old weights', 'output first': 'Output layer first' },
  },
  hiddenWrong: 'Up to 4 layers of 1 to 8 units, as 4, 4.',
  openInLearn: 'Open in Learn',
  badLink: 'This link could not be read, so the page begins with tutorial B.',
};
