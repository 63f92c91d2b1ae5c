import { linesIn } from '../../diagnostic/line.ts'
import { fullYaml } from '../../pipeline/full-yaml.ts'
import { jsonSchema } from '../../pipeline/json-schema.ts'
import type { Command } from '../command.ts'

export const schema: Command = {
  summary: 'the JSON Schema of pipeline.yaml, for your editor',
  details: 'Prints it, e.g. wavec schema > waves/pipeline.schema.json',
  options: {},
  flags: { yaml: 'the whole spec instead, with every default and a comment for every field' },
  run: ({ flags }) => ({ output: linesIn(flags.has('yaml') ? fullYaml : jsonSchema()), exit: 0 }),
}
