import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it, vi } from 'vitest'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'
import { AUDITOR } from './audit.ts'
import { openWorld, type Who } from './world.ts'

/** Every list of the house can be taken along as Excel and CSV, or stands here with the reason why it is not. */

const STAYS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      [
        'one’s own, a few lines',
        'session.me session.list views.list calendars.mine notices.list broadcasts.mine',
      ],
      ['of a program, which reads JSON', 'webhooks.mine'],
      [
        'what a choice is made from; the lists of the county lie in packs/ as CSV',
        'demo.people accounts.positions places.county places.divisions places.units places.catalogue places.templates ' +
          'workbench.posts proposals.advisers audit.state matters.similar',
      ],
      [
        'people of the village: such lists go out through contract/list-exports.ts, with two people',
        'places.people people.register leaflets.words challenges.roll meetings.roll',
      ],
      [
        'one person, on their own page or telephone',
        'people.mine consents.list consents.mine consents.guardians consents.wards',
      ],
      [
        'people and what concerns them alone: telephones in full, who writes on paper, who spoke against a roll, who asks',
        'broadcasts.show ballots.paperVoters challenges.list phoneBindings.list secondWords.list secondWords.show',
      ],
      [
        'its file is another, with the columns of the list that was sent: people.refusalsFile',
        'people.refusals',
      ],
      [
        'one record with all that belongs to it, to be read whole',
        'matters.detail track.look publications.show publications.verify publications.draft briefs.show meetings.show ' +
          'resolutions.show proposals.show covenants.show disclosure.records',
      ],
      [
        'is on paper already, with signatures: contract/documents.ts, contract/leaflets.ts',
        'documents.show documents.form documents.scans leaflets.preview floor.show agenda.meeting ballots.tallies',
      ],
      ['paper that is kept for a week', 'leaflets.jobs'],
      [
        'open to everybody, for programs as it is: contract/open-data.ts',
        'disclosure.villages disclosure.kinds publications.board openData.json openData.screen covenants.read ' +
          'meetings.law ballots.show',
      ],
      [
        'numbers and points, each of which opens its records in a list that has a file',
        'wall.show indicators.show matters.points',
      ],
    ] as const
  ).flatMap(([why, names]) => names.split(' ').map((name) => [name, why])),
)

/** The schema below what only wraps it: optional, nullable, readonly. */
type Def = {
  type: string
  innerType?: { def: Def }
  element?: { def: Def }
  shape?: Record<string, { def: Def }>
}
const bare = (def: Def): Def => (def.innerType ? bare(def.innerType.def) : def)
const isRows = (def: Def) => {
  const { type, element } = bare(def)
  return type === 'array' && element !== undefined && bare(element.def).type === 'object'
}

const lists = Object.entries(contract).flatMap(([noun, routes]) =>
  Object.entries(routes as Record<string, Route>)
    .filter(([, { method, answers }]) => {
      if (method !== 'GET' || !answers) return false
      const def = answers.def as unknown as Def // What zod says of a schema, as far as it is looked at here.
      return isRows(def) || Object.values(bare(def).shape ?? {}).some((part) => isRows(part.def))
    })
    .map(([name, route]) => [`${noun}.${name}`, route] as const),
)
const taken = lists.filter(([, { sheet }]) => sheet !== undefined).map(([name]): string => name)

describe('every list', () => {
  it('is taken along as a file, or says why not', () => {
    const silent = lists.map(([name]) => name).filter((name) => !taken.includes(name) && !(name in STAYS))
    expect(silent).toEqual([])
    const idle = Object.keys(STAYS).filter(
      (name) => !lists.some(([one]) => one === name) || taken.includes(name),
    )
    expect(idle).toEqual([])
  })

  it('has its button on a screen of the desk', () => {
    const screens = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'web'], {
      encoding: 'utf8',
    })
      .split('\n')
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const named = [...screens.matchAll(/<DeskSheet\s+of="([\w.]+)"|list(?:=|: )["']([\w.]+)["']/g)]
    expect(new Set(named.flatMap(([, of, list]) => of ?? list ?? []))).toEqual(new Set(taken))
  })

  it('has a name of its own', () => {
    const names = lists.flatMap(([, { sheet }]) => sheet?.name ?? [])
    expect(new Set(names).size).toBe(names.length)
    // Excel takes no longer one for a sheet, and none of these signs.
    expect(names.filter((name) => name.length > 31 || /[[\]:*?/\\]/.test(name))).toEqual([])
  })
})

describe('of the seeded village', () => {
  const POSTS: readonly Who[] = [
    ['王建国', 'village-secretary'],
    ['屈建文', 'village-supervisor'],
    ['陈晓东', 'town-dispatcher'],
    ['周静', 'county-dispatcher'],
    ['苗长青', 'system-administrator'],
    AUDITOR,
  ]
  /** What a list cannot be asked for without. */
  const NEEDED: Readonly<Record<string, string>> = {
    'leaflets.villages': 'month=2026-10',
    'disclosure.duties': 'count=due',
    ...Object.fromEntries(
      ['resolutions.list', 'proposals.list', 'covenants.list', 'seats.list', 'elections.list'].map((name) => [
        name,
        'division=610114006205',
      ]),
    ),
  }
  type Part = { rows?: unknown[]; next?: string | null }

  it('every list comes as a file with its own rows, and with nobody’s number in clear', async () => {
    const world = await openWorld()
    const warned = vi.spyOn(world.http.log, 'warn')
    const made = new Set<string>()
    const wrong: unknown[] = []
    for (const [name, { path }] of lists.filter(([one]) => taken.includes(one)))
      for (const who of POSTS) {
        const url = `${path.replace(':division', world.village)}?${NEEDED[name] ?? ''}`
        const pages: unknown[] = []
        for (let cursor: string | null | undefined = ''; typeof cursor === 'string';) {
          const { status, body } = await world.ask(who, 'GET', `${url}${cursor && `&cursor=${cursor}`}`)
          if (status !== 200) break
          pages.push(body)
          cursor = (body as Part).next
        }
        const file = await world.ask(who, 'GET', `${url}&file=csv`)
        if (pages.length === 0) {
          if (file.status < 400) wrong.push([name, who, 'a file of what may not be read'])
          continue
        }
        if (file.status !== 200) continue
        made.add(name)
        const text: string = file.body
        const records = parse(text, { bom: true })
        // The rows of all pages, or of one of the lists of an answer that has several.
        const counts = Object.values(pages[0] as object).flatMap((part: unknown) =>
          Array.isArray(part) ? [part.length] : [],
        )
        const all = Array.isArray(pages[0])
          ? [pages[0].length]
          : pages.length > 1
            ? [pages.reduce((sum: number, page) => sum + ((page as Part).rows?.length ?? 0), 0)]
            : counts
        // Each file that is made is a row of the audit log by the time the log itself is asked for.
        if (name !== 'audit.search' && !all.includes(records.length - 1))
          wrong.push([name, who, records.length - 1, all])
        const shown = text.match(/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/g)
        if (shown) wrong.push([name, who, shown])
      }
    expect(wrong).toEqual([])
    expect([...made].toSorted()).toEqual([...taken].toSorted())
    // Each is sent once: a second answer would only be seen in the log.
    expect(warned.mock.calls).toEqual([])
  }, 120_000)
})
