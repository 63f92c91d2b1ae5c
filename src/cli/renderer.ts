import { programRenderer } from '../connect/render.ts'
import type { Renderer } from '../render/index.ts'
import { isTerminal, printStatus } from './print/print.ts'

/** Milliseconds from which on a user wonders whether anything happens. */
const patience = 500

/** The kustomize and the helm that are installed. On a terminal, a line shows what is being rendered. */
export function installedRenderer(): Renderer {
  const renderer = programRenderer()
  const started = performance.now()
  let count = 0
  return {
    render: (job) => {
      count++
      if (performance.now() - started < patience || !isTerminal('stderr')) return renderer.render(job)
      printStatus('stderr', `rendering ${job.subject}, number ${count} …`)
      try {
        return renderer.render(job)
      } finally {
        printStatus('stderr', undefined)
      }
    },
  }
}
