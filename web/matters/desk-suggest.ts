import { fieldsOf, findAction, type AnyFlow, type Values } from '#practice/kit/index.ts'
import type { Suggestion } from './desk-controls.tsx'
import type { Template } from './desk-form.tsx'
import type { Reference } from './desk-reference.ts'
import type { Detail } from './desk-words.ts'

/**
 * Units worth proposing when an action hands the matter to one: what the list of duties says, and what the last entry
 * asked for. The list's unit is filled in already, unless somebody has just argued for another.
 */
export function suggestUnits(
  flow: AnyFlow,
  action: string,
  detail: Pick<Detail, 'item' | 'entries' | 'answers'>,
  reference: Reference,
): { start: Values; likely: Suggestion[] } {
  const handing = findAction(flow, action)?.effects?.find((effect) => effect.do === 'hand-to')
  if (!handing) return { start: {}, likely: [] }
  const item = reference.findItem(detail.item)
  const listed: Suggestion[] = item?.unit
    ? [{ code: item.unit, why: `清单写明“${item.name}”的首接单位` }]
    : []
  // An entry tells its answers in words; the codes stand among the matter's own.
  const [latest] = [...detail.entries].sort((one, other) => other.seq - one.seq)
  const fields = fieldsOf(flow)
  const argued = Object.keys(latest?.answers ?? {}).flatMap((key): Suggestion[] => {
    const field = fields[key]
    const code = detail.answers[key]
    return field?.kind === 'unit' && key !== handing.unit && typeof code === 'string'
      ? [{ code, why: `对方提出的${field.label}` }]
      : []
  })
  const start: Values = item?.unit && argued.length === 0 ? { [handing.unit]: item.unit } : {}
  return { start, likely: [...argued, ...listed] }
}

/** The blanks of a ready sentence that the matter itself can fill; the rest stay in braces for the writer. */
export function fillTemplate(
  { title, text }: Template,
  detail: Detail,
  writer: { name: string; due: string; phone: string | undefined },
): Template {
  const known: Readonly<Record<string, string | undefined>> = {
    称呼: detail.askerName,
    事项: detail.title,
    编号: detail.number,
    单位: detail.unitName,
    期限: writer.due,
    经办人: writer.name,
    电话: writer.phone,
  }
  return { title, text: text.replaceAll(/\{([^}]+)\}/g, (whole, blank: string) => known[blank] ?? whole) }
}
