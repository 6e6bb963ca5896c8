import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { createLedger, type MemoryLedger, type Receiver } from '@costspan/cli'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agentTrace } from './agent-trace.ts'
import { madeLedger, NOW } from './made-ledger.ts'
import { openBrowser } from './open-browser.ts'
import { serveDashboard } from './serve-dashboard.ts'

let browser: Browser
let page: Page
let dashboard: Receiver
let ledger: MemoryLedger
let problems: string[]
let made: ReturnType<typeof madeLedger>

beforeAll(async () => {
  browser = await openBrowser()
}, 300_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  made = madeLedger(10_000)
  ledger = made.ledger
  return open()
})

/** A new browser context, which notes every script error and every refusal of the page's policy. */
async function open(theme: 'light' | 'dark' = 'light'): Promise<() => Promise<void>> {
  problems = []
  dashboard = await serveDashboard(ledger, ledger)
  const context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce', timezoneId: 'UTC' })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.clock.setFixedTime(NOW)
  return async () => {
    await context.close()
    await dashboard.close()
  }
}

async function go(hash: string): Promise<void> {
  await page.goto(`${dashboard.url}/#/${hash}`)
  await page.locator('main .card').first().waitFor()
}

async function send(body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${dashboard.url}/v1/traces`, { method: 'POST', headers, body })
  expect(response.status).toBe(200)
}

function figure(name: string): Promise<string> {
  return page.locator('.stat', { hasText: name }).first().locator('.stat-figure').innerText()
}

describe('the overview', () => {
  it('shows the sum of all calls, to the cent, and who caused them', async () => {
    await go('overview?range=all')
    const dollars = Number((made.tally.nanoUsd + 5_000_000n) / 10_000_000n) / 100
    expect(await figure('Spend')).toBe(`$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2 })}`)
    const features = await page.getByRole('region', { name: 'By feature' }).locator('.bar-name').allInnerTexts()
    const dearest = [...made.tally.nanoUsdByFeature].toSorted(([, a], [, b]) => Number(b - a)).slice(0, 6)
    expect(features.slice(0, 6)).toEqual(dearest.map(([name]) => name))
    expect(problems).toEqual([])
  })

  it('filters by a row that is clicked, and the back button takes it back', async () => {
    await go('overview?range=30d')
    const all = await figure('Calls')
    await page.getByRole('button', { name: /^code_review/ }).click()
    await page.getByRole('button', { name: 'Remove the filter feature:code_review' }).waitFor()
    const some = await figure('Calls')
    expect(some).not.toBe(all)
    await page.goBack()
    await page.locator('.chip').waitFor({ state: 'detached' })
    expect(await figure('Calls')).toBe(all)
  })

  it('reads the chart aloud step by step to those who use the keyboard', async () => {
    await go('overview?range=7d&by=model')
    await page.getByText('gpt-4-turbo').first().waitFor()
    await page.getByRole('group', { name: /^Spend over time/ }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect
      .poll(() => page.locator('.tooltip').innerText(), { timeout: 10_000 })
      .toMatch(/13 Sept, \d\d:00[^]*gpt-4-turbo[^]*total\s*\$/)
  })

  it('names what would save more, with its dollars', async () => {
    await go('savings?range=30d')
    const items = page.getByRole('region', { name: 'Findings' }).getByRole('listitem')
    await items.first().waitFor()
    expect(await items.first().innerText()).toMatch(/^\$\d/)
    expect(problems).toEqual([])
  })

  it('asks nothing of any other host', async () => {
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
    for (const view of ['overview', 'calls', 'budgets', 'outlook', 'savings']) await go(`${view}?range=30d`)
    expect([...hosts]).toEqual([new URL(dashboard.url).host])
  })
})

describe('an empty ledger', () => {
  it('says how to fill it, and shows the first call as it comes in', async () => {
    ledger = createLedger()
    const close = await open()
    await go('overview?range=24h')
    expect(await page.getByText('Waiting for the first call').isVisible()).toBe(true)
    await page.locator('.live.is-live').waitFor()
    await send(agentTrace())
    await page.getByText('document_analysis').first().waitFor()
    expect(await figure('Calls')).toBe('3')
    expect(problems).toEqual([])
    await close()
  })
})

describe('a call', () => {
  beforeEach(() => send(agentTrace()))

  it('is opened and closed from the keyboard', async () => {
    await go('calls?range=24h&where=traceId:' + 'a9'.repeat(16))
    await page.locator('.row-button').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(new URL(page.url()).hash).not.toContain('call=')
  })

  it('is explained line by line, with the trace that it is a part of', async () => {
    await go(`calls?range=24h&call=${'a9'.repeat(16)}/0000000000000007`)
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect((await dialog.locator('.price tr').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([
      'Input 52,000 × $3.00 / M $0.156000',
      'Output 900 × $15.00 / M $0.013500',
      'Total $0.169500',
    ])
    expect(await dialog.locator('.span-name').allInnerTexts()).toEqual([
      'POST /v1/analyses',
      'invoke_agent analyst',
      'embeddings text-embedding-3-small',
      'execute_tool search_documents',
      'GET vectors',
      'chat gpt-4o-mini',
      'chat claude-sonnet-4-5',
    ])
    expect(problems).toEqual([])
  })
})

describe('names that users chose', () => {
  const MARKUP = `"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>{{constructor}}`

  it('are text wherever they are shown, be they markup of 10 kB', async () => {
    const hostile = MARKUP + 'A'.repeat(10_000)
    await send(agentTrace(hostile).replaceAll('document_analysis', JSON.stringify(MARKUP).slice(1, -1)))
    for (const hash of [
      'overview?range=24h&by=feature',
      'calls?range=24h',
      'outlook?range=30d',
      'budgets',
      `calls?range=24h&call=${'a9'.repeat(16)}/0000000000000007`,
    ]) {
      await go(hash)
    }
    await page.getByRole('dialog').getByText(MARKUP.slice(0, 60)).first().waitFor()
    await go(`overview?range=24h&where=${encodeURIComponent(`feature:${MARKUP}`)}`)
    expect(await page.locator('.chip-value').innerText()).toBe(MARKUP)
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
    expect(await page.locator('main img, dialog img, script:not([src])').count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('may be many: 10,000 features are six rows and one for all others', async () => {
    ledger = createLedger()
    const close = await open()
    const [sample] = made.ledger.calls()
    if (sample === undefined) throw new Error('the made company has no calls')
    for (let index = 0; index < 10_000; index += 1) {
      const spanId = index.toString(16).padStart(16, '0')
      ledger.addCall({
        ...sample,
        spanId,
        startUnixNano: BigInt(NOW - 60_000) * 1_000_000n,
        feature: `feature-${index}`,
      })
    }
    await go('overview?range=24h')
    expect(await page.getByRole('region', { name: 'By feature' }).locator('.bar').count()).toBe(7)
    await close()
  })
})

describe('the page', () => {
  it.each(['light', 'dark'] as const)('has no fault that axe knows, in any view, in %s', async (theme) => {
    const close = await open(theme)
    await send(agentTrace())
    const hashes = [
      'overview',
      'calls',
      'budgets',
      'outlook',
      'savings',
      `calls?call=${'a9'.repeat(16)}/0000000000000007`,
    ]
    for (const hash of hashes) {
      await go(hash.includes('?') ? `${hash}&range=7d` : `${hash}?range=7d`)
      if (hash.includes('call=')) await page.getByRole('dialog').waitFor()
      const faults = await page.evaluate(AXE)
      expect(faults, `${hash} in ${theme}`).toEqual([])
    }
    await close()
  })

  it('goes from view to view by number keys, and to the filter by a slash', async () => {
    await go('overview?range=7d')
    await page.keyboard.press('2')
    await page.locator('table.calls').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('user:user-0042')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove the filter user:user-0042' }).waitFor()
    const users = new Set(await page.locator('table.calls tbody td:nth-child(3)').allInnerTexts())
    expect([...users]).toEqual(['user-0042'])
  })

  it('says so when a filter makes no sense', async () => {
    await go('calls?range=7d&where=colour:blue')
    expect(await page.getByRole('alert').innerText()).toContain('where is "colour:blue", expected dimension:value')
  })

  it('remembers the theme that was chosen', async () => {
    await go('overview?range=7d')
    await page.getByRole('button', { name: 'Light or dark' }).click()
    await page.reload()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  })
})

/** Runs axe in the page by evaluation, which the page's policy has no say in. */
const AXE = `(async () => {
  ${axe.source}
  const { violations } = await globalThis.axe.run()
  return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | '))
})()`
