import type { PackCatalogue } from '../pack.ts'

/** The starter lists a county stands on until it has its own, under the name it calls them by. */

export const gridMatters = (name: string): PackCatalogue => ({
  id: 'grid-matters',
  name,
  file: 'national/grid-matters.csv',
  columns: 'grid-matters',
})

export const villageServices: PackCatalogue = {
  id: 'village-services',
  name: '村级便民服务清单',
  file: 'national/village-services.csv',
  columns: 'village-services',
}

export const disclosureItems = (
  name: string,
  own: Pick<PackCatalogue, 'arrangement' | 'disclosureDay' | 'kinds'> = {},
): PackCatalogue => ({
  id: 'disclosure-items',
  name,
  file: 'national/disclosure-items.csv',
  columns: 'disclosure-items',
  ...own,
})
