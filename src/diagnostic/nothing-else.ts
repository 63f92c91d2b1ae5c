/**
 * The rest of an object whose fields are all used. A field that is added later and used nowhere does not compile here: a
 * check that ignored it would always pass.
 */
export function nothingElse(_rest: Readonly<Record<string, never>>): void {}
