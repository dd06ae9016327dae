import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/core/ids.ts'
import { actingAt, authorised, resolvedAt } from '#test/meeting.ts'
import { openWorld, type World } from '#test/world.ts'

/** What the assembly authorises its representatives to decide, and nothing else, for no longer. */

let world: World
let acting: ReturnType<typeof actingAt>
let authority: { resolution: string }
beforeAll(async () => {
  world = await openWorld()
  acting = actingAt(world)
  authority = await authorised(world, acting)
})

const pay = {
  decision: 'lost-work-pay',
  title: '误工补贴标准',
  words: '每天一百元。',
  proposer: '村党组织',
  means: 'hands',
  studied: { on: '2026-11-20', says: '党组织研究同意提交' },
}
const says = async (motion: object, more: object = {}) => {
  const { status, body } = await acting.convene({ motions: [motion], ...more })
  return { status, says: body.fields?.['motions.0.decision'] ?? '' }
}
type Weighed = {
  fields: Record<string, string>
  authorities: { resolution: string; decisions: string[]; from: string; until: string }[]
}

describe('an authorisation', () => {
  it('is a resolution of the assembly: chosen from those there are, and covers what it names', async () => {
    expect((await says(pay)).says).toContain('要有村民会议写明事项和期限的授权，现在没有')
    expect((await says({ ...pay, authority })).status).toBe(200)
    expect((await says({ ...pay, decision: 'village-building', authority })).says).toContain(
      '选的这次只授权了“误工补贴的人员和标准”“公益事业、筹资筹劳和建设承包方案”',
    )
    // A resolution that authorises nothing is none, nor is one that is not there; words are not believed.
    const { resolution } = await resolvedAt(world, acting)
    for (const named of [{ resolution }, { resolution: newId() }])
      expect((await says({ ...pay, authority: named })).says).toContain('现在没有')
    const typed = {
      decisions: ['lost-work-pay'],
      from: '2026-01-01',
      until: '2029-12-31',
      source: '口头授权',
    }
    expect((await says({ ...pay, authority: typed })).status).toBe(422)
  })

  it('is offered while a meeting is written, with its matters and the day it ends', async () => {
    const asked = { decision: 'lost-work-pay', studied: pay.studied }
    const { body } = (await acting.weigh({ motions: [asked] })) as unknown as { body: Weighed }
    expect(body.authorities).toMatchObject([
      { resolution: authority.resolution, from: '2026-11-18', until: '2028-12-31' },
    ])
    expect(body.authorities[0]?.decisions).toContain('误工补贴的人员和标准')
    const named = (await acting.weigh({ motions: [{ ...asked, authority }] })) as unknown as { body: Weighed }
    expect(named.body.fields).toEqual({})
  })

  it('stands beside what is decided by it, as it was resolved', async () => {
    const id = await acting.must(acting.convene({ motions: [{ ...pay, authority }] }))
    const [motion] = (await acting.show(id)).motions
    expect(motion?.authority).toMatchObject({ from: '2026-11-18', until: '2028-12-31' })
    expect(motion?.authority?.source).toContain('授权村民代表会议')
  })

  it('names what may be lent and ends with the term; representatives authorise nobody', async () => {
    const lend = (grants: object, more: object = {}) =>
      acting.convene({
        body: 'village-assembly',
        meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
        motions: [{ ...pay, decision: 'delegation', grants }],
        ...more,
      })
    const fields = async (grants: object) => (await lend(grants)).body.fields ?? {}
    expect((await fields({ decisions: [], until: '2027-12-31' }))['motions.0.grants.decisions']).toContain(
      '写明',
    )
    expect(
      (await fields({ decisions: ['covenant'], until: '2027-12-31' }))['motions.0.grants.decisions'],
    ).toContain('不能授权')
    expect(
      (await fields({ decisions: ['public-works'], until: '2039-12-31' }))['motions.0.grants.until'],
    ).toContain('《村民委员会组织法》第十四条')
    const lawful = { decisions: ['public-works'], until: '2027-12-31' }
    const byRepresentatives = await lend(lawful, { body: 'village-representatives' })
    expect(byRepresentatives.body.fields?.['motions.0.decision']).toContain('请提交村民会议')
    const id = await acting.must(lend(lawful))
    expect((await acting.show(id)).motions[0]?.grants).toEqual({
      decisions: ['公益事业、筹资筹劳和建设承包方案'],
      until: '2027-12-31',
    })
  })

  it('ends when another committee takes office', async () => {
    const own = await openWorld()
    const there = actingAt(own)
    const given = await authorised(own, there)
    await own.services.db.asOwner((tx) =>
      tx.rows(`update seats set starts_on = '2026-11-20' where seat = 'committee'`),
    )
    const { body } = await there.convene({ motions: [{ ...pay, authority: given }] })
    expect(body.fields?.['motions.0.decision']).toContain('到 2026-11-19 为止，已经过期')
  })
})
