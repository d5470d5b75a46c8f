export const words = {
  picture: (name: string, k: number) => `Picture ${k} that ${name} draws`,
  run: 'Run in Try',
  runNamed: (name: string) => `Run in Try: ${name}`,
  code: 'The code',
};
