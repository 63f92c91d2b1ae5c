/** What a rehearsal raises in place of a statement that it makes fail. The runner shows these texts, which hold no row data. */
export const madeToFail = {
  message: 'made to fail by rehearse --fail migrate',
  hint: 'this file is fine: the failure was requested',
} as const
