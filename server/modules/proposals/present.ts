import { dateOf } from '#practice/kit/index.ts'
import { bodyOf } from '#practice/meetings/bodies.ts'
import { bodyOfStep, FOUR_TWO, isTyped, nextStep, stepOfBody } from '#practice/meetings/four-two.ts'
import { missingOpinions, OPINION_KINDS, STANCES } from '#practice/meetings/opinions.ts'
import { decisionOf, isDeliberation } from '#practice/meetings/powers.ts'
import type { Tx } from '#server/core/db.ts'
import type { Scope } from '#server/core/scope.ts'
import {
  isKeeper,
  lawOf,
  mayReadRoll,
  opinionListOf,
  rollNow,
  townOf,
  watches,
} from '#server/modules/meetings/index.ts'
import type { County } from '#server/modules/places/index.ts'
import { dutyOf, findResolution, postingOf } from '#server/modules/resolutions/index.ts'
import { dissentsOf } from './dissents.ts'
import { opinionsOf, type OpinionRow } from './opinions.ts'
import * as store from './store.ts'
import { presentSupport } from './support.ts'

/** How a proposal looks from outside: its row, its six forms, what lies beside it. */

export function presentRow(county: string, row: store.ProposalRecord) {
  const next = nextStep(row.closed)
  const rule = row.decision === null ? undefined : opinionListOf(county)[row.decision]
  return {
    id: row.id,
    division: row.division,
    title: row.title,
    origin: row.origin,
    ...(row.proposer === null ? {} : { proposer: row.proposer }),
    ...(row.decision === null ? {} : { decision: row.decision, decisionName: decisionOf(row.decision).name }),
    supporters: row.supporters,
    openedOn: row.opened_on,
    closed: row.closed,
    ...(next ? { next: { id: next.id, name: next.name } } : {}),
    missing: missingOpinions(rule, row.given),
  }
}

export async function presentDetail(tx: Tx, county: County, scope: Scope, row: store.ProposalRecord) {
  const rule = row.decision === null ? undefined : opinionListOf(scope.county)[row.decision]
  const sees = mayReadRoll(scope, row.division)
  const seesTown = sees || watches(scope, row.division)
  const keeps = isKeeper(scope, row.division)
  return {
    ...presentRow(scope.county, row),
    divisionName: county.placeName(row.division),
    words: row.words,
    ...(row.resolution ? { resolution: row.resolution } : {}),
    ...(row.decision === null ? {} : { deciders: lawOf(row.decision) }),
    ...(rule ? { opinionRule: { kinds: [...rule.kinds], source: rule.source } } : {}),
    opinions: (await opinionsOf(tx, row.id)).map((opinion) => presentOpinion(opinion, scope)),
    pages: sees
      ? (await store.pagesOf(tx, row.id)).map(({ at, ...page }) => ({ ...page, at: at.toISOString() }))
      : [],
    support: await presentSupport(tx, scope, row, new Date()),
    dissents: await dissentsOf(tx, scope, row),
    motions: (await store.motionsOf(tx, row.id, sees)).map((put) => presentPut(put, row.id)),
    postings: await postingsOf(tx, row),
    steps: (await store.stepsOf(tx, row.id)).map((step) => presentStep(step, seesTown)),
    keeps,
    ...(keeps ? { keeping: await keepingOf(tx, row.division) } : {}),
    sees,
  }
}

/** What the next steps are filled in from, as of today. */
async function keepingOf(tx: Tx, division: string) {
  const on = dateOf(new Date())
  const due = async (step: 'consult' | 'review') =>
    (await rollNow(tx, { body: bodyOfStep(step), basis: 'persons', division, on })).length
  return {
    due: { consult: await due('consult'), review: await due('review') },
    signers: await store.signersOf(tx, townOf(division), on),
  }
}

function presentOpinion(opinion: OpinionRow, scope: Scope) {
  const { id, kind, adviser, adviser_name, question, asker, asked_at } = opinion
  const { stance, words, given_at, giver, files, paper } = opinion
  return {
    id,
    kind,
    kindName: OPINION_KINDS[kind],
    adviser: adviser_name,
    question,
    askedBy: asker,
    askedAt: asked_at.toISOString(),
    ...(stance && words && given_at && giver
      ? {
          given: {
            stance,
            stanceName: STANCES[stance],
            words,
            paper,
            files,
            by: giver,
            at: given_at.toISOString(),
          },
        }
      : {}),
    mine: adviser === scope.person,
  }
}

function presentPut(put: store.PutRow, proposal: string) {
  const { id, meeting, title, body, meets_at, state, decision, due, present, in_favour, verdict } = put
  const step = isDeliberation({ body, decision, proposal }) ? stepOfBody(body) : undefined
  return {
    id,
    meeting,
    meetingTitle: title,
    bodyName: bodyOf(body).name,
    on: dateOf(meets_at),
    state,
    step: step ?? ('resolve' as const),
    ...(due === null ? {} : { due }),
    ...(present === null ? {} : { present }),
    ...(in_favour === null ? {} : { inFavour: in_favour }),
    ...(verdict ? { says: verdict.says } : {}),
    passed: verdict?.passed ?? false,
  }
}

/** The duties of the disclosure module that both publications hang on. */
async function postingsOf(tx: Tx, row: store.ProposalRecord) {
  const resolution = row.resolution === null ? undefined : await findResolution(tx, row.resolution)
  if (!resolution) return {}
  const of = async (which: 'decided' | 'result') => {
    const duty = dutyOf(resolution, which)
    const posting = duty && (await postingOf(tx, row.division, duty))
    if (!duty || !posting) return {}
    const { due_on, published_on, posted_until, id } = posting
    return {
      [which]: {
        dueOn: due_on,
        ...(published_on ? { publishedOn: published_on } : {}),
        ...(posted_until ? { until: posted_until } : {}),
        ...(id ? { id } : {}),
        address: duty,
      },
    }
  }
  return { ...(await of('decided')), ...(await of('result')) }
}

function presentStep({ n, step, on, record, by }: store.StepRow, seesTown: boolean) {
  const {
    says,
    due,
    present,
    inFavour,
    townSigner,
    townPage,
    postedFrom,
    postedUntil,
    supervision,
    meeting,
  } = record
  return {
    n,
    id: step,
    name: FOUR_TWO.find((each) => each.id === step)?.name ?? '',
    on,
    says,
    by,
    ...(meeting ? { meeting } : {}),
    typed: isTyped(record),
    ...(due === undefined ? {} : { due }),
    ...(present === undefined ? {} : { present }),
    ...(inFavour === undefined ? {} : { inFavour }),
    // Computed, never typed (rules 2.7).
    ...(due && present !== undefined ? { ratio: `${Math.floor((present * 1000) / due) / 10}%` } : {}),
    ...(townSigner ? { townSigner } : {}),
    ...(townPage && seesTown ? { townPage } : {}),
    ...(postedFrom ? { postedFrom } : {}),
    ...(postedUntil ? { postedUntil } : {}),
    ...(supervision ? { supervision } : {}),
  }
}
