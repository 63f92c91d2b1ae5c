import { newProgressLines, runningLine, type Progress } from '../../rehearse/index.ts'

interface Sink {
  readonly write: (text: string) => void
  readonly terminal: 'yes' | 'no'
  readonly paint: Parameters<typeof newProgressLines>[0]
}

export interface ProgressPrinter extends AsyncDisposable {
  readonly lines: (lines: readonly string[]) => void
  readonly progress: (progress: Progress) => void
}

/** Whole lines; on a terminal the last one says what is running, and is written over. */
export function progressPrinter({ write, terminal, paint }: Sink): ProgressPrinter {
  const linesOf = newProgressLines(paint)
  let timer: NodeJS.Timeout | undefined
  let running: (() => string) | undefined
  const redraw = (): void => {
    if (terminal === 'yes' && running !== undefined) write(`\r\u001b[2K${running()}`)
  }
  const clear = (): void => {
    if (terminal === 'yes' && running !== undefined) write('\r\u001b[2K')
  }
  const print = (lines: readonly string[]): void => {
    clear()
    for (const line of lines) write(`${line}\n`)
    redraw()
  }
  return {
    lines: print,
    progress: (progress) => {
      if (progress.kind === 'ended') {
        clear()
        running = undefined
        clearInterval(timer)
      }
      print(linesOf(progress))
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
