/** Writes the pictures of the dashboard that the documentation shows: `npm run docs:screenshots`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ledgerSink } from '@costspan/cli'
import { agentTrace } from './agent-trace.ts'
import { NOW } from './made-ledger.ts'
import { openBrowser } from './open-browser.ts'
import { pictureLedger } from './picture-ledger.ts'
import { serveDashboard } from './serve-dashboard.ts'

const FOLDER = process.argv[2] ?? join(import.meta.dirname, '../../docs/images')

const PICTURES = [
  { name: 'overview-light', shows: '.bar', hash: '#/overview?range=30d&by=feature', theme: 'light', height: 1080 },
  { name: 'overview-dark', shows: '.bar', hash: '#/overview?range=7d&by=model', theme: 'dark', height: 1080 },
  { name: 'calls-light', shows: '.calls', hash: '#/calls?range=7d&order=dearest', theme: 'light', height: 820 },
  {
    name: 'call-dark',
    shows: '.waterfall',
    hash: `#/calls?range=7d&call=${'a9'.repeat(16)}/0000000000000007`,
    theme: 'dark',
    height: 1080,
  },
  { name: 'budgets-light', shows: '.meter', hash: '#/budgets?range=30d', theme: 'light', height: 900 },
  { name: 'outlook-dark', shows: '.anomaly', hash: '#/outlook?range=30d', theme: 'dark', height: 900 },
  { name: 'savings-light', shows: '.stat', hash: '#/savings?range=30d', theme: 'light', height: 640 },
] as const

mkdirSync(FOLDER, { recursive: true })
const ledger = await pictureLedger()
const dashboard = await serveDashboard(ledger, ledgerSink(ledger))
await fetch(`${dashboard.url}/v1/traces`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: agentTrace(),
})
const browser = await openBrowser()
for (const { name, shows, hash, theme, height } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: 1360, height }, colorScheme: theme, reducedMotion: 'reduce' })
  page.on('console', (message) => process.stderr.write(`${name}: ${message.text()}\n`))
  page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`))
  await page.clock.setFixedTime(NOW)
  await page.goto(`${dashboard.url}/${hash}`)
  await page.locator(shows).first().waitFor({ timeout: 120_000 })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await page.close()
}
await browser.close()
await dashboard.close()
await ledger.close()
