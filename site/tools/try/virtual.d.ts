// Modules that are made while the site is built.
declare module 'virtual:snippets' {
  export const groups: readonly import('../../build/programs.ts').ReadyGroup[];
}

declare module 'virtual:examples' {
  export const examples: import('../../build/programs.ts').Examples;
}

declare module 'virtual:types' {
  /** The declarations that a program is checked with, by their paths. */
  export const declarations: Readonly<Record<string, string>>;
}
