// Writes the reference of the packages from their docstrings: api, a page for each.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, type DeclarationReflection, ReflectionKind } from 'typedoc';
import { PACKAGES } from './packages.ts';

const out = join(import.meta.dirname, '../api');

// The options of the Markdown plugin are not among the types of TypeDoc's own.
const options: object = {
  entryPoints: PACKAGES.map((name) => join(import.meta.dirname, `reference/${name}.ts`)),
  tsconfig: join(import.meta.dirname, '../tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  out,
  outputFileStrategy: 'modules',
  skipErrorChecking: true,
  disableSources: true,
  excludeExternals: true,
  excludeReferences: true,
  readme: 'none',
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
  // Operations stand in the page itself.
  for (const space of project.getReflectionsByKind(ReflectionKind.Namespace)) project.removeReflection(space);
});

const project = await app.convert();
if (project === undefined) throw new Error('The reference could not be read from the packages.');
await app.generateOutputs(project);

// A list of the packages, which the sidebar is.
rmSync(join(out, 'README.md'));

/** What the signature says already. */
const REPEATED =
  /^#{3,6} (Parameters|Returns|Type Parameters|Type Declaration|Overrides|Implementation of|Inherited from)\n[\s\S]*?(?=^#|^\*\*\*)/gm;

/** A heading is what is listed and searched for, so it is a name. */
const PARTS =
  /^#{3,6} (Examples?|Extends|Extended by|Implements|Constructors?|Get Signature|Set Signature|Properties|Methods|Accessors)$/gm;

for (const name of PACKAGES) {
  const file = join(out, `${name}.md`);
  const text = readFileSync(file, 'utf8')
    .replaceAll(REPEATED, '')
    .replaceAll(PARTS, '**$1**')
    .replaceAll(/^\*\*\*$/gm, '')
    .replace(`# ${name}`, `# @chainrule/${name}`);
  writeFileSync(file, `---\noutline: 2\n---\n\n${text}`);
}
