/**
 * The published image whose program speaks contract 1 (`Step.contract`). The tag names the contract and never the
 * version of the compiler, so that a newer wavec leaves a Job that means the same as it was.
 */
export const runnerImage = 'ghcr.io/wavec/wavec:contract-1'
