/** The environment of a command, which tests can replace. */
export interface Terminal {
  readonly version: string;
  write(text: string): void;
  complain(text: string): void;
  /** All of the input. */
  stdin(): Promise<string>;
  /** Whether the output may be coloured. */
  readonly colour: boolean;
}

/** The exit codes; `failed` is an error in chainrule itself, which must not be mistaken for "wrong". */
export const ExitCode = { right: 0, wrong: 1, badInput: 2, failed: 3 } as const;

/** A mistake of the user, described in a sentence. */
export class InputError extends Error {}
