import * as z from 'zod'

/** The file beside the migrations: what they are, in the order in which they are applied; no version: repeatable. */
export const MigrationIndex = z.array(
  z.strictObject({ file: z.string(), version: z.string().optional(), checksum: z.string() }),
)
