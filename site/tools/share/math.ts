import temml from 'temml';

/** A formula in TeX as MathML, which browsers lay out themselves. */
export const markup = async (tex: string, display = true): Promise<string> =>
  temml.renderToString(tex, { displayMode: display, throwOnError: false, trust: false });
