/** The variable that holds the Step. */
export const stepVariable = 'WAVEC_STEP'

/** Exit codes of the runner: a Job's podFailurePolicy stops at once at any other failure than `retry`. */
export const exitCode = { ok: 0, findings: 1, usage: 2, differs: 3, failed: 4, retry: 75 } as const

/** The variables that name the owner of a ledger row. */
export const ownerVariables = { job: 'WAVEC_JOB', pod: 'WAVEC_POD_UID' } as const
