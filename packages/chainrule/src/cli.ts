#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import pc from 'picocolors';
import { run } from './cli/program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// The reader may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  version,
  write: (written) => process.stdout.write(written),
  complain: (written) => process.stderr.write(written),
  stdin: () => text(process.stdin),
  colour: process.stdout.isTTY === true && pc.isColorSupported,
});
