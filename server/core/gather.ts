import { Problem } from './problem.ts'

type Waiting<Ask, Answer> = {
  ask: Ask
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
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
      const answers = await trip(
        line,
        group.map(({ ask }) => ask),
      )
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
      if (waiting) return void waiting.push({ ask, resolve, reject })
      const first = [{ ask, resolve, reject }]
      lines.set(line, first)
      void leave(line, first)
    })
}
