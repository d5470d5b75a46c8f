import { words } from '../../strings/try.ts';
import type { Entry, Report } from './messages.ts';
import { sizeOf } from './size.ts';
import type { TextView, View } from './views.ts';

/** What one run may give: more would only bury the page. */
const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 400_000;
const LONGEST_TEXT = 20_000;

/** What a program gives, on its way to the page, until it is too much. */
export class Output {
  #next = 0;
  #characters = 0;
  #left = 0;
  readonly #waiting = new Set<Promise<void>>();
  readonly #send: (report: Report) => void;

  constructor(send: (report: Report) => void) {
    this.#send = send;
  }

  /** Adds an entry; its id, by which it can be changed, or undefined where there were too many already. */
  add(entry: Omit<Entry, 'id'>): number | undefined {
    if (this.#next >= MOST_ENTRIES || this.#characters >= MOST_CHARACTERS) {
      this.#left++;
      return undefined;
    }
    const id = this.#next++;
    this.put({ ...entry, id });
    if (this.#next === MOST_ENTRIES || this.#characters >= MOST_CHARACTERS)
      this.put({ id: this.#next++, tone: 'note', views: [{ kind: 'text', text: words.clipped }] });
    return id;
  }

  /** Shows an entry, in the place of that with its id. */
  put(entry: Entry): void {
    const views = entry.views.map(shortened);
    this.#characters += views.reduce((sum, view) => sum + sizeOf(view), 0);
    this.#send({ kind: 'entry', entry: { ...entry, views } });
  }

  /** Adds an entry that is seen as `now` until `later` is there. */
  async addLater(entry: Omit<Entry, 'id' | 'views'>, now: View, later: Promise<View>): Promise<void> {
    const id = this.add({ ...entry, views: [now] });
    const done = later.then(
      (view) => id !== undefined && this.put({ ...entry, id, views: [view] }),
      (error) =>
        id !== undefined &&
        this.put({ ...entry, id, tone: 'error', views: [{ kind: 'text', text: String(error) }] }),
    );
    const waiting = done.then(() => void this.#waiting.delete(waiting));
    this.#waiting.add(waiting);
    await waiting;
  }

  /** When all that was asked for is there. */
  async settled(): Promise<void> {
    await Promise.all(this.#waiting);
    if (this.#left === 0) return;
    const text = words.left(this.#left.toLocaleString('en'));
    this.put({ id: this.#next++, tone: 'note', views: [{ kind: 'text', text }] });
    this.#left = 0;
  }
}

const shortened = (view: View): View =>
  view.kind === 'text' && view.text.length > LONGEST_TEXT
    ? ({ ...view, text: `${view.text.slice(0, LONGEST_TEXT)}…` } satisfies TextView)
    : view;
