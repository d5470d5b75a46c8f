export const words = {
  tooLong: 'This took too long and was stopped. Try a smaller formula.',
};
