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
    paths.map(),
    paths.map({ queue: 'overdue', division: '610114001' }),
    paths.open(),
    paths.open('grid-event', 'report'),
  ]).toMatchInlineSnapshot(`
    [
      "/desk/matters",
      "/desk/matters?queue=mine",
      "/desk/matters?queue=overdue&flow=grid-event&q=%E4%BA%95%E7%9B%96&sort=due",
      "/desk/matters/01890000-0000-7000-8000-000000000001",
      "/desk/matters/01890000-0000-7000-8000-000000000001?queue=dispatch",
      "/desk/matters/01890000-0000-7000-8000-000000000001/print",
      "/desk/map",
      "/desk/map?queue=overdue&division=610114001",
      "/desk/new",
      "/desk/new/grid-event/report",
    ]
  `)
})
