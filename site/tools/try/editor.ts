import { indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { words } from '../strings/try.ts';
import type { Place } from './run/messages.ts';

/** What an editor tells the page. */
export interface EditorEvents {
  changed(text: string): void;
  run(): void;
  /** Somebody wants to go on without the mouse. */
  leave(): void;
  /** The mouse or the focus is in it. */
  touched(): void;
}

const types = new Compartment();
const setProblems = StateEffect.define<DecorationSet>();

/** The lines at which the last run went wrong. */
const problemLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, { effects, changes }) {
    const set = effects.find((effect) => effect.is(setProblems));
    return set ? set.value : lines.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const does = (act: () => void) => () => {
  act();
  return true;
};

/** A text in TypeScript as an editor holds it, with what was done to it. */
export function stateOf(text: string, events: EditorEvents): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: does(events.run) }])),
      basicSetup,
      javascript({ typescript: true }),
      syntaxHighlighting(classHighlighter),
      problemLines,
      types.of([]),
      keymap.of([indentWithTab]),
      Prec.lowest(keymap.of([{ key: 'Escape', run: does(events.leave) }])),
      EditorView.contentAttributes.of({ 'aria-label': words.code, tabindex: '0' }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) events.changed(state.doc.toString());
      }),
      EditorView.domEventHandlers({ focus: events.touched, pointerover: events.touched }),
    ],
  });
}

export function markProblems(view: EditorView, places: readonly Place[]): void {
  const { doc } = view.state;
  const lines = [...new Set(places.map(({ line }) => Math.min(line, doc.lines)))].sort((a, b) => a - b);
  const marks = lines.map((line) => Decoration.line({ class: 'cm-trouble' }).range(doc.line(line).from));
  view.dispatch({ effects: setProblems.of(Decoration.set(marks)) });
}

/** Adds what knows the types of the text. */
export function withTypes(view: EditorView, known: readonly Extension[]): void {
  view.dispatch({ effects: types.reconfigure([...known]) });
}
