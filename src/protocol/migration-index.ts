import * as z from 'zod/mini'

/** The file beside the migrations: what they are, in the order in which they are applied; no version: repeatable. */
export const MigrationIndex = z.array(
  z.strictObject({
    file: z.string(),
    version: z.optional(z.string()),
    checksum: z.string(),
    contract: z.optional(z.literal(true)),
    undo: z.optional(z.nullable(z.array(z.string()))),
  }),
)
