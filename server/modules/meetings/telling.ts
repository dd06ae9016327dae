import { saidMinute } from '#practice/kit/index.ts'
import type { Tx } from '#server/core/db.ts'
import { newId } from '#server/core/ids.ts'
import type { Scope } from '#server/core/scope.ts'
import { insertNotices, nameOf } from '#server/modules/notices/index.ts'
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
  const when = `${saidMinute(row.meets_at)}，${row.place}`
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

/**
 * Tells whoever a member of the roll is that somebody entered something for them: a person, or the grown-ups of a
 * household. Answers with whom, for the live line.
 */
export async function tellMember(
  tx: Tx,
  scope: Scope,
  {
    meeting,
    member,
    said,
  }: {
    meeting: Pick<MeetingRecord, 'id' | 'basis'>
    member: string
    /** The words, given the name of who entered it and whose it is: 您, or 您家. */
    said: (by: string, whose: string) => { title: string; text: string }
  },
  at: Date,
): Promise<string[]> {
  const people = (await peopleOf(tx, meeting.id, member)).filter((person) => person !== scope.person)
  const words = said(await nameOf(tx, scope.person), meeting.basis === 'households' ? '您家' : '您')
  await insertNotices(
    tx,
    people.map((person) => ({
      id: newId(at),
      county: scope.county,
      person,
      at,
      ...words,
      matter: null,
      meeting: meeting.id,
    })),
  )
  return people
}

/** Those of the roll, or one of them, and of a household every grown-up: any of them may come for it. */
async function peopleOf(tx: Tx, meeting: string, member?: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct person as id from meeting_voices
     where county = current_county() and meeting = $1 and ($2::uuid is null or member = $2) order by id`,
    [meeting, member ?? null],
  )
  return rows.map(({ id }) => id)
}
