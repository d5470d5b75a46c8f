import { expect, test } from 'vitest';
import { HASH_OF_SOURCES } from '../../packages/compile/src/wasm/binary.ts';
import { hashOfSources } from './sources.ts';

test('the built kernels are those of the sources; where they are not, npm run build:kernels builds them', () => {
  expect(HASH_OF_SOURCES).toBe(hashOfSources());
});
