// The page in a real browser, checked after each key and click.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import type { Browser, Page } from 'playwright-core'
import { page } from '../../src/view/page/page.ts'
import { script } from '../../src/view/page/script.ts'
import { chromiumPath, openChromium } from '../support/chromium.ts'
import { golden } from '../support/golden.ts'
import { scenarios, tasks, wellEnded } from './sample-trace.ts'

const chromium = chromiumPath()

test('the page is the committed golden', () =>
  golden('test/view/golden/page.html', page('orders · production', scenarios)))

test('the script of the page is valid JavaScript', () => assert.ok(new Script(script)))

test('the page loads nothing, and escapes names', () => {
  const [task] = tasks
  assert.ok(task !== undefined)
  const name = '</script><img src=x onerror=alert(1)>'
  const trace = { ...wellEnded, tasks: [{ ...task, name }], warnings: [name] }
  const text = page(name, [{ label: name, trace }])
  assert.doesNotMatch(text, /<img/)
  assert.doesNotMatch(text, /\b(?:src|href)="(?!data:,)/)
})

describe('in Chromium', { skip: chromium === undefined && 'not run: no chromium is installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-page-'))
  const file = join(folder, 'page.html')
  let browser: Browser
  before(async () => {
    writeFileSync(file, page('orders · production', scenarios))
    browser = await openChromium(chromium ?? '')
  })
  after(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function opened(): Promise<Page> {
    const tab = await browser.newPage()
    tab.on('pageerror', (error) => assert.fail(error))
    tab.on('request', (request) => assert.match(request.url(), /^(?:file|data):/))
    await tab.goto(pathToFileURL(file).href)
    return tab
  }

  test('keys step through the passes, and boxes show their states', async () => {
    const tab = await opened()
    assert.equal(await tab.locator('#where').textContent(), 'Before the sync')
    assert.deepEqual(await labels(tab), [
      'Job/orders-2-migrate: not started',
      'Deployment/orders: not started',
      'Service/orders <web>: not started',
      'ConfigMap/orders-old: not started',
      'Job/orders-5-verify: not started',
      'Job/orders-report: not started',
    ])
    await tab.keyboard.press('ArrowRight')
    await tab.keyboard.press('ArrowRight')
    assert.equal(await tab.locator('#where').textContent(), 'Pass 2 of 4, 0:32 after the start')
    assert.deepEqual(await labels(tab), [
      'Job/orders-2-migrate: done',
      'Deployment/orders: running',
      'Service/orders <web>: done',
      'ConfigMap/orders-old: pruned',
      'Job/orders-5-verify: not started',
      'Job/orders-report: not started',
    ])
    assert.deepEqual(await tab.locator('#actions li').allTextContents(), [
      'prune ConfigMap/orders-old',
      'apply Service/orders <web>: unchanged',
      'apply Deployment/orders',
    ])
    await tab.keyboard.press('End')
    assert.equal(await tab.locator('#message').textContent(), 'successfully synced (no more tasks)')
    assert.equal(await tab.locator('#on').isDisabled(), true)
    await tab.keyboard.press('Home')
    assert.equal(await tab.locator('#where').textContent(), 'Before the sync')
  })

  test('the user selects a failing task by its box or in the list', async () => {
    const tab = await opened()
    await tab.getByRole('button', { name: 'orders-2-migrate fails' }).click()
    assert.match((await tab.locator('#verdict').textContent()) ?? '', /never touches Deployment\/orders/)
    await tab.keyboard.press('End')
    assert.equal((await labels(tab))[0], 'Job/orders-2-migrate: failed')
    assert.equal((await labels(tab))[1], 'Deployment/orders: not started')
    await tab.getByRole('combobox').selectOption('nothing fails')
    assert.equal(await tab.locator('#verdict').textContent(), 'the sync succeeds')
  })

  test('play runs to the end and stops there', async () => {
    const tab = await opened()
    await tab.locator('body').press(' ')
    await tab.locator('#where', { hasText: 'Pass 4 of 4' }).waitFor()
    await tab.locator('#play', { hasText: 'play' }).waitFor()
  })

  test('text has enough contrast in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const tab = await opened()
      await tab.emulateMedia({ colorScheme })
      await tab.keyboard.press('ArrowDown')
      await tab.keyboard.press('End')
      const weak = await tab.evaluate(tooWeak)
      assert.deepEqual(weak, [], colorScheme)
    }
  })
})

function labels(tab: Page): Promise<(string | null)[]> {
  return tab
    .locator('#board .task')
    .evaluateAll((boxes) =>
      boxes.map((box: { getAttribute(name: string): string | null }) => box.getAttribute('aria-label')),
    )
}

/** Runs in the page: texts with a contrast below 4.5 : 1 (WCAG 2.2, 1.4.3). */
const tooWeak = String.raw`(() => {
  const parts = (text) => text.match(/[\d.]+/g).map(Number)
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor)
      if (a > 0) return [r, g, b]
    }
    return [255, 255, 255]
  }
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  return [...document.querySelectorAll('h1, h2, h3, li, label, .kind, .name, .sign, #verdict, #message, nav, footer .task')].flatMap((element) => {
    const [high, low] = [luminance(parts(getComputedStyle(element).color).slice(0, 3)), luminance(ground(element))].sort((a, b) => b - a)
    const ratio = (high + 0.05) / (low + 0.05)
    return ratio < 4.5 ? [element.className + ' ' + element.textContent.slice(0, 20) + ' ' + ratio.toFixed(2)] : []
  })
})()`
