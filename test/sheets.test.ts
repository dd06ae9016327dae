import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contract } from '#contract/index.ts'
import type { Route } from '#contract/route.ts'

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
        'broadcasts.show ballots.paperVoters challenges.list phoneBindings.list',
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
