import { Report } from './report.ts';

/** Prints what an example found: its title, the reader's question, and paragraphs and tables with a line between. */
export function tell(title: string, question: string, ...parts: string[]): void {
  const report = new Report();
  report.title(title, question);
  for (const part of parts) {
    // A table is laid out already; a paragraph is broken where the page ends.
    if (part.includes('\n')) console.log(`\n${part}`);
    else {
      console.log();
      report.text(part);
    }
  }
}
