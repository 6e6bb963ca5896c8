import { type Browser, chromium } from 'playwright-core'
import { installChromium } from './install-chromium.ts'

/** Starts Chromium without a window. It has no sandbox, because tests run as root in containers, and open pages of ours only. */
export function openBrowser(): Promise<Browser> {
  const { path, env } = installChromium()
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
}
