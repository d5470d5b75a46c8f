export * from '@chainrule/compile';
export * from '@chainrule/core';
export * from '@chainrule/formula';
export * from '@chainrule/nn';
