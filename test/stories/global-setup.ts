import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram } from './program.ts'

/** Starts the program as it is shipped, with its own database and the seeded village, for all stories together. */
export default async function setup(): Promise<() => Promise<void>> {
  // Whoever works on a story may point it at a program already running.
  if (process.env['BASE_URL']) return async () => undefined
  const dataDir = await mkdtemp(join(tmpdir(), 'gongzhi-stories-'))
  const program = await startProgram({ root: process.cwd(), dataDir })
  process.env['BASE_URL'] = program.url
  process.env['STORY_DATA'] = dataDir
  return async () => {
    await program.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
