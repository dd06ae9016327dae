import { expect, test } from 'vitest'
import { paths } from './paths.ts'

const id = '01890000-0000-7000-8000-000000000001'

test('the addresses of the desk, which people keep and send to each other', () => {
  expect([
    paths.matters(),
    paths.matters({ queue: 'mine' }),
    paths.matters({ queue: 'overdue', flow: 'grid-event', q: '井盖', sort: 'due' }),
    paths.matter(id),
    paths.matter(id, { queue: 'dispatch' }),
    paths.print(id),
    paths.command({ reason: 'disputed', division: '610114006' }),
    paths.commandMatter(id, { reason: 'overdue' }),
    paths.map(),
    paths.map({ queue: 'overdue', division: '610114001' }),
    paths.open(),
    paths.open('grid-event', 'report'),
    paths.people(),
    paths.imports(),
    paths.imports(id),
    paths.briefs(),
    paths.briefs('2026-11-16'),
    paths.brief(id),
    paths.printBrief(id),
    paths.broadcasts(),
    paths.broadcasts(id),
    paths.disclosure(),
    paths.publications(),
    paths.publication(id),
  ]).toMatchInlineSnapshot(`
    [
      "/desk/matters",
      "/desk/matters?queue=mine",
      "/desk/matters?queue=overdue&flow=grid-event&q=%E4%BA%95%E7%9B%96&sort=due",
      "/desk/matters/01890000-0000-7000-8000-000000000001",
      "/desk/matters/01890000-0000-7000-8000-000000000001?queue=dispatch",
      "/desk/matters/01890000-0000-7000-8000-000000000001/print",
      "/desk/command?reason=disputed&division=610114006",
      "/desk/command/01890000-0000-7000-8000-000000000001?reason=overdue",
      "/desk/map",
      "/desk/map?queue=overdue&division=610114001",
      "/desk/new",
      "/desk/new/grid-event/report",
      "/desk/people",
      "/desk/people/imports",
      "/desk/people/imports/01890000-0000-7000-8000-000000000001",
      "/desk/briefs",
      "/desk/briefs?week=2026-11-16",
      "/desk/briefs/01890000-0000-7000-8000-000000000001",
      "/desk/briefs/01890000-0000-7000-8000-000000000001/print",
      "/desk/broadcasts",
      "/desk/broadcasts/01890000-0000-7000-8000-000000000001",
      "/desk/disclosure",
      "/desk/publications",
      "/desk/publications/01890000-0000-7000-8000-000000000001",
    ]
  `)
})
