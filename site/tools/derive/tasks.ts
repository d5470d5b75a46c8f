export { code } from './code.ts';
export { derive } from './derive.ts';
export { drawing } from './drawing.ts';
