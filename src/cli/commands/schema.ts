import { jsonSchema } from '../../spec/json-schema.ts'
import type { Command } from '../command.ts'

export const schema: Command = {
  summary: 'the JSON Schema of pipeline.yaml, for your editor',
  details: 'Prints it: wavec schema > waves/pipeline.schema.json',
  options: {},
  run: () => ({ output: jsonSchema(), exit: 0 }),
}
