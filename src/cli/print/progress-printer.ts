import { isTerminal, print, printStatus } from './print.ts'
import { newProgressLines, runningLine, type Progress } from '../../rehearse/index.ts'

export interface ProgressPrinter extends AsyncDisposable {
  readonly lines: (lines: readonly string[]) => void
  readonly progress: (progress: Progress) => void
}

/** Whole lines; on a terminal the last one says what is running, and is written over. */
export function progressPrinter(paint: Parameters<typeof newProgressLines>[0]): ProgressPrinter {
  const terminal = isTerminal('stdout') ? 'yes' : 'no'
  const linesOf = newProgressLines(paint)
  let timer: NodeJS.Timeout | undefined
  let running: (() => string) | undefined
  const redraw = (): void => {
    if (terminal === 'yes' && running !== undefined) printStatus('stdout', running())
  }
  const clear = (): void => {
    if (terminal === 'yes' && running !== undefined) printStatus('stdout', undefined)
  }
  const printAbove = (lines: readonly string[]): void => {
    clear()
    print(lines)
    redraw()
  }
  return {
    lines: printAbove,
    progress: (progress) => {
      if (progress.kind === 'ended') {
        clear()
        running = undefined
        clearInterval(timer)
      }
      printAbove(linesOf(progress))
      if (progress.kind !== 'started' || terminal === 'no') return
      const began = Date.now()
      running = () => runningLine(paint, progress, progress.name, Date.now() - began)
      timer = setInterval(redraw, 200)
    },
    [Symbol.asyncDispose]: async () => {
      clear()
      clearInterval(timer)
    },
  }
}
