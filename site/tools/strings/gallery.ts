export const words = {
  picture: (name: string, k: number) => `Picture ${k} that ${name} draws`,
  run: 'Run in Try',
  runNamed: (name: string) => `Run in Try: ${name}`,
  inNode: 'It learns from data with an install of their own, so it runs in Node:',
  commands: (name: string) => `npm run examples:data && npx tsx examples/${name}/main.ts`,
  code: 'The code',
};
