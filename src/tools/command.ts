import * as z from 'zod'
import { databaseParts } from '../contract/connection.ts'
import type { Tool } from './tool.ts'

const settings = z.strictObject({
  command: z
    .array(z.string().min(1))
    .min(1)
    .describe('Run in the image of the workload container, with its env and mounts.'),
  variables: z
    .record(z.string(), z.enum(databaseParts))
    .optional()
    .describe("Which of the container's variables hold which part of the database connection."),
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
