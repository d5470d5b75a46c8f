import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples, NEED_DATA, snippetGroups } from '../build/programs.ts';
import { fragmentOf, stateOf } from '../tools/share/link.ts';
import { compiled, SyntaxProblem } from '../tools/try/run/program.ts';
import { browserPath, leave, openSite, type Site, type Visit } from './site.ts';

describe('a program', () => {
  const problemIn = (text: string) => {
    try {
      compiled(text, true);
      return undefined;
    } catch (error) {
      return error as SyntaxProblem;
    }
  };

  test('knows of each place in its code where it stands in the text', () => {
    const text =
      "import { value,\n  type Value } from 'x';\nconst x = value(1) as Value; const y: number = x.foo();\ny";
    const { body, placeOf } = compiled(text, true);
    const lines = body.split('\n');
    const line = lines.findIndex((each) => each.includes('foo'));
    expect(placeOf(line + 1, lines[line].indexOf('foo'))).toEqual({ line: 3, column: 50 });
  });

  test('shows the values of statements with an arrow, and the last one', () => {
    const { shown } = compiled(
      'const a: number = 1; // → 1\na + 1;\na + 2; // → 3\na.b(); // → throws b\na\n',
      true,
    );
    expect(shown.map(({ line, text }) => [line, text])).toEqual([
      [1, 'a'],
      [3, 'a + 2'],
      [4, 'a.b()'],
      [5, 'a'],
    ]);
  });

  test('may be several blocks in one text, which declare the same names', () => {
    const block = "import { value } from 'x';\nconst w = value(1);\nw; // → 1";
    expect(problemIn(`${block}\n${block}\n${block}`)).toBeUndefined();
  });

  test.each<[string, number, number]>([
    ['const x = 1;\nconst x: number = 2;', 2, 7],
    ['let a = (1 + ;', 1, 14],
    ['f(\n  x y)', 2, 5],
    ['const a: string = "', 1, 19],
  ])('%j says where it stops to be one', (text, line, column) => {
    const problem = problemIn(text);
    expect(problem).toBeInstanceOf(SyntaxProblem);
    expect(problem?.place).toEqual({ line, column });
  });
});

describe.skipIf(!browserPath)('the page that runs programs', () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await openSite();
    visit = await site.open('/try', {
      serviceWorkers: 'allow',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
  });
  afterAll(() => site?.close());

  /** A page as somebody finds it who was here before: its service worker is in charge already. */
  async function visitTo(path: string): Promise<Visit> {
    await leave(visit.page);
    (visit.errors as string[]).length = 0;
    await visit.page.goto(`${site.address}${path}`);
    return visit;
  }

  const pathOf = (state: Record<string, string>) => `/try#${fragmentOf(state)}`;
  const open = (state: Record<string, string>): Promise<Visit> => visitTo(pathOf(state));
  const isDone = (page: Page, state = 'ended') => page.waitForSelector(`.try[data-state="${state}"]`);
  const entries = (page: Page) => page.locator('.list .entry').allInnerTexts();

  const isHere = () => new URL(visit.page.url()).pathname === '/try';

  /** A page that begins to run a program of somebody's own. If it is open already, it follows the link to the program. */
  async function begin(code: string): Promise<Visit> {
    const { page, errors } = visit;
    if (isHere()) {
      (errors as string[]).length = 0;
      await page.goto(site.address + pathOf({ code }));
    } else await open({ code });
    await page.waitForSelector('.cm-content');
    await page.click('[data-do="run"]');
    return visit;
  }

  /** The same, when the program has ended. */
  async function run(code: string): Promise<Visit> {
    const before = isHere() ? Number(await visit.page.getAttribute('.try', 'data-done')) : 0;
    const { page } = await begin(code);
    await page.waitForSelector(`.try[data-done="${before + 1}"]`);
    return visit;
  }

  test('begins with a program that draws a graph and curves, under a policy without eval', async () => {
    // As somebody finds it who was never here.
    const { page, errors } = visit;
    await isDone(page);
    await page.waitForSelector('.list .graph svg .node');
    await page.waitForSelector('.list [data-chart] svg [aria-label="line"] path');
    expect(await page.locator('.list .cells.shaded td').count()).toBe(64);
    const graphs = await page.locator('.list .graph svg').count();
    await page.locator('.entry').last().getByRole('button', { name: 'Graph' }).click();
    await expect.poll(() => page.locator('.list .graph svg').count()).toBe(graphs + 1);
    expect(errors).toEqual([]);
  });

  test('runs nothing that came by a link until somebody wants it', async () => {
    const { page, errors } = await open({ code: 'console.log("ran")' });
    await page.waitForSelector('.cm-content');
    await page.waitForTimeout(300);
    expect(await page.getAttribute('.try', 'data-state')).toBe('idle');
    await page.click('[data-do="run"]');
    await isDone(page);
    expect(await entries(page)).toEqual(['ran']);
    expect(errors).toEqual([]);
  });

  test('says at which line of the text an error is, and goes there', async () => {
    const { page, errors } = await run(
      "import { value, type Value } from '@chainrule/core';\nconst f = (x: Value) =>\n  x.matmul(value([[1, 2]]));\n\nf(value([1, 2, 3]));",
    );
    const error = page.locator('.entry[data-tone="error"]');
    await error.waitFor();
    expect(await error.textContent()).toMatch(/line 3[\s\S]*ShapeError: matmul/);
    expect(await page.locator('.cm-trouble').textContent()).toContain('x.matmul');
    await error.getByRole('button').click();
    await page.keyboard.type('HERE');
    expect(await page.locator('.cm-line').nth(2).textContent()).toContain('HERE');
    expect(errors).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['what cannot be read', 'const a = 1;\nlet b = (a', /line 2[\s\S]*SyntaxError/],
    ['an import that is not there', "\nimport x from 'left-pad';\nx", /line 2[\s\S]*left-pad/],
    [
      'a promise that nobody waits for',
      '\n\nPromise.reject(new Error("late"));\nawait new Promise((go) => setTimeout(go, 50));',
      /line 3[\s\S]*late/,
    ],
    ['an error that is none', 'throw { a: 1 };', /a: 1/],
  ])('says what is wrong with %s', async (_, code, expected) => {
    const { page, errors } = await run(code);
    expect((await entries(page)).join()).toMatch(expected);
    expect(errors).toEqual([]);
  });

  test('stops an endless loop, and runs the next program', async () => {
    const { page, errors } = await begin('console.log("begins");\nwhile (true) {}');
    await page.waitForSelector('.entry >> text=begins');
    await page.click('[data-do="stop"]');
    await isDone(page, 'stopped');
    await page.click('.cm-content');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('6 * 7');
    await page.keyboard.press('ControlOrMeta+Enter');
    await isDone(page);
    expect((await entries(page)).join()).toContain('42');
    expect(errors).toEqual([]);
  });

  test('ends what takes longer than the time limit', async () => {
    const page = await visit.page.context().newPage();
    await page.goto(`${site.address}${pathOf({ code: 'await new Promise(() => {})' })}`);
    await page.waitForSelector('.cm-content');
    await page.clock.install();
    await page.click('[data-do="run"]');
    await isDone(page, 'running');
    await page.clock.fastForward(61_000);
    await isDone(page, 'stopped');
    await page.clock.runFor(100);
    await page.waitForSelector('.entry >> text=60 s');
    await page.close();
  });

  test('shows no more than a page can bear', async () => {
    const { page, errors } = await run(
      'const long = "x".repeat(100_000);\nfor (let k = 0; k < 5_000; k++) console.log(k, long);\nconsole.log(new Array(1e6).fill({ a: [1] }), new Float64Array(1e6));',
    );
    expect(await page.locator('.entry').count()).toBeLessThan(520);
    expect((await page.textContent('.list'))!.length).toBeLessThan(900_000);
    expect(await page.locator('.entry[data-tone="note"]').count()).toBe(2);
    expect(errors).toEqual([]);
  });

  test('draws a curve while a network trains, and says what a model is', async () => {
    const { page, errors } = await open({ example: 'training' });
    await page.waitForSelector('.list [data-chart] svg [aria-label="line"] path');
    await isDone(page);
    expect(await page.locator('.list [data-chart]').count()).toBe(3);
    expect(await page.textContent('.list')).toContain('1,153 numbers to train');
    expect(errors).toEqual([]);
  });

  test('draws what Observable Plot draws: options, a mark, and a picture', async () => {
    const { page, errors } = await run(
      [
        "import * as Plot from '@observablehq/plot';",
        'const points = [{ x: 1, y: 2 }, { x: 2, y: 1 }];',
        "plot({ title: 'Points', marks: [Plot.dot(points, { x: 'x', y: 'y' })] });",
        'plot(Plot.lineY([1, 4, 9]));',
        'Plot.plot({ marks: [Plot.barY([3, 1, 2])] })',
      ].join('\n'),
    );
    for (const mark of ['circle', '[aria-label="line"] path', 'rect'])
      await page.waitForSelector(`.list .picture svg ${mark}`);
    expect(await page.locator('.list .picture').count()).toBe(3);
    expect(errors).toEqual([]);
  });

  test('every file of an example can be read and changed, and an error leads to its file', async () => {
    const { page, errors } = await open({ example: '01-tutorial-a' });
    const other = '[data-file="/examples/01-tutorial-a/matrix.ts"]';
    await page.click(other);
    await page.waitForSelector('.cm-content >> text=matrixForm');
    await page.click('.cm-line >> nth=0');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('throw new Error("here");\n');
    await page.click('[data-file$="/main.ts"]');
    await page.waitForSelector('.cm-content >> text=runTutorialA');
    await page.click('[data-do="run"]');
    const error = page.locator('.entry[data-tone="error"]');
    await error.waitFor();
    expect(await error.textContent()).toMatch(/examples\/01-tutorial-a\/matrix\.ts, line 1[\s\S]*here/);
    await error.getByRole('button').click();
    await page.waitForSelector(`${other}[aria-current="true"]`);
    expect(await page.locator('.cm-trouble').textContent()).toContain('here');
    await page.click('text=Copy a link to this');
    await page.waitForFunction(() => location.hash.length > 100);
    await page.reload();
    await page.click(other);
    await page.waitForSelector('.cm-content >> text=here');
    expect(errors).toEqual([]);
  });

  test('examples that learn from digits have a sample of them', async () => {
    const { page, errors } = await open({
      example: '15-digits',
      code: "import { allDigits } from '../data/digits.ts';\nallDigits().images.shape.join();",
    });
    await page.waitForSelector('.cm-content');
    expect(await page.textContent('.try')).toContain('300');
    await page.click('[data-do="run"]');
    await isDone(page);
    expect((await entries(page)).join()).toContain('300,1,28,28');
    expect(errors).toEqual([]);
  });

  test('opens a derivation in Derive, and a verdict in Check', async () => {
    const { page, errors } = await open({ example: 'checking' });
    await page.waitForSelector('.entry .derivation math');
    const target = async (text: string) => (await page.getByText(text).getAttribute('href'))!.split('#')[1];
    const derive = stateOf(await target('Open in Derive'), ['formula', 'wrt', 'at']);
    expect(JSON.parse(derive!.at)).toEqual({ t: '0.01', w: '0.4', x: '0.59', b: '0.6' });
    expect(derive!.wrt).toBe('w');
    await page.getByText('Open in Check').click();
    await page.waitForSelector('[data-verdict="wrong"]');
    expect(errors).toEqual([]);
  });

  test('what a program drew can act on nothing', async () => {
    const { page, errors } = await run(
      'show(`<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"><script>document.title=1</script><style>body{display:none}</style><rect width="10" height="10"/></svg>`);\nglobalThis.caches ?? globalThis.indexedDB ?? "nothing kept"',
    );
    await page.waitForSelector('.picture rect');
    expect(await page.innerHTML('.picture')).not.toMatch(/script|onload|style/);
    expect(await page.textContent('.list')).toContain('nothing kept');
    expect(await page.title()).not.toBe('1');
    // The policy of the page says that it would not have run either.
    expect(errors.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
  });

  test('completes names, and says types', async () => {
    const { page, errors } = await open({
      code: "import { value } from '@chainrule/core';\nconst w = value(2);\nw.sigm",
    });
    await page.waitForSelector('.cm-content');
    await page.locator('.cm-line').nth(2).click();
    await page.waitForSelector('.editor[data-types="there"]');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    await page.waitForSelector('.cm-tooltip-autocomplete >> text=sigmoid');
    await page.keyboard.press('Escape');
    await page.locator('.cm-line').nth(1).locator('span', { hasText: 'w' }).first().hover();
    await page.waitForSelector('.cm-type >> text=const w: Value');
    expect(errors).toEqual([]);
  });

  test('a link brings back what was typed', async () => {
    const { page } = await open({ code: '// mine: <script>alert(1)</script>\n1 + 1' });
    await page.waitForSelector('.cm-content');
    await page.click('text=Copy a link to this');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(stateOf(link.split('#')[1], ['code', 'example'])).toEqual({
      code: '// mine: <script>alert(1)</script>\n1 + 1',
    });
  });

  test.each(['#1', '#hello', `#${fragmentOf({ example: '__proto__' })}`, `#${fragmentOf({})}`])(
    'begins with a program of its own where a link says nothing: %s',
    async (fragment) => {
      const { page, errors } = await visitTo(`/try${fragment}`);
      await page.waitForSelector('.try [role="alert"]');
      await page.waitForSelector('.cm-content >> text=One neuron');
      expect(errors).toEqual([]);
    },
  );

  test('goes on from the editor by keys alone', async () => {
    const { page } = await open({ code: '1' });
    await page.waitForSelector('.cm-content');
    await page.focus('.cm-content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('cm-content');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('list');
  });

  test('is wide enough for a phone', async () => {
    const { page, errors } = await open({ example: 'first' });
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await isDone(page);
    await page.waitForSelector('.list .graph svg .node');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize(size);
    expect(errors).toEqual([]);
  });

  test('a block of the docs opens here, and runs', async () => {
    const { page, errors } = await visitTo('/docs/start');
    await page.click('.open-in-try');
    await isDone(page);
    expect(await page.textContent('.list')).toContain('2.473');
    expect(errors).toEqual([]);
  });

  test('makes code from text where no service worker hands it out', async () => {
    const plain = await openSite(undefined, {});
    const fragment = fragmentOf({ code: 'const a: number = 6;\n\na * 7; // → 42\nnope()' });
    const { page, errors } = await plain.open(`/try#${fragment}`);
    await page.waitForSelector('.cm-content');
    await page.click('[data-do="run"]');
    await isDone(page);
    expect((await entries(page)).join()).toMatch(/42[\s\S]*line 4[\s\S]*nope is not defined/);
    expect(await page.textContent('.try')).toContain('one thread');
    expect(errors).toEqual([]);
    await plain.close();
  });

  test('has what the threads of compiled programs need', async () => {
    const { page, errors } = await run(
      'const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(crossOriginIsolated)"])));\nawait new Promise((go) => { worker.onmessage = ({ data }) => go(data); worker.onerror = () => go("none"); });',
    );
    expect((await entries(page)).join()).toContain('true');
    expect(errors).toEqual([]);
  });

  test('says so where it may not run code at all', async () => {
    const { page } = await site.open(pathOf({ code: '1' }));
    await page.waitForSelector('.cm-content');
    await page.click('[data-do="run"]');
    await isDone(page);
    expect((await entries(page)).join()).toContain('may not run code');
  });

  /** Runs programs one after the other in a page of their own; what went wrong. */
  async function problemsOf(states: readonly Record<string, string>[]): Promise<string[]> {
    const page = await visit.page.context().newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const found: string[] = [];
    for (const [k, state] of states.entries()) {
      await page.goto(site.address + pathOf(state));
      await page.waitForSelector('.cm-content');
      await page.click('[data-do="run"]');
      await page.waitForSelector(`.try[data-done="${k + 1}"]`);
      found.push(...(await page.locator('.entry[data-tone="error"]').allInnerTexts()));
    }
    await page.close();
    return [...found, ...errors];
  }

  test('every block of README and the docs is offered, and those of a page run below each other', async () => {
    const groups = snippetGroups();
    const keys = groups.flatMap(({ programs }) => programs.map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(60);
    const { page } = await open({ code: '1' });
    const options = page.locator('select[name="program"] option');
    await options.nth(1).waitFor({ state: 'attached' });
    const offered = await options.evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
    expect(keys.filter((key) => !offered.includes(key))).toEqual([]);
    const states = groups.map(({ programs }) => ({ code: programs.map(({ code }) => code).join('\n') }));
    expect(await problemsOf(states)).toEqual([]);
  });

  test.each(['01-tutorial-a', '09-two-forms', '14-iris'])('the example %s runs as it is', async (key) => {
    expect(await problemsOf([{ example: key }])).toEqual([]);
  });

  test('examples that need data of their own are not offered', () => {
    const { mains } = examples();
    for (const name of NEED_DATA) expect(mains).not.toHaveProperty(name);
    expect(Object.keys(mains).length).toBeGreaterThan(15);
  });
});
