// What the samples' images would be: answers their probes and checks, and fails as MODE says.
import { createServer } from 'node:http'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const words = process.argv.slice(2)
const out = words.find((word) => word.startsWith('--out='))?.slice('--out='.length)

if (out !== undefined) {
  // `config render` of orders.
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, 'rendered: true\n')
} else if (process.env.MODE === 'crash') {
  process.stderr.write('Error: STRIPE_KEY is not set\n')
  process.exitCode = 1
} else {
  const answer = JSON.stringify({ status: 'ok', checks: { database: 'ok' } })
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
  })
  server.listen(8080)
  process.on('SIGTERM', () => server.close(() => process.exit(0)))
}
