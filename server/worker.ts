import type { Services } from './core/app.ts'
import { mirrorFiles } from './core/backup.ts'
import { paced } from './core/paced.ts'
import { hushed } from './core/secrets.ts'
import { keepRowsIn, sealRows, tendMonths } from './modules/audit/index.ts'
import { openOnEnds, preparePeriods, remindPeople } from './modules/disclosure/index.ts'
import { countEntries, warnOfLag } from './modules/indicators/index.ts'
import { workLeaflets } from './modules/leaflets/index.ts'
import { tickMatters } from './modules/matters/index.ts'
import { tellPeople } from './modules/notices/index.ts'
import { workImports } from './modules/people/index.ts'
import { countyCodes } from './modules/places/index.ts'
import { returnOverdue } from './modules/resolutions/index.ts'
import { tendStreams } from './modules/streams/index.ts'
import { proveCounty } from './proof.ts'
import { retainAll } from './retention.ts'
import { gatherMatters, sendDeliveries } from './modules/webhooks/index.ts'

/** Everything that runs by itself, on one page. Any number of workers may run beside each other. */
type Job = {
  name: string
  everyMs: number
  /** What takes long ends with the batch it is at when `stop` is aborted. */
  run: (services: Services, stop: AbortSignal) => Promise<unknown>
  /**
   * Also runs at once when something was committed, so that people need not wait for the next turn; while much happens,
   * again after so many milliseconds, because what is gathered costs less than one by one.
   */
  onChangeMs?: number
  /** Begins at the next three in the morning instead of at the start: it reads everything. */
  atNight?: true
  /** Begins a turn later: it watches what the others do. */
  watches?: true
}

const SECOND_MS = 1000
const DAY_MS = 86_400_000

const TIMETABLE: readonly Job[] = [
  // Deadlines are rows with their next moment (blueprint §4); a second late is on time.
  { name: 'clock', everyMs: SECOND_MS, run: (services) => tickMatters(services, new Date()) },
  { name: 'notices', everyMs: 5 * SECOND_MS, run: tellPeople, onChangeMs: 300 },
  // Promised are two seconds. News wakes it; a second later it looks again, for what an older transaction held back.
  {
    name: 'counters',
    everyMs: SECOND_MS,
    run: (services, signal) => countEntries(services, { signal }),
    onChangeMs: 500,
  },
  // Beside the counting, which may be what hangs.
  { name: 'lag', everyMs: 60 * SECOND_MS, run: warnOfLag, watches: true },
  // A list begins within two seconds of its start; each batch is a transaction of its own.
  { name: 'imports', everyMs: 2 * SECOND_MS, run: (services) => workImports(services, keepRowsIn(services)) },
  // One turn of some seconds; the next goes on where it stopped.
  { name: 'leaflets', everyMs: SECOND_MS, run: workLeaflets },
  // Others hear within seconds. Apart, so that an address that hangs holds up no message from being made.
  { name: 'webhooks', everyMs: 5 * SECOND_MS, run: gatherMatters, onChangeMs: SECOND_MS },
  { name: 'deliveries', everyMs: 2 * SECOND_MS, run: sendDeliveries },
  // Duties are made months ahead; an hour after a list has changed they follow it.
  { name: 'duties', everyMs: 3600 * SECOND_MS, run: preparePeriods },
  { name: 'ended', everyMs: 10 * SECOND_MS, run: openOnEnds, onChangeMs: 2 * SECOND_MS },
  { name: 'reminders', everyMs: 3600 * SECOND_MS, run: (services) => remindPeople(services) },
  // A task is late from midnight on; within the hour it stands on the next monthly agenda.
  { name: 'overdue', everyMs: 3600 * SECOND_MS, run: (services) => returnOverdue(services) },
  // Recordings go after their term; a stream ends with its meeting.
  { name: 'streams', everyMs: 60 * SECOND_MS, run: (services) => tendStreams(services) },
  // What was written in the audit log is in its chain within seconds; nothing waits for it.
  { name: 'seals', everyMs: 3 * SECOND_MS, run: sealRows },
  { name: 'months of the log', everyMs: DAY_MS / 4, run: (services) => tendMonths(services) },
  // What has a term of hours goes within one more; nobody waits for it.
  { name: 'terms', everyMs: 3600 * SECOND_MS, run: retainAll },
  // The log of the database follows within a minute as well.
  { name: 'files kept', everyMs: 60 * SECOND_MS, run: keepFiles },
  { name: 'proof', everyMs: DAY_MS, run: proveAll, atNight: true },
]

async function keepFiles({ config: { backupDir, dataDir } }: Services): Promise<void> {
  if (backupDir) await mirrorFiles(dataDir, backupDir)
}

/** Starts the timetable; `stop` lets what is running finish. */
export function startWorker(services: Services): { stop: () => Promise<void> } {
  const loops = TIMETABLE.map((job) => loop(services, job))
  return { stop: async () => void (await Promise.all(loops.map(({ stop }) => stop()))) }
}

function loop(
  services: Services,
  { name, everyMs, run, onChangeMs, atNight, watches }: Job,
): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending
  let again = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const turn = async (): Promise<void> => {
    again = false
    // The next turn tries again; what is due stays due.
    await run(services, signal).catch(
      (error: unknown) => signal.aborted || console.error(`${name}: ${hushed(String(error))}`),
    )
    running = undefined
    if (!signal.aborted) timer = setTimeout(start, again ? 0 : everyMs)
  }
  const start = () => {
    clearTimeout(timer)
    if (running) again = true
    else running = turn()
  }
  const hear = onChangeMs === undefined ? undefined : paced(onChangeMs, start)
  const deaf = hear && services.live.onChanged(hear)
  if (atNight) timer = setTimeout(start, untilNight(new Date()))
  else if (watches) timer = setTimeout(start, everyMs)
  else start()
  return {
    stop: async () => {
      ending.abort()
      deaf?.()
      hear?.stop()
      clearTimeout(timer)
      await running
    },
  }
}

/** Three in the morning in China is 19:00 UTC, when nobody waits for a page. */
const NIGHT_MS = 19 * 3_600_000
const untilNight = (now: Date) => (NIGHT_MS - (now.getTime() % DAY_MS) + DAY_MS) % DAY_MS

/** The disk is read by `bin/db verify` alone: all the pictures of a county take longer than a night. */
async function proveAll(services: Services): Promise<void> {
  const counties = await services.db.asOwner((tx) => countyCodes(tx))
  for (const { county } of counties)
    for await (const { faults } of proveCounty(services, county, { disk: false }))
      for (const says of faults) console.error(`核验 ${county} ${says}`)
}
