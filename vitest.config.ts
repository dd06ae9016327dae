import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { routesPlugin } from './bin/routes-plugin.ts'

const globalSetup = './test/global-setup.ts'

export default defineConfig({
  // What screens import of the contract is written by it.
  plugins: [routesPlugin(import.meta.dirname)],
  test: {
    include: ['{server,practice,contract,web,packs}/**/*.test.ts', 'test/*.test.ts'],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    // Separate processes, because a database connection must not outlive the file that opened it.
    pool: 'forks',
    // As many as the smallest machine has cores: more only make each other miss their time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
