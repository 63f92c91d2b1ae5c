/**
 * What each verb answers, as values: nothing here prints, reads a disk or starts a program. Files come through a `Tree`;
 * renderer, SQL parser and what has shipped are arguments. One file for each verb, its parts in the folder of the same
 * name. How an answer looks, as text or as a document, is made in `cli/print/`.
 */
export { memoryTree } from '../source/memory-tree.ts'
