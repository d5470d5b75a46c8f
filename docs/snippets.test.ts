import { describe, test } from 'vitest';
import { writeSnippets } from '../scripts/snippets.ts';

describe('the code in the docs does what the docs say', () => {
  for (const { title, path } of writeSnippets()) test(title, () => import(path));
});
