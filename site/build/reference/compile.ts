export * from '@chainrule/compile';
