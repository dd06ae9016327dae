import { CAST, readerOf, type Reader } from './oracle.ts'
import type { Who, World } from './world.ts'

/** Everybody who might look at a village’s meetings, papers and decisions, and how each stands to that village. */

export const KEEPS = ['village-secretary', 'village-director']
export const READS = [...KEEPS, 'village-supervisor']
const WATCHES = ['town-affairs', 'town-dispatcher', 'county-dispatcher', 'county-leader']
const MORE: readonly Who[] = [
  ['张军利', 'village-director'],
  ['薛静', 'town-affairs'],
  ['杨林', 'village-accountant'],
  ['高朝阳', 'village-adviser'],
]

export type VillageReader = Reader & {
  ofVillage: boolean
  /** Watches over the village from the town or the county. */
  watches: boolean
  /** Whether they hold one of these posts of the village itself. */
  isDesk: (roles: readonly string[]) => boolean
}

export async function villageReaders(world: World): Promise<VillageReader[]> {
  const readers = await Promise.all([...CAST, ...MORE].map((who) => readerOf(world, who)))
  return readers.map((reader) => {
    const { post, home } = reader
    const holds = (roles: readonly string[]) => post !== undefined && roles.includes(post.role)
    return {
      ...reader,
      ofVillage: (post?.division ?? home).slice(0, 12) === world.village,
      watches: holds(WATCHES) && world.village.startsWith(post?.division ?? '-'),
      isDesk: (roles) => holds(roles) && post?.division === world.village,
    }
  })
}
