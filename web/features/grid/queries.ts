import { assumed, type Place } from '#practice/kit/index.ts'
import { useCall } from '#web/client/queries.ts'
import type { Output } from '#web/client/call.ts'
import { useCatalogue } from '#web/client/county.ts'
import type { FilledForm } from '#web/matters/filled.ts'
import { useGuesses } from '#web/matters/item-chips.tsx'

export const LIST = 'grid-matters'

export type Similar = Output<'matters.similar'>[number]

/** Open ones of the same class close by, looked for as soon as class and place are known, so that sending waits for nothing. */
export function useSimilar(item: string | undefined, place: Place | undefined): readonly Similar[] {
  const { data = [] } = useCall(
    'matters.similar',
    item && place ? { query: { item, lng: place.lng, lat: place.lat } } : undefined,
  )
  return data
}

const KEY = 'recent-items'
/** Few enough to be taken in at a glance. */
const RECENT = 4

/** What a telephone that has recorded nothing yet offers: rubbish, clutter, a blocked passage, a lamp. */
const USUAL = ['0401', '0405', '0201', '0602']

/** The classes this telephone recorded last: a grid meets the same things again and again. */
export function recentItems(): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
  const recent = Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : []
  return [...new Set([...recent, ...USUAL])].slice(0, RECENT)
}

export function rememberItem(code: string): void {
  const list = [code, ...recentItems().filter((one) => one !== code)].slice(0, RECENT)
  localStorage.setItem(KEY, JSON.stringify(list))
}

/** The class as chosen, or as the words suggest it where they leave no doubt whether the village may read them. */
export function useClass(form: FilledForm | undefined, action: 'report' | 'record') {
  const item = form?.filled.answers['item']
  const likely = useGuesses(LIST, wordsOf(form))
  // Whoever records what they did with the village head speaks of the work, not of the head.
  const guesses = action === 'report' ? likely : likely.filter(({ conduct }) => !conduct)
  const code = typeof item === 'string' ? item : assumed(guesses)?.code
  const isConduct = useCatalogue(LIST)?.items.find((one) => one.code === code)?.conduct === true
  const mayBeConduct = code === undefined && guesses.some(({ conduct }) => conduct)
  return { code, guesses, isConduct, mayBeConduct }
}

export function placeOf(form: FilledForm | undefined): Place | undefined {
  const place = form?.filled.answers['place']
  return typeof place === 'object' && 'lng' in place ? place : undefined
}

export function wordsOf(form: FilledForm | undefined): string {
  const words = form?.filled.answers['words']
  return typeof words === 'string' ? words : ''
}
