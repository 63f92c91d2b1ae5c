import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as z from 'zod'

test('the lock file contains no host name and no local path', () => {
  const lock = textOf('package-lock.json')
  assert.doesNotMatch(lock, /"resolved"/)
  assert.doesNotMatch(lock, /"(file|link):|"link": true/)
})

test('the lock file lists the optional packages of every platform', () => {
  // npm leaves out those that its registry lacks, and `npm ci` then refuses the lock file.
  const Package = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) })
  const { packages } = z
    .object({ packages: z.record(z.string(), Package) })
    .parse(JSON.parse(textOf('package-lock.json')))
  const absent = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !Object.hasOwn(packages, `node_modules/${name}`) && !Object.hasOwn(packages, `${place}/node_modules/${name}`),
    ),
  )
  assert.deepEqual(absent, [])
})

test('npm can verify every package that it downloads', () => {
  const Package = z.object({ integrity: z.string().optional(), inBundle: z.boolean().optional() })
  const { packages } = z
    .object({ packages: z.record(z.string(), Package) })
    .parse(JSON.parse(textOf('package-lock.json')))
  const places = Object.keys(packages).filter((place) => place !== '')
  assert.ok(places.length > 300)
  for (const place of places) {
    // A bundled package is part of the download of the one that it lies in.
    const bundled = packages[place]?.inBundle === true
    const download = bundled ? place.slice(0, place.lastIndexOf('/node_modules/')) : place
    assert.match(packages[download]?.integrity ?? '', /^sha512-[\w+/]{86}==$/, place)
  }
})

test('dependencies are exact versions', () => {
  const Manifest = z.object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  const { dependencies, devDependencies } = Manifest.parse(JSON.parse(textOf('package.json')))
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    assert.match(version, /^(npm:[\w-]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/)
})

test('a crash names the bug tracker of package.json', () => {
  const { bugs } = z.object({ bugs: z.string() }).parse(JSON.parse(textOf('package.json')))
  assert.ok(textOf('src/cli/start.ts').includes(`'${bugs}'`))
})

test('.ci/run is the second command of the README', () => {
  const commands = textOf('.ci/run').match(/^npm .*$/gm) ?? []
  assert.ok(textOf('README.md').includes(`\n${commands.join(' && ')}\n`), commands.join(' && '))
})

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}
