import type { QueryClient } from '@tanstack/react-query'
import { alwaysAsk } from '#web/client/call.ts'
import { takeAddress } from '#web/client/device.ts'
import { keepAnswers } from '#web/client/kept.ts'
import { makeQueryClient } from '#web/client/queries.ts'

/** What a shared screen shows again after a power cut while the network is away. */
const KEPT = [
  'places.county',
  'places.divisions',
  'places.units',
  'places.catalogue',
  'publications.board',
  'publications.show',
  'disclosure.village',
]

/** The cache of a shared screen: nothing leaves it by itself, all of it outlives the page, and every read asks anew. */
export function makeScreenCache(): QueryClient {
  alwaysAsk()
  takeAddress()
  const cache = makeQueryClient({ letsGo: false })
  void keepAnswers(cache, { names: KEPT, follows: true })
  return cache
}
