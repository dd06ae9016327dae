import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { defineConfig } from '@playwright/test'

const globalSetup = './test/stories/global-setup.ts'

export default defineConfig({
  testDir: 'test/stories',
  testMatch: '*.story.ts',
  outputDir: 'dist/test/stories',
  // It starts the server on a free port and puts its address into BASE_URL.
  ...(existsSync(globalSetup) && { globalSetup }),
  // One story has up to a dozen browsers drawing at once; two stories beside each other starve on two cores.
  workers: 1,
  // A story that passes at the second try is a story that fails for one villager in two: nobody who works on one gets a
  // second. Where no person looks on, it is tried again to tell a fault from a chance, and the table counts it apart.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // The walk of axe through all screens takes a minute on a slow machine; what hangs is caught by the expectations.
  timeout: 180_000,
  // Ten phones at once on two slow cores need more than five seconds to draw a list.
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: 'dist/test/stories.json' }]],
  use: {
    ...(process.env['BASE_URL'] && { baseURL: process.env['BASE_URL'] }),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium(), args: chromiumFlags() },
  },
})

function findChromium(): string {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  )
  const found = candidates.find((path) => existsSync(path))
  if (!found) throw new Error('The stories need Chromium: install it, or name it by CHROMIUM_PATH.')
  return found
}

function chromiumFlags(): string[] {
  // What the browser would fetch for itself is refused where there is no internet, and slows every start.
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  // Chromium's sandbox cannot be set up by root.
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
}
