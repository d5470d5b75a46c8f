// Writes the reference of the packages from their docstrings: api, a folder for each, with a page for each topic.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, type DeclarationReflection, ReflectionKind } from 'typedoc';
import { PACKAGES } from './packages.ts';
import { namesByTopic } from './reference/exports.ts';
import { apiIndex, packageIndex, pageOf } from './reference/pages.ts';
import { TOPICS } from './reference/topics.ts';

const out = join(import.meta.dirname, '../api');
const entries = join(out, 'entries');

rmSync(out, { recursive: true, force: true });
for (const name of PACKAGES) {
  mkdirSync(join(entries, name), { recursive: true });
  for (const [topic, names] of namesByTopic(name, TOPICS[name]))
    writeFileSync(
      join(entries, name, `${topic.name}.ts`),
      `export { ${names.join(', ')} } from '@chainrule/${name}';\n`,
    );
}

// The options of the Markdown plugin are not among the types of TypeDoc's own.
const options: object = {
  entryPoints: PACKAGES.flatMap((name) =>
    TOPICS[name].map((topic) => join(entries, name, `${topic.name}.ts`)),
  ),
  tsconfig: join(import.meta.dirname, '../tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  out,
  cleanOutputDir: false,
  outputFileStrategy: 'modules',
  skipErrorChecking: true,
  disableSources: true,
  excludeExternals: true,
  excludeReferences: true,
  readme: 'none',
  groupOrder: ['Classes', 'Functions', 'Variables', '*'],
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'table',
  logLevel: 'Warn',
};
/** Whether it is an operation as a method of Value: it stands there as a function. */
const isOperation = ({ parent, kind, comment }: DeclarationReflection) =>
  parent?.name === 'Value' && kind === ReflectionKind.Property && comment === undefined;

const app = await Application.bootstrapWithPlugins(options);

app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
  // What a class has from another is said there: nearly all of them are modules.
  const members = project.getReflectionsByKind(ReflectionKind.ClassMember) as DeclarationReflection[];
  for (const member of members)
    if (member.inheritedFrom !== undefined || isOperation(member)) project.removeReflection(member);
});

const project = await app.convert();
if (project === undefined) throw new Error('The reference could not be read from the packages.');
await app.generateOutputs(project);
rmSync(entries, { recursive: true });
// A list of the pages, which the index is.
rmSync(join(out, 'README.md'));

for (const name of PACKAGES) {
  const pages = TOPICS[name].map((topic) => {
    const file = join(out, name, `${topic.name}.md`);
    const page = pageOf(name, topic, readFileSync(file, 'utf8'));
    writeFileSync(file, page);
    return { topic, page };
  });
  writeFileSync(join(out, name, 'index.md'), packageIndex(name, pages));
}
writeFileSync(join(out, 'index.md'), apiIndex());
