export { derive } from './derive.ts';
export { drawing } from './drawing.ts';
