// Takes the pictures of the site that README shows, of the pages as they were built last: npx tsx site/test/pictures.ts
import { join } from 'node:path';
import { openSite } from './site.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
const site = await openSite();
const options = { viewport: { width: 1200, height: 860 }, deviceScaleFactor: 1.5 };

const check = await site.open('/check', options);
await check.page.waitForSelector('.derivation math');
await check.page.screenshot({ path: join(folder, 'site-check.png') });

const learn = await site.open('/learn', options);
await learn.page.getByRole('button', { name: 'Forward' }).click();
await learn.page.getByRole('button', { name: 'Backward' }).click();
// The numbers come one after the other.
await learn.page.waitForTimeout(4000);
await learn.page.evaluate(() => scrollTo(0, 0));
await learn.page.screenshot({ path: join(folder, 'site-learn.png') });

// The browser ends with the process.
process.exit();
