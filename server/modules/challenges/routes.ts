import { challenges } from '#contract/challenges.ts'
import {
  answerRefusal,
  CHALLENGE_KINDS,
  CHALLENGE_LAW,
  challengeRefusal,
  isNamedRoll,
  publicName,
} from '#practice/meetings/challenge.ts'
import { SEATS } from '#practice/meetings/posts.ts'
import type { App } from '#server/core/app.ts'
import { implement } from '#server/core/http.ts'
import { notFound, Problem } from '#server/core/problem.ts'
import type { Scope } from '#server/core/scope.ts'
import { placeOf } from '#server/modules/disclosure/index.ts'
import { findMeeting, isKeeper, mayReadMeeting, mayReadRoll } from '#server/modules/meetings/index.ts'
import { getCounty } from '#server/modules/places/index.ts'
import { answer, raise } from './commands.ts'
import { mayChallenge } from './policy.ts'
import * as store from './store.ts'

/** Binds contract/challenges.ts. */
export function challengesRoutes(app: App): void {
  implement(app.http, 'challenges', challenges, {
    list: ({ params: { id } }, { scope }) => listFor(app, scope, id),
    roll: ({ params: { id } }, { scope }) => namesFor(app, scope, id),
    raise: ({ params: { id }, body }, { scope, key }) => raise(app, scope, id, body, key),
    answer: ({ params: { id }, body }, { scope }) => answer(app, scope, id, body),
  })
}

function listFor({ db }: App, scope: Scope, id: string) {
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !mayReadMeeting(scope, row, await placeOf(tx, scope))) throw notFound('会议')
    const rows = await store.challengesOf(tx, id)
    const waiting = rows.filter(({ raised_by, upheld }) => raised_by === scope.person && upheld === null)
    const refused = (await mayChallenge(tx, scope, row.division))
      ? challengeRefusal(row, waiting.length)
      : '只有本村的人可以对名册提异议'
    const named = mayReadRoll(scope, row.division)
    return {
      rows: rows.map((each) => presentChallenge(each, scope.person, named)),
      ...(refused === undefined ? {} : { refused }),
      answers: isKeeper(scope, row.division) && answerRefusal(row.state, false) === undefined,
      law: CHALLENGE_LAW,
    }
  })
}

/** The roll for whoever may say that it is wrong, as long as they may. Throws 404 for another village’s people, 409 afterwards. */
async function namesFor({ db }: App, scope: Scope, id: string) {
  const county = await getCounty(db, scope.county)
  return db.read(scope.county, async (tx) => {
    const row = await findMeeting(tx, id)
    if (!row || !(await mayChallenge(tx, scope, row.division))) throw notFound('名册')
    const refused = challengeRefusal(row, 0)
    if (refused) throw new Problem(409, 'moved', refused)
    const { body, basis } = row
    return {
      unit: basis === 'households' ? '户' : '人',
      masked: !isNamedRoll(body),
      rows: (await store.namesOf(tx, id, scope.person)).map(({ n, name, seat, division, mine }) => ({
        n,
        name: publicName(body, name, mine),
        ...(division ? { group: county.placeName(division) } : {}),
        ...(seat ? { seat: SEATS[seat] } : {}),
        mine,
      })),
    }
  })
}

/** Who said it is for the desk that answers and for themselves: neighbours and the town need to know what, not who. */
function presentChallenge(row: store.ChallengeRow, reader: string, named: boolean) {
  const { id, kind, about, words, by, at, raised_by, upheld, answer: says, answerer, answered_at } = row
  return {
    id,
    kind,
    kindName: CHALLENGE_KINDS[kind],
    about,
    words,
    ...(named || raised_by === reader ? { by } : {}),
    at: at.toISOString(),
    mine: raised_by === reader,
    ...(upheld === null ? {} : { upheld }),
    ...(says === null ? {} : { answer: says }),
    ...(answerer === null ? {} : { answeredBy: answerer }),
    ...(answered_at === null ? {} : { answeredAt: answered_at.toISOString() }),
  }
}
