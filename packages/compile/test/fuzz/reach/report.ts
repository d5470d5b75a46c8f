import { engine } from '../../../src/wasm/engine.ts';
import { allOfEngine, watchEngine } from './instructions.ts';
import { allOfJavaScript, watchJavaScript } from './spellings.ts';

/** Looks on at what programs are made of, without a part in production code; gives a report of what none has reached. */
export function watchAll(): () => string {
  const [ofEngine, ofJavaScript] = [new Set<string>(), new Set<string>()];
  watchEngine(engine(), ofEngine);
  watchJavaScript(ofJavaScript);
  return () =>
    [
      part('instructions of the engine', allOfEngine(), ofEngine),
      part('operations in JavaScript', allOfJavaScript(), ofJavaScript),
    ].join('\n');
}

function part(what: string, all: readonly string[], reached: ReadonlySet<string>): string {
  const left = all.filter((each) => !reached.has(each));
  const unknown = [...reached].filter((each) => !all.includes(each));
  const lists = [
    [`${what}: ${all.length - left.length} of ${all.length} reached`],
    left.length > 0 ? [`not reached: ${left.join(', ')}`] : [],
    unknown.length > 0 ? [`reached, but not known to the report: ${unknown.join(', ')}`] : [],
  ];
  return lists.flat().join('\n  ');
}
