// Makes of the built pages a site for any folder of any host, with the elements of embed.ts from the folder that is given.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { withServiceWorker } from './offline.ts';
import { withRelativePaths } from './relative.ts';
import { withoutInlineScripts } from './scripts.ts';

const dist = join(import.meta.dirname, '../.vitepress/dist');
cpSync(process.argv[2], dist, { recursive: true });
withoutInlineScripts(dist);
withRelativePaths(dist);
withServiceWorker(dist);
