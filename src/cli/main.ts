import { explainThrown, start } from './start.ts'

// What is thrown outside of every promise would end with Node's own lines and exit code 1, which means findings.
process.on('uncaughtException', (error: unknown) => {
  process.exit(explainThrown(error))
})
void start(process.argv.slice(2))
