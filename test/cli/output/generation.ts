import type { Files } from './workspace.ts'

/** What thirty pipelines compile to at some time: some come, some go, most files change, some never do. */
export function generation(number: number): Files {
  const files: Record<string, string> = { 'README.md': `# generation ${number}\n` }
  for (let pipeline = 0; pipeline < 30; pipeline++) {
    if (pipeline % 7 === number) continue
    for (const name of ['20-preflight', '31-migrate', '60-workload']) {
      const seen = name === '20-preflight' && pipeline % 3 === 0 ? 0 : number
      files[`production/pipeline-${pipeline}/${name}.yaml`] = `generation: ${seen}\n${'# text\n'.repeat(300)}# end\n`
    }
  }
  return files
}
