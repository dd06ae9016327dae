import type { Output } from '#web/client/call.ts'
import { CallError } from '#web/client/call.ts'
import { STEPS } from '#practice/disclosure/life.ts'

/** Words and small judgements the screens of a publication share. */

export type Draft = Output<'publications.draft'>
export type Shown = Output<'publications.show'>
export type Version = Shown['versions'][number]
export type Step = Draft['steps'][number]

export const REACHES = { all: '所有人可看', village: '本村村民可看', member: '集体成员可看' } as const
export const NODES = { before: '事前', during: '事中', after: '事后' } as const

/** What everything of one publication reads from; a step makes all of it untrue. */
export const READS = ['publications.draft', 'publications.show', 'disclosure.work'] as const

export const isEditable = ({ can }: Pick<Draft, 'can'>) =>
  can.some(({ action, refused }) => action === 'edit' && refused === undefined)

/** The steps of the round in hand: since it was begun, or since its last correction. */
export function roundOf(steps: readonly Step[]): readonly Step[] {
  const from = steps.findLastIndex(({ action }) => action === 'correct' || action === 'draft')
  return steps.slice(Math.max(0, from))
}

export type Stage = { name: string; who: string; isDone: boolean; isHere: boolean; by?: string; at?: string }

/** The way of a version from its first line to the wall: what is done, where it stands, who is next. */
export function stagesOf({ state, steps }: Pick<Draft, 'state' | 'steps'>): Stage[] {
  const round = roundOf(steps)
  // What was signed before it was sent back does not count any more.
  const since = round.slice(
    Math.max(
      0,
      round.findLastIndex(({ action }) => action === 'submit'),
    ),
  )
  const isPublished = state === 'published' || state === 'taken-down'
  const isWriting = state === 'drafted' || state === 'returned'
  const done = (action: string) => (isWriting ? undefined : since.find((step) => step.action === action))
  const stage = (name: string, action: keyof typeof STEPS, isHere: boolean): Stage => {
    const step = done(action)
    const { who } = STEPS[action]
    return { name, who, isHere, isDone: step !== undefined, ...(step ? { by: step.by, at: step.at } : {}) }
  }
  const party = stage('党组织审定', 'approve-party', state === 'reviewed')
  const committee = stage('村委会审定', 'approve-committee', state === 'reviewed')
  return [
    stage('填报', 'submit', isWriting),
    stage('监委会审查', 'review', state === 'submitted'),
    { ...party, isHere: party.isHere && !party.isDone },
    { ...committee, isHere: committee.isHere && !committee.isDone },
    { ...stage('公布', 'publish', state === 'approved'), isDone: isPublished },
  ]
}

/** Why a call was refused, with the first field's sentence where there is one. */
export function saysOf(error: unknown): string {
  if (!(error instanceof CallError)) return '没有办成，请再试一次'
  const [field] = Object.values(error.fields)
  return field ?? error.message
}

export const count = (n: number) => n.toLocaleString('zh-CN')
