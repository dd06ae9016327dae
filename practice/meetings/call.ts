import { bodyOf, type BodyId } from './bodies.ts'
import { cite, valueName, type Limits } from './limits.ts'
import { fewest, reaches } from './share.ts'

/** Who asked for a meeting: those whose office it is, or enough of those whom the law hears. */
export type Call = { who: string; asked: number; of: number }

/** Why these are too few to have the meeting called; undefined when they are enough, or hold the office. */
export function callFault(limits: Limits, body: BodyId, { who, asked, of }: Call): string | undefined {
  const { name, calledBy = [] } = bodyOf(body)
  const rule = calledBy.find((each) => each.who === who)
  if (!rule) {
    const may = calledBy.map((each) => each.who).join('、')
    return may
      ? `${name}由${may}提议才须召集，请改为由会议召集人召集`
      : `${name}不由${who}提议召集，请由会议召集人召集`
  }
  const limit = limits[rule.limit]
  if (limit.kind !== 'share') throw new Error(`${rule.limit} is no share`)
  if (asked > of) return `写的是 ${asked} 名${who}提议，登记在册的只有 ${of} 名，请核对`
  if (reaches(limit.value, asked, of)) return undefined
  const needed = fewest(limit.value, of)
  return `${who}提议召集${name}要有${valueName(limit)}（${of} 人中的 ${needed} 人），现在是 ${asked} 人，还差 ${needed - asked} 人（${cite(limit)}）`
}
