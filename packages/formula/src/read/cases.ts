import { readingErrors } from '../errors/reading.ts';
import { type Expression, number } from '../expression/expression.ts';
import type { Parser } from './parser.ts';

/** A function by parts: `x & x > 0 \\ 0 & \text{otherwise}`, whose opening sign has been read. */
export function readCases(parser: Parser, start: number): Expression {
  const rows: { value: Expression; condition: Expression | undefined }[] = [];
  parser.inside('}cases', () => {
    do rows.push(readRow(parser));
    while (parser.accept('\\\\'));
  });
  parser.expect('}cases', 'a condition, \\\\ or \\end{cases}');
  const open = rows.findIndex(({ condition }) => condition === undefined);
  if (open >= 0 && open < rows.length - 1)
    throw readingErrors.at(
      parser.source,
      rows[open].value.at!,
      'this case has no condition: only the last one can stand without',
    );
  const last = rows[rows.length - 1];
  // Where no condition holds, the function has no value: the builder refuses that.
  const rest = open >= 0 ? last.value : number(Number.NaN, parser.spanFrom(start));
  const conditioned = open >= 0 ? rows.slice(0, -1) : rows;
  return conditioned.reduceRight<Expression>(
    (otherwise, { value, condition }) =>
      parser.signed('cases', 'where', [condition!, value, otherwise], start),
    rest,
  );
}

function readRow(parser: Parser) {
  const value = parser.expression();
  const isParted = parser.accept('&') || parser.accept(',');
  parser.accept(',');
  if (parser.accept('otherwise')) return { value, condition: undefined };
  if (!isParted && !parser.at('}cases'))
    throw readingErrors.expected(parser.source, parser.next, '& and a condition');
  return { value, condition: isParted ? readCondition(parser) : undefined };
}

/** Comparisons with `and` or `or` between them; `=` compares. */
function readCondition(parser: Parser): Expression {
  const { start } = parser.next;
  let condition = readComparison(parser);
  for (;;) {
    const joining =
      parser.accept('and') || parser.accept(',')
        ? 'logicalAnd'
        : parser.accept('or')
          ? 'logicalOr'
          : undefined;
    if (joining === undefined) return condition;
    condition = parser.call(joining, [condition, readComparison(parser)], start);
  }
}

function readComparison(parser: Parser): Expression {
  const { start } = parser.next;
  const left = parser.expression();
  return parser.accept('=') ? parser.call('equal', [left, parser.expression()], start) : left;
}
