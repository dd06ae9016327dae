import type { Services } from './core/app.ts'
import { tickMatters, verifyMatters } from './modules/matters/index.ts'
import { tellPeople } from './modules/notices/index.ts'
import { countyCodes } from './modules/places/index.ts'

/** Everything that runs by itself, on one page. Any number of workers may run beside each other. */
type Job = { name: string; everyMs: number; run: (services: Services) => Promise<unknown> }

const SECOND_MS = 1000
const DAY_MS = 86_400_000

const TIMETABLE: readonly Job[] = [
  // Deadlines are rows with their next moment (blueprint §4); a second late is on time.
  { name: 'clock', everyMs: SECOND_MS, run: (services) => tickMatters(services, new Date()) },
  { name: 'notices', everyMs: SECOND_MS, run: (services) => tellPeople(services) },
  { name: 'proof', everyMs: DAY_MS, run: proveAll },
]

/** Starts the timetable; `stop` lets what is running finish. */
export function startWorker(services: Services): { stop: () => Promise<void> } {
  const loops = TIMETABLE.map((job) => loop(services, job))
  return { stop: async () => void (await Promise.all(loops.map(({ stop }) => stop()))) }
}

function loop(services: Services, { name, everyMs, run }: Job): { stop: () => Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const turn = async (): Promise<void> => {
    try {
      await run(services)
    } catch (error) {
      // The next turn tries again; what is due stays due.
      if (!stopped) console.error(`${name}:`, error)
    }
    if (!stopped) timer = setTimeout(() => (running = turn()), everyMs)
  }
  running = turn()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

async function proveAll(services: Services): Promise<void> {
  const counties = await services.db.asOwner((tx) => countyCodes(tx))
  for (const { county } of counties) {
    const { faults } = await verifyMatters(services, county)
    for (const { number, says } of faults) console.error(`核验 ${county} ${number}：${says}`)
  }
}
