// A network of its own for a child process, with a cable that a test can pull. Needs root and ip(8); tests print why they
// are skipped without.
import { spawnSync } from 'node:child_process'

export interface Network extends Disposable {
  /** The address at which programs inside reach this machine. */
  readonly outside: string
  /** The network of both addresses, as pg_hba.conf takes it. */
  readonly range: string
  /** Put before a command, these words run it inside. */
  readonly inside: readonly string[]
  /** From here on no packet passes, in either direction, and neither side gets an error. */
  readonly pull: () => void
}

interface Missing extends Disposable {
  readonly missing: string
}

let count = 0

/** Or the reason why this machine can't make one. */
export function network(): Network | Missing {
  const name = `wv${process.pid}x${++count}`
  const [here, there] = [`${name}a`.slice(-15), `${name}b`.slice(-15)]
  // 198.18.0.0/15 is for tests of networks (RFC 2544). Each network is a pair of it.
  const pair = ((process.pid * 8 + count) % 32_768) * 4
  const address = (host: number): string => `198.${18 + (pair >> 16)}.${(pair >> 8) & 255}.${(pair & 255) + host}`
  const remove = (): void => {
    ip('link', 'delete', here)
    ip('netns', 'delete', name)
  }
  for (const step of [
    ['netns', 'add', name],
    ['link', 'add', here, 'type', 'veth', 'peer', 'name', there],
    ['link', 'set', there, 'netns', name],
    ['address', 'add', `${address(1)}/30`, 'dev', here],
    ['link', 'set', here, 'up'],
    ['-netns', name, 'address', 'add', `${address(2)}/30`, 'dev', there],
    ['-netns', name, 'link', 'set', there, 'up'],
  ]) {
    const problem = ip(...step)
    if (problem === undefined) continue
    remove()
    return { missing: `no network of its own: ip ${step.join(' ')}: ${problem}`, [Symbol.dispose]: () => undefined }
  }
  return {
    outside: address(1),
    range: `${address(0)}/30`,
    inside: ['ip', 'netns', 'exec', name],
    pull: () => {
      const problem = ip('link', 'set', here, 'down')
      if (problem !== undefined) throw new Error(problem)
    },
    [Symbol.dispose]: remove,
  }
}

function ip(...args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' })
  if (error !== undefined) return error.message
  return status === 0 ? undefined : stderr.trim()
}
