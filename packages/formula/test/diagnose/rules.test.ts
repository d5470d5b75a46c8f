import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

/** What is said of a claim about the derivative of a formula of x. */
function check(text: string, claim: string, at: Record<string, number> = { x: 0.7 }) {
  const { result, nodes } = parse(text).graph(at);
  const root = result.name === undefined ? result.named('f') : result;
  return diagnose(root, { wrt: nodes.get('x')!, claim });
}

describe('a rule that was mistaken for another is named', () => {
  test.each<[string, string, string]>([
    ['x^2*sin(x)', '2*x*cos(x)', 'f′·g′ was taken for x²·sin(x)'],
    ['x*sin(x)', 'sin(x) - x*cos(x)', 'the sign between the two terms is wrong'],
    ['sin(x)/x^2', 'cos(x)/(2*x)', 'f′/g′ was taken for sin(x)/x²'],
    ['sin(x)/x^2', '(cos(x)*x^2 + sin(x)*2*x)/x^4', 'the sign between the two terms is wrong'],
    ['sin(x)/x^2', '(cos(x)*x^2 - sin(x)*2*x)/x^2', 'the denominator was not squared'],
    ['sin(x^2)', 'cos(2*x)', 'taken at the derivative of x²'],
    ['3*tanh(x^2)', '3*(1 - tanh(2*x)^2)', 'taken at the derivative of x²'],
    ['2^x', 'x*2^(x-1)', 'the rule for powers was used for an exponential'],
    ['e^x', 'x*e^(x-1)', 'the rule for powers was used for an exponential'],
    ['x^3', 'x^3*ln(x)', 'the rule for exponentials was used for a power'],
    ['2^x', '2^x', 'the factor ln 2 is missing'],
    ['log2(x)', '1/x', 'it was not divided by ln 2'],
    ['tanh(x)', '1 - tanh(x)', 'the square is missing'],
    ['tanh(x)', '1 + tanh(x)^2', 'the sign within is wrong'],
    ['tanh(x)', 'tanh(x)*(1 - tanh(x))', 'that of tanh'],
    ['s = sigmoid(x)', 's*(1 + s)', 'the sign within is wrong'],
    ['s = sigmoid(x)', '1 - s^2', 'that of sigmoid'],
    ['1/x', 'ln(x)', 'the integral was taken'],
    ['1/x', '-1/x', 'the square in the denominator is missing'],
    ['x^3', 'x^4/4', 'the integral was taken'],
    ['x^3', '3*x^3', 'the exponent was not lowered'],
    ['5*x^3', '15*x^3', 'the exponent was not lowered'],
    ['sqrt(x)', 'x^1.5/1.5', 'the integral was taken'],
    ['ln(x)', 'x*ln(x) - x', 'the integral was taken'],
    ['ln(x)', 'ln(x)', 'not differentiated'],
    ['sin(ln(x))', 'cos(ln(x))*ln(x)', 'not differentiated'],
  ])('%s, claimed %s: %s', (text, claim, said) => {
    const diagnosis = check(text, claim);
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.reasons.map(({ message }) => message).join('; ')).toContain(said);
  });

  test('where the base has a name', () => {
    const { reasons } = check('a^x', 'a^x', { x: 0.7, a: 3 });
    expect(reasons[0]).toMatchObject({ kind: 'wrong-rule' });
    expect(reasons[0].message).toContain('the logarithm of the base is missing');
  });

  test('in one layer of a net, or in all', () => {
    const at = {
      X: [
        [1, 2],
        [3, 4],
      ],
      W: [
        [0.1, 0.2],
        [0.3, -0.4],
      ],
      V: [[1], [2]],
      Y: [[1], [0.4]],
    };
    const { result, nodes } = parse('L = sum((Y - P)^2); P = tanh(H@V); H = tanh(X@W)').graph(at);
    const of = (claim: string) => diagnose(result, { wrt: nodes.get('W')!, claim }).reasons[0].message;
    expect(of("X'@(((-2*(Y - P)*(1 - P^2))@V')*(1 - H))")).toMatch(/^the square is missing: ∂H/);
    expect(of("X'@(((-2*(Y - P)*(1 - P))@V')*(1 - H))")).toMatch(/^in every derivative of tanh the square/);
  });

  test.each([
    ['x^2*sin(x)', '2*x*sin(x) + x^2*cos(x)'],
    ['sin(x^2)', '2*x*cos(x^2)'],
    ['2^x', '2^x*ln(2)'],
    ['tanh(x)', '1 - tanh(x)^2'],
  ])('and %s by the right one is right', (text, claim) => {
    expect(check(text, claim).verdict).toBe('right');
  });
});
