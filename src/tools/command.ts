import * as z from 'zod/mini'
import { databaseParts } from '../protocol/connection.ts'
import type { Tool } from './tool.ts'

const settings = z.strictObject({
  command: z
    .array(z.string().check(z.minLength(1)))
    .check(z.minLength(1))
    .register(z.globalRegistry, {
      description: 'Run in the image of the workload container, with its env and mounts.',
    }),
  variables: z.optional(z.record(z.string(), z.enum(databaseParts))).register(z.globalRegistry, {
    description: "Which of the container's variables hold which part of the database connection.",
  }),
})

/** A command of the application's own, e.g. `python manage.py migrate`, in the workload's container. */
export const command = {
  id: 'command',
  settings,
  backoffLimit: 0,
  maxBackoffLimit: 0,
  files: 'any',
  needs: 'any',
} satisfies Tool
