import { useMemo } from 'react'
import type { AnyFlow, Facts, Item, Values } from '#practice/kit/index.ts'
import type { Output } from '#web/client/call.ts'
import { useCatalogue, useUnits } from '#web/client/county.ts'

export type CatalogueItem = Output<'places.catalogue'>['items'][number]

/** What guards may look at besides the answers: the class, and the level of a unit. */
export function useFacts(flow: AnyFlow, wantsUnits: boolean): (answers: Values, item?: string) => Facts {
  const items = useCatalogue(flow.catalogue)?.items
  const units = useUnits(wantsUnits)
  return useMemo(
    () => (answers, item) => {
      const code = typeof answers['item'] === 'string' ? answers['item'] : item
      const found = items?.find((one) => one.code === code)
      return {
        item: found && asItem(found),
        levelOfUnit: (unit) => units?.find((one) => one.code === unit)?.level,
      }
    },
    [items, units],
  )
}

/** The part of a list’s row that rules look at. */
export function asItem({ limit, unit, words: _, details, source: __, ...rest }: CatalogueItem): Item {
  const window = details['mode'] === 'agent' ? { window: true as const } : {}
  return { ...rest, ...window, ...(limit ? { limit } : {}), ...(unit ? { unit } : {}) }
}
