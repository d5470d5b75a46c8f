/** A formula in TeX as MathML, which browsers lay out themselves. */
export async function markup(tex: string, display = true): Promise<string> {
  // Loaded when the first formula is shown: it is a third of all that a tool needs.
  const { default: temml } = await import('temml');
  return temml.renderToString(tex, { displayMode: display, throwOnError: false, trust: false });
}
