export * from '@chainrule/formula';
