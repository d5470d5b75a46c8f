export const words = {
  noGraphs: 'Graphs are laid out by WebAssembly, which this browser does not have.',
  tooLong: 'This took too long and was stopped. Try a smaller formula.',
};
