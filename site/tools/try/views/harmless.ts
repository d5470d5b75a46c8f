import DOMPurify from 'dompurify';

/**
 * Markup that came out of a program, which anybody may have written: what is left of it only looks. A style would reach
 * beyond it, to all of the page.
 */
export const harmless = (markup: string): string =>
  DOMPurify.sanitize(markup, { FORBID_TAGS: ['style', 'form', 'input', 'button', 'a'], FORBID_ATTR: ['id'] });
