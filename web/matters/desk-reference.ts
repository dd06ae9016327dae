import { at, placeNameOf } from '#contract/division-codes.ts'
import { useCatalogue, useDivisions, useUnits } from '#web/client/county.ts'
import { useFlows } from '#web/client/flows.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import type { Output } from '#web/client/call.ts'
import type { Actor, AnyFlow, Facts, Field } from '#practice/kit/index.ts'
import { asItem, type CatalogueItem } from './reference.ts'

export type Unit = Output<'places.units'>[number]

/** The lists a flow's answers point into, and what its guards may look at. */
export type Reference = {
  units: readonly Unit[]
  items: readonly CatalogueItem[]
  unitName: (code: string) => string
  itemName: (code: string) => string
  findItem: (code: string | undefined) => CatalogueItem | undefined
  factsOf: (item: string | undefined) => Facts
}

export function useReference(flow: AnyFlow | undefined): Reference {
  const units = useUnits() ?? []
  const items = useCatalogue(flow?.catalogue)?.items ?? []
  const findUnit = (code: string) => units.find((unit) => unit.code === code)
  const findItem = (code: string | undefined) => items.find((item) => item.code === code)
  return {
    units,
    items,
    findItem,
    unitName: (code) => findUnit(code)?.name ?? code,
    itemName: (code) => findItem(code)?.name ?? code,
    factsOf: (code) => {
      const found = findItem(code)
      return { item: found && asItem(found), levelOfUnit: (unitCode) => findUnit(unitCode)?.level }
    },
  }
}

/** The flow of that id as this county runs it. */
export function useFlow(id: string | undefined): AnyFlow | undefined {
  const flows = useFlows()
  return id === undefined ? undefined : flows[id]
}

/** Who acts on this desk, in the kit's terms. */
export function useActor(): Actor | undefined {
  const me = useMe()
  const post = actingPost(me)
  if (!me) return undefined
  if (!post) return { person: me.person }
  const { id, role, division, unit } = post
  return { person: me.person, post: { id, role, division, ...(unit ? { unit } : {}) } }
}

/** The divisions of one's area, highest first. */
export function useArea(): Output<'places.divisions'> {
  const post = actingPost(useMe())
  const divisions = useDivisions() ?? []
  const under = post?.division.slice(0, 12) ?? ''
  return divisions.filter(({ code }) => code.startsWith(under))
}

/** One’s area and each town and village of it, to choose from; the town said beside the village. */
export function useAreaOptions(): { value: string; label: string }[] {
  const area = useArea().filter(({ level }) => level !== 'grid' && level !== 'microgrid')
  const names = new Map(area.map(({ code, name }) => [code, name]))
  return area.map(({ code, level, name }, index) => {
    const town = level === 'village' ? names.get(at('town', code) ?? '') : undefined
    const whole = index === 0 && area.length > 1 ? '（全部）' : ''
    return { value: code, label: `${placeNameOf(name)}${town ? `（${town}）` : whole}` }
  })
}

/** An answer in words; photos and places are drawn, not said. */
export function answerText(field: Field, value: unknown, reference: Reference): string {
  switch (field.kind) {
    case 'choice':
      return field.options?.find((option) => option.value === value)?.label ?? String(value)
    case 'unit':
      return reference.unitName(String(value))
    case 'item':
      return reference.itemName(String(value))
    case 'yuan':
      return `${(Number(value) / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 })} 元`
    case 'stars':
      return `${String(value)} 星`
    case 'photos':
      return Array.isArray(value) ? `${value.length} 张` : ''
    case 'place':
      return placeText(value)
    default:
      return String(value)
  }
}

function placeText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  if ('address' in value && typeof value.address === 'string' && value.address) return value.address
  return 'lng' in value && 'lat' in value
    ? `${Number(value.lat).toFixed(5)}, ${Number(value.lng).toFixed(5)}`
    : ''
}
