import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES } from '../packages.ts';
import { TOPICS, type Topic } from './topics.ts';

/** What the signature says already. */
const REPEATED =
  /^#{3,6} (Parameters|Returns|Type Parameters|Type Declaration|Overrides|Implementation of|Inherited from)\n[\s\S]*?(?=^#|^\*\*\*)/gm;

/** A heading is what is listed and searched for, so it is a name. */
const PARTS =
  /^#{3,6} (Examples?|Extends|Extended by|Implements|Constructors?|Get Signature|Set Signature|Properties|Methods|Accessors)$/gm;

/** How it is called or what kind it is, which the signature below says too. */
const name = (heading: string) => heading.replace(/^`abstract` /, '').replace(/\(\)$/, '');

/** A page as TypeDoc wrote it, with headings that are names. */
export function pageOf(packageName: string, { title }: Topic, written: string): string {
  const text = written
    .replaceAll(REPEATED, '')
    .replaceAll(PARTS, '**$1**')
    .replaceAll(/^\*\*\*$/gm, '')
    .replaceAll('#abstract-', '#')
    .replaceAll(/^## (.+)$/gm, (_, heading: string) => `## ${name(heading)}`)
    .replace(/^# .*$/m, `# ${title}\n\nOf [\`@chainrule/${packageName}\`](./).`);
  return `---\noutline: 2\n---\n\n${withPlaces(text)}`;
}

/** A name of the package is its own anchor; a member's begins with that of its owner, and so takes no name's place. */
function withPlaces(text: string): string {
  let owner = '';
  const taken = new Map<string, number>();
  return text.replaceAll(/^(##+) (.+)$/gm, (line, hashes: string, heading: string) => {
    if (hashes === '##') {
      owner = heading.toLowerCase();
      return line;
    }
    const anchor = `${owner}-${heading.replaceAll(/\W/g, '').toLowerCase()}`;
    const count = taken.get(anchor) ?? 0;
    taken.set(anchor, count + 1);
    return `${line} {#${anchor}${count || ''}}`;
  });
}

/** All names of a package, topic by topic. It would be found at every search, in the place of what it leads to. */
export function packageIndex(
  packageName: string,
  pages: readonly { readonly topic: Topic; readonly page: string }[],
): string {
  const parts = pages.map(({ topic, page }) => {
    const names = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    const links = names.map((each) => `[\`${each}\`](./${topic.name}#${each.toLowerCase()})`);
    return `## [${topic.title}](./${topic.name})\n\n${links.join(' · ')}\n`;
  });
  return `---\nsearch: false\noutline: 2\n---\n\n# @chainrule/${packageName}\n\n${aboutOf(packageName)}\n\n${parts.join('\n')}`;
}

/** The packages, and the topics of each. */
export function apiIndex(): string {
  const parts = PACKAGES.map((each) => {
    const links = TOPICS[each].map((topic) => `- [${topic.title}](./${each}/${topic.name})`);
    return `## [@chainrule/${each}](./${each}/)\n\n${aboutOf(each)}\n\n${links.join('\n')}\n`;
  });
  return `---\nsearch: false\noutline: 2\n---\n\n# API reference\n\nEvery name that the packages export, written from their sources.\n\n${parts.join('\n')}`;
}

function aboutOf(packageName: string): string {
  const file = join(import.meta.dirname, '../../../packages', packageName, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).description;
}
