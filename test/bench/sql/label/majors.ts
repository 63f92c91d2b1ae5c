/** Debian's and npm's: what the cases are measured on. */
export const labelMajors = [15, 18] as const
export type LabelMajor = (typeof labelMajors)[number]
