import { ChainruleError } from '@chainrule/core';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { check } from './check.ts';
import { derive } from './derive.ts';
import { draw } from './draw.ts';
import { explain } from './explain.ts';
import { grad, hessian } from './gradients.ts';
import { readOnce } from './source.ts';
import { SYNTAXES } from './syntax.ts';
import { ExitCode, InputError, type Terminal } from './terminal.ts';

const ABOUT =
  'Gradients of formulas: computed, explained step by step, and checked against a derivation by hand.';

const EXAMPLES = `
Examples:
  chainrule explain "E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b" --at w=0.4,x=0.59,b=0.6,t=0.01 --wrt w
  chainrule check   "E = 1/2*(t - out)^2; out = sigmoid(w*x)" --wrt w --claim "-(t - out)*out*(1 - out)*x" --at w=0.4,x=2,t=1
  chainrule check   --file forward.py --at @numbers.json --derivation backward.py
  chainrule grad    "sum((A @ x)^2)" --at "A=[[1,2],[3,4]],x=[1,-1]"
  chainrule derive  "x' A x" --wrt x --where "x[n], A[n,n]"
  chainrule draw    "sigmoid(w*x + b)" --at w=1,x=2,b=3 -o graph.svg

Exit code: 0 right, 1 wrong, 2 bad input.`;

/** Runs the command line, and returns the exit code. */
export async function run(args: readonly string[], given: Terminal): Promise<number> {
  const terminal: Terminal = { ...given, stdin: readOnce(given.stdin) };
  let code: number = ExitCode.right;
  const program = commands(terminal, (found) => {
    code = found;
  });
  try {
    await program.parseAsync(args.map(notAnOption), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.right : ExitCode.badInput;
    const isMistake = error instanceof InputError || error instanceof ChainruleError;
    const { message, stack } = error as Error;
    terminal.complain(`error: ${isMistake ? message : `in chainrule itself: ${stack ?? message}`}\n`);
    return isMistake ? ExitCode.badInput : ExitCode.failed;
  }
}

/** `-x^2` is a formula: an option has one letter or begins with two dashes. A space in front marks it as one. */
const notAnOption = (arg: string) => (/^-[^-]./s.test(arg) ? ` ${arg}` : arg);

const asGiven = (arg: string) => arg.replace(/^ -/, '-');

function commands(terminal: Terminal, finish: (code: number) => void): Command {
  const program = new Command('chainrule')
    .description(ABOUT)
    .version(terminal.version)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.complain });

  /** A command on a formula. */
  const of = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument(
        '[formula]',
        'text, LaTeX or a program; definitions are separated by ; or newlines; - reads standard input',
        asGiven,
      )
      .option('--file <path>', 'read the formula from a file')
      .addOption(
        new Option(
          '--syntax <name>',
          'how it is written (default: as its signs or the file name show)',
        ).choices(SYNTAXES),
      )
      .option('--result <name>', 'the definition to differentiate (default: the one that no other uses)')
      .option('--json', 'write JSON')
      .option('-o, --output <path>', 'write to a file');

  /** A command on a formula at a point. */
  const on = (name: string, description: string) =>
    of(name, description).option(
      '--at <numbers>',
      'the numbers: w=0.4,x=[1,2], JSON, or @file',
      collect,
      [] as string[],
    );

  const byNames = (name: string, description: string) =>
    on(name, description).option(
      '--wrt <names>',
      'with respect to which names, separated by commas (default: all free names)',
      collect,
    );

  byNames('explain', 'derive a gradient step by step, with symbols and numbers')
    .addOption(format('text', 'md', 'tex', 'html'))
    .addOption(new Option('--level <level>', 'how much to show').choices(['brief', 'normal', 'full']))
    .option('--order <n>', '2 for second derivatives', whole)
    .option('--digits <n>', 'decimals of the numbers', whole)
    .option('--learning-rate <number>', 'show the update of the parameters as well', real)
    .action((formula, options) => explain(formula, options, terminal));

  of('derive', 'write a derivative as a formula, without numbers')
    .option(
      '--wrt <names>',
      'with respect to which names, separated by commas (default: the only free name)',
      collect,
    )
    .option('--where <shapes>', WHERE)
    .option('--order <n>', 'how many times to differentiate', whole)
    .option('--along <name>', 'the derivative along a direction of this name')
    .option('--implicit <name>', 'the derivative of the name that the equation formula = 0 defines')
    .option('--steps', 'the steps of the derivation too, as text, for formulas of scalars')
    .addOption(format('text', 'tex', 'mathml'))
    .action((formula, options) => derive(formula, options, terminal));

  byNames('check', 'say whether a gradient that was derived by hand is right, and if not, why')
    .option('--claim <formula>', 'the gradient: text, LaTeX, a program or numbers', asGiven)
    .option('--derivation <path>', 'a derivation line by line, or a whole pass as a program: .py, .m or .js')
    .option('--claims <path>', 'JSON: the gradient of each parameter, computed by a program')
    .option('--values <path>', 'JSON or CSV: values and gradients of named nodes, computed by a program')
    .option('--learning-rate <number>', 'the learning rate, for mistakes that involve updated weights', real)
    .action(async (formula, options) => finish(await check(formula, options, terminal)));

  byNames('grad', 'compute the gradient; without --at, write it as a formula')
    .option('--where <shapes>', WHERE)
    .action((formula, options) => grad(formula, options, terminal));
  byNames('hessian', 'compute the second derivatives; without --at, write them as formulas')
    .option('--where <shapes>', WHERE)
    .action((formula, options) => hessian(formula, options, terminal));
  on('draw', 'draw the graph')
    .addOption(format('svg', 'dot', 'mermaid'))
    .option('--title <text>', 'a heading above the picture')
    .action((formula, options) => draw(formula, options, terminal));
  return program;
}

const WHERE = 'shapes with letters as sizes: x[n], A[n,n] symmetric, c (default: found from the formula)';

const format = (...choices: readonly string[]) =>
  new Option('--format <format>', `the format (default: by the file name, otherwise ${choices[0]})`)
    .choices(choices)
    .conflicts('json');

const collect = (given: string, before: readonly string[] = []) => [...before, given];

function whole(given: string): number {
  if (!/^\d{1,2}$/.test(given)) throw new InvalidArgumentError('expected a whole number from 0 to 99.');
  return Number(given);
}

function real(given: string): number {
  const number = Number(given);
  if (given.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('expected a number.');
  return number;
}
