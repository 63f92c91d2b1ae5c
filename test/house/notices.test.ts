import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as z from 'zod'
import { builders } from '../support/builders.ts'

const Package = z.object({ name: z.string(), version: z.string(), license: z.string() })

const root = fileURLToPath(new URL('../..', import.meta.url))
const notices = readFileSync(join(root, 'THIRD-PARTY-NOTICES'), 'utf8')
const separator = `\n${'='.repeat(80)}\n`
const [summary = '', ...sections] = notices.split(separator)

test('every package whose code is in a bundle is in THIRD-PARTY-NOTICES, with the bundle', async () => {
  for (const bundle of ['run', 'compile', 'main']) {
    const packages = packagesIn(readFileSync(join(root, `bin/${bundle}.cjs`), 'latin1'))
    assert.ok(packages.includes('zod'), bundle)
    for (const name of packages) assert.match(lineOf(name), new RegExp(`[ ,]bin/${bundle}\\.cjs(,|$)`))
  }
  const api = await build({
    absWorkingDir: root,
    entryPoints: ['src/project/index.ts', 'src/connect/index.ts'],
    outdir: 'nowhere',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    external: ['libpg-query'],
  })
  const packages = api.outputFiles.flatMap(({ text }) => packagesIn(text))
  assert.ok(packages.includes('yaml'))
  for (const name of packages) assert.match(lineOf(name), /[ ,]bin\/api(,|$)/)
})

test('each package has a section with its licence and the text that grants it', () => {
  const listed = summary.split('\n').filter((line) => /^\S+ \d/.test(line))
  assert.equal(sections.length, listed.length)
  for (const [index, line] of listed.entries()) {
    const [, title = '', licence = ''] = /^(\S+ \S+), ([^:]+): /.exec(line) ?? []
    const section = sections[index] ?? ''
    assert.ok(section.startsWith(`${title}\nLicence: ${licence}\n\n`), title)
    assert.match(section, /^copyright /im, title)
    assert.match(section, /granted, free of charge, to any person|with or without\s+fee is hereby granted/, title)
  }
})

test('libpg-query comes with the notices of what is compiled into it', () => {
  const [section = ''] = sections.filter((text) => text.startsWith('libpg-query '))
  for (const holder of [
    /libpg-query \S+ contains PostgreSQL\nLicence: PostgreSQL\n[^=]*1996-\d{4}, PostgreSQL Global Development Group/,
    /libpg-query \S+ contains libpg_query\nLicence: BSD-3-Clause\n[^=]*Lukas Fittl/,
    /libpg-query \S+ contains protobuf-c\nLicence: BSD-2-Clause\n[^=]*Dave Benson/,
    /libpg-query \S+ contains xxHash\nLicence: BSD-2-Clause\n[^=]*Yann Collet/,
    /libpg-query \S+ contains musl\nLicence: MIT\n[^=]*Rich Felker/,
    /libpg-query \S+ contains Emscripten\nLicence: MIT\n[^=]*Emscripten authors/,
  ])
    assert.match(section, holder)
})

test('a package without the text of its licence, or with one that is not allowed, fails the build', () => {
  const mit = 'Copyright 2026 A. Nyone\n\nPermission is hereby granted. The software is provided "as is".'
  const cases: readonly (readonly [object, Readonly<Record<string, string>>, RegExp | undefined])[] = [
    [{ license: 'MIT' }, { LICENSE: mit }, undefined],
    [{ license: 'MIT' }, { 'README.md': `# a\n\n## License\n\n${mit}\n\n## More\n` }, undefined],
    [{ license: 'MIT' }, {}, /neither a LICENSE file nor a part of README\.md has its text/],
    [{ license: 'MIT' }, { 'README.md': '# a\n\n## License\n\nMIT\n' }, /neither a LICENSE file/],
    [{ license: 'GPL-3.0-only' }, { LICENSE: mit }, /its licence, GPL-3\.0-only, is not one of 0BSD, /],
    [{}, { LICENSE: mit }, /its licence, none, is not one of/],
    [{ name: 'libpg-query', license: 'MIT' }, { LICENSE: mit }, /not known what it contains of others/],
  ]
  for (const [manifest, files, refusal] of cases) {
    using checkout = checkoutWith({ name: 'invented', version: '1.2.3', ...manifest }, files)
    const { status, stderr } = spawnSync(process.execPath, [checkout.path('bin/build.mjs')], { encoding: 'utf8' })
    if (refusal === undefined) {
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      assert.ok(readFileSync(checkout.path('THIRD-PARTY-NOTICES'), 'utf8').includes(`\nLicence: MIT\n\n${mit}\n`))
    } else {
      assert.equal(status, 1)
      assert.match(stderr, refusal)
      assert.match(stderr, /^wavec: not built, \S+ 1\.2\.3: /)
      assert.ok(!existsSync(checkout.path('bin/main.cjs')))
    }
  }
})

test('the npm package contains the notices and the licence, and nothing that only builds', () => {
  const Packed = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }))
  const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' })
  const paths = Packed.parse(JSON.parse(json)).flatMap(({ files }) => files.map(({ path }) => path))
  for (const path of ['LICENSE', 'THIRD-PARTY-NOTICES', 'bin/main.cjs']) assert.ok(paths.includes(path), path)
  assert.deepEqual(
    paths.filter((path) => /^(bin\/build|src\/|test\/)/.test(path)),
    [],
  )
})

/** esbuild writes the path of each file before its code. */
function packagesIn(bundle: string): readonly string[] {
  const names = [...bundle.matchAll(/^\/\/ (?:\S*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
    ([, name]) => name ?? '',
  )
  return [...new Set(names)]
}

/** Its line in the summary, with the version and the licence that are installed. */
function lineOf(name: string): string {
  const { version, license } = Package.parse(
    JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')),
  )
  const start = `${name} ${version}, ${license}: `
  const line = summary.split('\n').find((one) => one.startsWith(start))
  assert.ok(line !== undefined, start)
  return line
}

function checkoutWith(
  manifest: { readonly name: string; readonly version: string },
  files: Readonly<Record<string, string>>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-notices-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const path of ['bin/wavec', 'bin/package.json', ...builders, 'package.json'])
    cpSync(join(root, path), join(folder, path), { recursive: true })
  for (const path of ['connect', 'project']) write(`src/${path}/index.ts`, '')
  write('src/cli/main.ts', `import { answer } from '${manifest.name}'\nconsole.log(answer)\n`)
  write(`node_modules/${manifest.name}/package.json`, JSON.stringify({ ...manifest, main: 'index.js' }))
  write(`node_modules/${manifest.name}/index.js`, 'exports.answer = 42\n')
  for (const [name, text] of Object.entries(files)) write(`node_modules/${manifest.name}/${name}`, text)
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
  return {
    path: (name: string) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
