// What a case may not reach: the network, programs other than git and the stand-ins, and the end of its process.
import childProcess from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import dns from 'node:dns'
import { join } from 'node:path'

/** Where the stand-ins of kustomize and helm find their answer. */
export const renderedVariable = 'WAVEC_FUZZ_RENDERED'

const standIn = `#!/bin/sh
case "$1" in
  version) echo v5.4.3 ;;
  *) cat "$${renderedVariable}" ;;
esac
`

/** A folder for PATH: git, a kustomize and a helm whose answer a case decides, and what they need. */
export function makePrograms(folder: string): string {
  const programs = join(folder, 'programs')
  mkdirSync(programs)
  for (const name of ['git', 'sh', 'cat']) {
    const found = childProcess.spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
    if (found !== '') symlinkSync(found, join(programs, name))
  }
  for (const name of ['kustomize', 'helm']) {
    writeFileSync(join(programs, name), standIn)
    chmodSync(join(programs, name), 0o755)
  }
  return programs
}

/** Any other program is one that is not installed: a rehearsal would start a server. */
export function keepPrograms(programs: string): void {
  for (const name of ['spawn', 'spawnSync', 'execFile'] as const) {
    const start = childProcess[name]
    const kept = (program: string, ...rest: readonly unknown[]): unknown =>
      Reflect.apply(start, childProcess, [
        program === 'git' || program.startsWith(programs) ? program : join(programs, 'nothing', program),
        ...rest,
      ])
    Reflect.set(childProcess, name, kept)
  }
  syncBuiltinESMExports()
}

/** Every address becomes a port of this machine where nothing listens; a wrong one is left for Node to refuse. */
export function cutNetwork(): void {
  const connect = Socket.prototype.connect as Connect
  const closed = (options: object): object => ({
    ...options,
    ...('host' in options && typeof options.host === 'string' ? { host: '127.0.0.1' } : {}),
    ...('port' in options && isPort(options.port) ? { port: 1 } : {}),
    ...('path' in options && typeof options.path === 'string' ? { path: '/nowhere/socket' } : {}),
  })
  const cut = function (this: Socket, ...given: readonly unknown[]): unknown {
    const [first, ...rest] = given
    if (isList(first)) {
      const [options, ...more] = first
      return Reflect.apply(connect, this, [Object.assign([closed(options), ...more], symbolsOf(first)), ...rest])
    }
    if (typeof first === 'object' && first !== null) return Reflect.apply(connect, this, [closed(first), ...rest])
    const callback = rest.filter((each) => typeof each === 'function')
    return Reflect.apply(connect, this, [
      typeof first === 'string' && !isPort(first)
        ? '/nowhere/socket'
        : closed({ port: Number(first), host: '127.0.0.1' }),
      ...callback,
    ])
  }
  Reflect.set(Socket.prototype, 'connect', cut)
  // A name that is asked for without a socket.
  Reflect.set(dns, 'lookup', refuseLookup)
  syncBuiltinESMExports()
}

type Connect = (this: Socket, ...given: unknown[]) => unknown

function isList(value: unknown): value is readonly [object, ...unknown[]] {
  return Array.isArray(value) && typeof value[0] === 'object'
}

function isPort(port: unknown): boolean {
  return /^\d{1,5}$/.test(String(port)) && Number(port) > 0 && Number(port) < 65_536
}

/** Node marks arguments that it has normalised with a symbol of its own. */
function symbolsOf(list: object): object {
  return Object.fromEntries(Object.getOwnPropertySymbols(list).map((symbol) => [symbol, Reflect.get(list, symbol)]))
}

function refuseLookup(name: string, ...rest: readonly unknown[]): void {
  const done = rest.find((each) => typeof each === 'function')
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })
  process.nextTick(() => {
    done?.(error)
  })
}
