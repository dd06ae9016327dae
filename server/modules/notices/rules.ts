import type { HandlingLevel } from '#contract/division-codes.ts'
import { grants, type RoleId } from '#contract/roles.ts'
import {
  findAction,
  isBlank,
  nameOfEntry,
  saidMinute,
  type AnyFlow,
  type AnyStage,
  type Matter,
  type Part,
  type Values,
} from '#practice/kit/index.ts'

/**
 * The promise of this module: whoever has to do something next is told so, whoever asked hears how it goes in plain
 * words, and nobody is told what they did themselves.
 */

/** Whom a notice is for; people are looked up from it when it is written. */
export type Who =
  | { to: 'person'; person: string }
  | { to: 'followers' }
  | { to: 'unit'; unit: string; roles: readonly RoleId[] }
  | { to: 'area'; level: HandlingLevel; division: string; roles: readonly RoleId[]; confidential: boolean }

export type Told = {
  who: Who
  title: string
  text: string
  /** Also goes to their telephone, in these words. */
  sms?: string
  /** With the code that speaks for them: to an asker whose matter somebody else entered, who has seen the other one. */
  withOwnCode?: boolean
}

/** An entry with all that its notices are made of. */
export type Happened = {
  flow: AnyFlow
  action: string
  /** Absent: the clock. */
  actor: string | undefined
  answers: Values
  before: Matter | undefined
  after: Matter
  number: string
  title: string
  /** What those who only follow may read instead: the title where it was opened to them, else its class. */
  openTitle: string
  confidential: boolean
  /** About those who run the village: no post of it hears of it, nor whoever only follows. */
  conduct: boolean
  placeName: string
}

const LEVEL: Record<HandlingLevel, string> = { village: '村', town: '镇街', county: '区县' }

/** Who is told what of an entry. A person who would be told twice keeps the first. */
export function tells(happened: Happened): Told[] {
  const { before, after } = happened
  const lists =
    before === undefined || before.stage !== after.stage
      ? [toAskers(happened), toOwner(happened), toLevel(happened)]
      : [beside(happened), toOwner(happened), toLevel(happened)]
  return lists.flat()
}

/** The asking side and those who follow hear of a new stage in the villager's words. */
function toAskers(happened: Happened): Told[] {
  const { flow, before, after, number, confidential } = happened
  const stage = flow.stages[after.stage]
  if (!stage || (before && flow.stages[before.stage]?.plain === stage.plain)) return []
  const what = `“${happened.title}”（${number}）`
  const detail = isAskers(flow, stage) || 'end' in stage ? said(happened) : ''
  const opened = before === undefined && happened.actor !== after.asker
  const text = opened
    ? `已经替您办了登记：${what}。${stage.plain}。`
    : `您的${flow.plain}${what}：${stage.plain}。${detail}`
  const short = confidential ? `您的事项（${number}）` : `您的${flow.plain}${what}`
  // Whoever has no account hears by it that something was entered in their name.
  const sms = isAskers(flow, stage)
    ? { sms: `【共治】${short}：${stage.plain}。打开“共治”就能回复。` }
    : opened
      ? { sms: `【共治】已经替您办了登记：${confidential ? number : what}。` }
      : {}
  return [
    ...askers(after).map((who) => ({
      who,
      title: stage.plain,
      text,
      ...sms,
      ...(after.agent !== undefined && who.person === after.asker ? { withOwnCode: true } : {}),
    })),
    ...followersOf(happened, stage.plain),
  ]
}

/** A neighbour who met the same may hold a post of the village that is complained of. */
function followersOf({ conduct, openTitle, number }: Happened, plain: string): Told[] {
  const text = `您关注的“${openTitle}”（${number}）：${plain}。`
  return conduct ? [] : [{ who: { to: 'followers' }, title: plain, text }]
}

/** Whoever holds the new stage, when that is somebody else than before. */
function toOwner(happened: Happened): Told[] {
  const { flow, before, after } = happened
  const who = ownerOf(happened, after)
  if (!who || (before && same(who, ownerOf(happened, before)))) return []
  const stage = flow.stages[after.stage]
  return [{ who, title: `${stage?.name ?? ''}：${happened.title}`, text: facts(happened) }]
}

/** A matter that rose a level is known there at once, even while a unit still holds it. */
function toLevel(happened: Happened): Told[] {
  const { flow, before, after } = happened
  if (!before || before.level === after.level) return []
  const parts = Object.values(flow.roles).filter((part) => part.sits === 'area' && part.level === undefined)
  const title = `升到${LEVEL[after.level]}一级：${happened.title}`
  return parts.flatMap((part) => {
    const who = whoOf(part, after, happened)
    return who ? [{ who, title, text: facts(happened) }] : []
  })
}

/** Entries that leave the matter where it is. */
function beside(happened: Happened): Told[] {
  switch (happened.action) {
    case 'warn':
      return remind(happened, '快到期')
    case 'overdue':
      return overdue(happened)
    case 'contact-late':
      return remind(happened, '还没联系报事人')
    case 'assisted':
      return remind(happened, '协办有了结果')
    case 'urge':
      return remind(happened, '对方催了')
    case 'press':
      return remind(happened, '督办')
    case 'add':
      return isByAsker(happened) ? remind(happened, '有了补充') : addedForAskers(happened)
    default:
      return []
  }
}

const isByAsker = ({ actor, after: { asker, agent } }: Happened): boolean =>
  actor !== undefined && (actor === asker || actor === agent)

function remind(happened: Happened, why: string): Told[] {
  const { flow, after, number } = happened
  const stage = flow.stages[after.stage]
  if (!stage) return []
  if (isAskers(flow, stage)) {
    const text = `“${happened.title}”（${number}）：${stage.plain}。${deadline(after, '回复')}`
    return askers(after).map((who) => ({ who, title: `${why}：${stage.plain}`, text }))
  }
  const who = ownerOf(happened, after)
  const text = facts(happened) + said(happened)
  return who ? [{ who, title: `${why}：${happened.title}`, text }] : []
}

/** What the asker lets pass ends by itself, in a notice of its own. */
function overdue(happened: Happened): Told[] {
  const { flow, after, number, confidential } = happened
  const stage = flow.stages[after.stage]
  if (!stage || isAskers(flow, stage)) return []
  const short = confidential ? number : `${number}“${happened.title}”`
  return remind(happened, '已超期').map((told) =>
    told.who.to === 'unit'
      ? { ...told, sms: `【共治】${short}已超过办理时限，请尽快办理并联系报事人。` }
      : told,
  )
}

function addedForAskers(happened: Happened): Told[] {
  const text = `“${happened.title}”（${happened.number}）。${said(happened)}`
  return askers(happened.after).map((who) => ({ who, title: '办理的人补充了说明', text }))
}

const askers = ({ asker, agent }: Matter): Extract<Who, { to: 'person' }>[] =>
  [asker, agent].flatMap((person) => (person === undefined ? [] : [{ to: 'person', person } as const]))

function partOf(flow: AnyFlow, stage: AnyStage | undefined): Part | undefined {
  return stage && 'owner' in stage ? flow.roles[stage.owner] : undefined
}

const isAskers = (flow: AnyFlow, stage: AnyStage) => partOf(flow, stage)?.sits === 'asker'

/** Who has to act in that state; undefined when it is the asker, who is told in other words, or nobody. */
function ownerOf(happened: Happened, matter: Matter): Who | undefined {
  const { flow } = happened
  const part = partOf(flow, flow.stages[matter.stage])
  return part && whoOf(part, matter, happened)
}

type Kept = Pick<Happened, 'confidential' | 'conduct'>

function whoOf(part: Part, matter: Matter, { confidential, conduct }: Kept): Who | undefined {
  switch (part.sits) {
    case 'asker':
      return undefined
    case 'holder':
      return personOf(matter.holder)
    case 'unit':
      if (matter.holder !== undefined) return personOf(matter.holder)
      return matter.unit === undefined ? undefined : { to: 'unit', unit: matter.unit, roles: part.posts }
    case 'area': {
      const level = part.level ?? matter.level
      if (conduct && level === 'village') return undefined
      return {
        to: 'area',
        level,
        division: matter.division,
        roles: part.posts.filter((role) => !confidential || grants(role, 'matters.confidential')),
        confidential,
      }
    }
  }
}

const personOf = (person: string | undefined): Who | undefined =>
  person === undefined ? undefined : { to: 'person', person }

const same = (a: Who, b: Who | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** What one needs to decide whether to open it now. */
function facts({ flow, action, placeName, number, after }: Happened): string {
  return `${flow.name} ${number}，${placeName}。${nameOfEntry(flow, action)}。${deadline(after)}`
}

/**
 * The words written with the entry: a result, a reason, what is missing. Personal answers stay in the matter, and so does
 * what the asker adds: not everybody who is told may know who asked.
 */
function said(happened: Happened): string {
  const { flow, action, answers } = happened
  const asked = findAction(flow, action)?.asks ?? []
  const lines = asked.flatMap((key) => {
    const field = flow.fields[key]
    const value = answers[key]
    if (typeof value !== 'string' || isBlank(value)) return []
    if (key === 'note') return isByAsker(happened) ? [] : [value]
    return field?.kind === 'text' && field.long && !field.personal ? [`${field.label}：${value}`] : []
  })
  return lines.join('；')
}

/** “请在11月24日 18:00 前办理。” */
function deadline({ dueAt }: Matter, todo = '办理'): string {
  if (dueAt === undefined) return ''
  return `请在${saidMinute(new Date(dueAt))} 前${todo}。`
}
