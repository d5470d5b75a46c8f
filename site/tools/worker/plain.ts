/** What is typed, as plain data: a worker takes nothing that a page watches. */
export const plain = <Typed extends object>(typed: Typed): Typed => JSON.parse(JSON.stringify(typed));
