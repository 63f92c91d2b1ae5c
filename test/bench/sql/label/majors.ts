/** The majors that cases are measured on: Debian's package and npm's. */
export const labelMajors = [15, 18] as const
export type LabelMajor = (typeof labelMajors)[number]
