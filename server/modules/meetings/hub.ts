import type { Services } from '#server/core/app.ts'
import type { EventStream } from '#server/core/event-stream.ts'

/** web/features/meetings/use-meeting.ts waits twice as long and a little. */
const BEAT_MS = 10_000
/** The halls of a county that votes on one day; who finds no room reads again by itself. */
const STREAMS_MAX = 15_000

/**
 * Tells whoever looks at a meeting that something happened there. The news says nothing else, so each reads with their
 * own rights; nothing is read here.
 */
export class MeetingHub {
  readonly #rooms = new Map<string, Set<EventStream>>()
  readonly #stops: (() => void)[]
  #count = 0

  constructor({ live }: Pick<Services, 'live'>) {
    // An event of its own, which a screen hears: a cable that is pulled ends no line, it only falls silent.
    const beat = setInterval(() => this.#each((stream) => stream.send('beat', {})), BEAT_MS).unref()
    this.#stops = [
      () => clearInterval(beat),
      live.onMet((county, meetings) => {
        // News may have been missed: everybody looks again.
        if (county === undefined) return this.#each((stream) => stream.send('meeting', {}))
        for (const meeting of meetings)
          for (const stream of this.#rooms.get(`${county} ${meeting}`) ?? []) stream.send('meeting', {})
      }),
    ]
  }

  join(county: string, meeting: string, stream: EventStream): void {
    if (this.#count >= STREAMS_MAX) return stream.end()
    const name = `${county} ${meeting}`
    const room = this.#rooms.get(name) ?? new Set()
    this.#rooms.set(name, room.add(stream))
    this.#count += 1
    stream.onEnd(() => {
      this.#count -= 1
      room.delete(stream)
      if (room.size === 0) this.#rooms.delete(name)
    })
  }

  close(): void {
    this.#stops.forEach((stop) => stop())
    this.#each((stream) => stream.end())
  }

  #each(work: (stream: EventStream) => void): void {
    for (const room of this.#rooms.values()) room.forEach(work)
  }
}
