import type { Who, World } from './world.ts'

export type Waiting = {
  id: string
  kind: string
  says: string
  isOwn: boolean
  mayAnswer: boolean
  state: string
}

/** What a colleague sees of what takes a second word. */
export async function wordsFor(world: World, who: Who): Promise<Waiting[]> {
  const { status, body } = await world.ask(who, 'GET', '/api/second-words')
  return status === 200 ? body : []
}

export async function answer(world: World, who: Who, id: string, verdict: string, said?: string) {
  const body = { verdict, ...(said === undefined ? {} : { said }) }
  const given = await world.ask(who, 'PUT', `/api/second-words/${id}/verdict`, body)
  const { title = '', fields = {} } = given.body as { title?: string; fields?: Record<string, string> }
  return { status: given.status, title, fields }
}

/** Agrees to all that waits for somebody; answers with what came of each. */
export async function agree(world: World, who: Who) {
  const given = []
  for (const { id } of (await wordsFor(world, who)).filter(({ mayAnswer }) => mayAnswer))
    given.push(await answer(world, who, id, 'approved'))
  return given
}
