import { Problem } from './problem.ts'
import { currentTraces, runFor, type Trace } from './trace.ts'

type Waiting<Ask, Answer> = {
  ask: Ask
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
  /** Whose call it is, for the audit log. */
  traces: readonly Trace[]
}

/**
 * Lets what is asked while a trip is under way travel together on the next: whoever comes alone waits for nobody, and a
 * crowd costs few trips. Asks of one `line` travel together, at most `most`. `trip` answers each ask in its place, a
 * refusal with the `Problem`. A trip that throws is made again one by one, so that nobody fails for another’s sake:
 * what it does must bear being done twice.
 */
export function gather<Ask, Answer>(
  most: number,
  trip: (line: string, asks: readonly Ask[]) => Promise<readonly (Answer | Problem)[]>,
): (line: string, ask: Ask) => Promise<Answer> {
  const lines = new Map<string, Waiting<Ask, Answer>[]>()

  async function serve(line: string, group: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const asks = group.map(({ ask }) => ask)
      const traces = group.flatMap((one) => one.traces)
      const answers = await runFor(traces, () => trip(line, asks))
      for (const [n, { resolve, reject }] of group.entries()) {
        const answer = answers[n]
        if (answer === undefined) reject(new Error('a trip left somebody without an answer'))
        else if (answer instanceof Problem) reject(answer)
        else resolve(answer)
      }
    } catch (error) {
      const [alone, ...others] = group
      if (others.length === 0) alone?.reject(error)
      else for (const one of group) await serve(line, [one])
    }
  }

  async function leave(line: string, waiting: Waiting<Ask, Answer>[]): Promise<void> {
    while (waiting.length > 0) await serve(line, waiting.splice(0, most))
    lines.delete(line)
  }

  return (line, ask) =>
    new Promise((resolve, reject) => {
      const waiting = lines.get(line)
      const mine = { ask, resolve, reject, traces: currentTraces() }
      if (waiting) return void waiting.push(mine)
      const first = [mine]
      lines.set(line, first)
      void leave(line, first)
    })
}
