/**
 * What the API server's Jobs, pods and events say of one sync: for each Job whether it ran in this sync, how it ended and
 * why. Pure: the report reads the objects in its pod, and another verb may read them with a kubeconfig.
 */
export { outcomesOf, type JobOutcome } from './outcome.ts'
export { applicationOf, createdAt, ownerOf, uidOf, type ApiObjects } from './api-object.ts'
export { resultOf } from './result.ts'
export { headline, lineOf } from './sentence.ts'
