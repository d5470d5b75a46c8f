/** The world outside of a command, so that tests can stand in its place. */
export interface Terminal {
  readonly version: string;
  write(text: string): void;
  complain(text: string): void;
  /** All that comes in. */
  stdin(): Promise<string>;
  /** Whether what is written may be coloured. */
  readonly colour: boolean;
}

/** What a command says to the shell; `failed` is a mistake in chainrule itself, which must not be taken for "wrong". */
export const ExitCode = { right: 0, wrong: 1, badInput: 2, failed: 3 } as const;

/** What a user did wrong, in a sentence. */
export class InputError extends Error {}
