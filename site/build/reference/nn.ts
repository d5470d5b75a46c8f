export * from '@chainrule/nn';
