import type { View } from './views.ts';

/** About how many characters a view has; pictures and curves come one at a time, and count as little. */
export function sizeOf(view: View): number {
  switch (view.kind) {
    case 'text':
      return view.text.length;
    case 'fields':
      return view.fields.reduce((sum, { name, view }) => sum + name.length + sizeOf(view), view.title.length);
    case 'table':
      return view.rows.flat().reduce((sum, cell) => sum + cell.length, 0);
    case 'chart':
      return 0;
    case 'picture':
      return view.svg.length / 10;
    default:
      return 1_000;
  }
}
