import { minuteOf } from '#practice/kit/index.ts'
import { ADULT_YEARS } from '#practice/meetings/life.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import { insertNotices } from '#server/modules/notices/index.ts'
import { topicsOn } from './monthly.ts'
import type { MeetingRecord, MotionRecord } from './store.ts'

/** Who is counted is told that there is a meeting, and that there is none after all. */

const WHERE = '点这里看全文、签到和投票'

/** Tells everybody on the frozen roll of a notice or a cancellation; answers with whom, for the live line. */
export async function tellRoll(
  tx: Tx,
  county: string,
  {
    row,
    motions,
    cancelled,
  }: { row: MeetingRecord; motions: readonly MotionRecord[]; cancelled?: string | undefined },
  at: Date,
): Promise<string[]> {
  const people = await peopleOf(tx, row.id)
  const when = `${minuteOf(row.meets_at)}，${row.place}`
  const what = motions.map(({ n, title }) => `${n}. ${title}`).join('；')
  const topics = (await topicsOn(tx, row.id)).map(({ title }) => title).join('；')
  const said =
    cancelled === undefined
      ? {
          title: `请来开会：${row.title}`,
          text: [when, what && `定什么：${what}`, topics && `会上商量：${topics}`, WHERE]
            .filter(Boolean)
            .join('。'),
        }
      : { title: `会议取消了：${row.title}`, text: `原定 ${when}。原因：${cancelled}` }
  await insertNotices(
    tx,
    people.map((person) => ({ id: newId(at), county, person, at, ...said, matter: null, meeting: row.id })),
  )
  return people
}

/** Those of the roll, and of a household every grown-up: any of them may come for it. */
async function peopleOf(tx: Tx, meeting: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct p.id from meeting_rolls r
     join people p on p.county = r.county
       and (p.id = r.person
            or (r.person is null and p.household = r.household
                and p.born_on <= current_date - interval '${ADULT_YEARS} years'))
     where r.county = current_county() and r.meeting = $1 order by p.id`,
    [meeting],
  )
  return rows.map(({ id }) => id)
}
