import type { Speaker } from './requests.ts'

/** Who sends: nobody, and the demo's people in their posts. */
export type Cast = {
  readonly speakers: readonly Speaker[]
  /** Signs everybody in anew. */
  renew: () => Promise<void>
}

const ROLES = [
  'grid-worker',
  'village-secretary',
  'village-accountant',
  'town-dispatcher',
  'county-dispatcher',
] as const

type DemoPerson = { person: string; post?: string; role?: string }

export async function speakersOf(base: string): Promise<Cast> {
  const people = (await (await fetch(`${base}/api/demo/people`)).json()) as DemoPerson[]
  const villager = people.find(({ role }) => role === undefined)
  const posts = ROLES.map((role) => people.find((one) => one.role === role))
  const speakers: Speaker[] = [{ name: 'nobody', token: undefined }]
  const names = ['villager', ...ROLES]
  const chosen = [villager, ...posts].map((one, n) => {
    if (!one) throw new Error(`the demo has no ${names[n]}`)
    const speaker: Speaker = { name: names[n] ?? '', token: undefined }
    speakers.push(speaker)
    return { one, speaker }
  })
  const renew = async () => {
    for (const { one, speaker } of chosen) speaker.token = await signIn(base, one)
  }
  await renew()
  return { speakers, renew }
}

async function signIn(base: string, { person, post }: DemoPerson): Promise<string> {
  const answer = await fetch(`${base}/api/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, ...(post ? { post } : {}) }),
  })
  const token = /gz_session=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (!token) throw new Error(`signing in was answered ${answer.status}`)
  return token
}
