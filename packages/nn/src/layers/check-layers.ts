import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';

/** Throws unless it is a module or a function of Values. */
export function checkLayer(operation: string, place: string, layer: unknown): void {
  const isClass = typeof layer === 'function' && layer.prototype instanceof Module;
  if (isClass || !(layer instanceof Module || typeof layer === 'function'))
    throw optionErrors.badOption(
      operation,
      place,
      isClass ? `a module, made by new ${layer.name}(…)` : 'a module or a function of Values',
      layer,
    );
}

/** Throws unless it is an array of layers. */
export function checkLayers(operation: string, layers: unknown): void {
  if (!Array.isArray(layers))
    throw optionErrors.badOption(operation, 'layers', 'an array of layers, [a, b]', layers);
  for (const [i, layer] of layers.entries()) checkLayer(operation, `layers[${i}]`, layer);
}
