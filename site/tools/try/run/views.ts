/** What a value looks like, as plain data: it is made where the program runs, and drawn on the page. */
export type View =
  | TextView
  | TensorView
  | FieldsView
  | TableView
  | ChartView
  | PictureView
  | DerivationView
  | VerdictView;

export interface TextView {
  readonly kind: 'text';
  readonly text: string;
  readonly quiet?: boolean;
}

/** Numbers in rows: a Value, or arrays of numbers. */
export interface TensorView {
  readonly kind: 'tensor';
  /** By what its graph can be asked for; absent where it has none. */
  readonly graph?: number;
  /** Its name, and where it came from. */
  readonly title: string;
  readonly about: string;
  /** The first rows and columns of its last two axes. */
  readonly cells: readonly (readonly string[])[];
  /** How strong each of these cells is, from −1 to 1; absent where a look at it says nothing. */
  readonly shades?: readonly (readonly number[])[];
  /** Which rows and columns are shown, where not all are. */
  readonly clipped?: string;
  /** All of a matrix that has more cells than are written, thinned out where it is large. */
  readonly map?: HeatMap;
}

export interface HeatMap {
  readonly rows: number;
  readonly columns: number;
  /** From −1 to 1, row by row. */
  readonly shades: Float32Array;
  readonly least: string;
  readonly most: string;
}

/** What holds other things: an object, an array, a Map. */
export interface FieldsView {
  readonly kind: 'fields';
  readonly title: string;
  readonly fields: readonly { readonly name: string; readonly view: View }[];
}

export interface TableView {
  readonly kind: 'table';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly foot?: string;
}

/** Curves or dots. */
export interface ChartView {
  readonly kind: 'chart';
  readonly title: string;
  readonly dots: boolean;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A drawing, as SVG that anybody may have written; it can be zoomed where it is a graph. */
export interface PictureView {
  readonly kind: 'picture';
  readonly svg: string;
  readonly isGraph: boolean;
}

/** A gradient step by step, and the fragment of a link to the same in Derive. */
export interface DerivationView {
  readonly kind: 'derivation';
  readonly html: string;
  readonly fragment?: string;
}

/** What was said of a claim, and the fragment of a link to the same in Check. */
export interface VerdictView {
  readonly kind: 'verdict';
  readonly verdict: string;
  readonly about: string;
  readonly text: string;
  readonly fragment?: string;
}
