export * from '@chainrule/core';
