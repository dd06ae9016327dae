import type { z } from 'zod'
import type { BriefSection, BriefSentence } from '#contract/briefs.ts'
import { notFound, Problem } from '#server/core/problem.ts'

/**
 * The life of a brief's words: its content is the fold of its entries, pure. What the machine drafts and what people
 * write never overwrite each other.
 */

export type Section = z.output<typeof BriefSection>
export type Sentence = z.output<typeof BriefSentence>
/** `removed`: left out by somebody; a new draft does not bring them back, a person may. */
export type Content = { sentences: Sentence[]; removed: Sentence[] }

/** What is done to the words of a draft. */
export type Deed =
  | { kind: 'drafted'; detail: { sentences: Sentence[] } }
  | { kind: 'word'; detail: { sentence: string; text: string | null } }
  | { kind: 'add'; detail: { id: string; section: Section; text: string } }
  | { kind: 'take'; detail: { sentence: Sentence } }
  | { kind: 'remove' | 'restore'; detail: { sentence: string } }
  | { kind: 'move'; detail: { sentence: string; by: -1 | 1 } }
  | { kind: 'corrected'; detail: { content: Content } }
/** Who did it, in words, and when. */
export type Hand = { by: string; at: string }

export const EMPTY: Content = { sentences: [], removed: [] }

/** The content after the deed. Throws what people are told when it cannot be done. */
export function fold(content: Content, deed: Deed, hand: Hand): Content {
  const { sentences, removed } = content
  switch (deed.kind) {
    case 'drafted':
      return redrafted(content, deed.detail.sentences)
    case 'corrected':
      return deed.detail.content
    case 'word': {
      const { sentence: id, text } = deed.detail
      const found = sentenceOf(sentences, id)
      return {
        sentences: sentences.map((each) => (each === found ? worded(found, text, hand) : each)),
        removed,
      }
    }
    case 'add': {
      const { id, section, text } = deed.detail
      return { sentences: [...sentences, { id, section, own: text, figures: [], ...hand }], removed }
    }
    case 'take':
      return { sentences: [...sentences, { ...deed.detail.sentence, ...hand }], removed }
    case 'remove': {
      const found = sentenceOf(sentences, deed.detail.sentence)
      return { sentences: sentences.filter((each) => each !== found), removed: [...removed, found] }
    }
    case 'restore': {
      const found = sentenceOf(removed, deed.detail.sentence)
      return { sentences: [...sentences, found], removed: removed.filter((each) => each !== found) }
    }
    case 'move':
      return { sentences: moved(sentences, deed.detail.sentence, deed.detail.by), removed }
  }
}

/** Throws a 404 when it is not there. */
export function sentenceOf(sentences: readonly Sentence[], id: string): Sentence {
  const found = sentences.find((each) => each.id === id)
  if (!found) throw notFound('句子')
  return found
}

/** The sentence as plain text: somebody's words, or the machine's with its numbers. */
export function textOf({ own, machine = '', figures }: Sentence): string {
  return (
    own ?? machine.replaceAll(/\{(\d+)\}/g, (mark, index) => String(figures[Number(index)]?.value ?? mark))
  )
}

function worded(sentence: Sentence, text: string | null, { by, at }: Hand): Sentence {
  if (text !== null) return { ...sentence, own: text, by, at }
  if (sentence.machine === undefined) throw new Problem(409, 'no-machine', '这句是自己写的，不要了可以删去')
  const { own: _, by: _by, at: _at, ...bare } = sentence
  return bare
}

/** The machine's part of each sentence is replaced, people's stays; what the machine says no more goes, unless worded. */
function redrafted({ sentences, removed }: Content, drafted: readonly Sentence[]): Content {
  const fresh = new Map(drafted.map((sentence) => [sentence.id, sentence]))
  const known = new Set([...sentences, ...removed].map(({ id }) => id))
  const renewed = (all: readonly Sentence[]) =>
    all.flatMap((sentence) => {
      if (sentence.machine === undefined) return [sentence]
      const { own, by, at } = sentence
      const words = { ...(own ? { own } : {}), ...(by ? { by } : {}), ...(at ? { at } : {}) }
      const now = fresh.get(sentence.id)
      if (now) return [{ ...now, ...words }]
      return own ? [{ id: sentence.id, section: sentence.section, figures: [], ...words }] : []
    })
  return {
    sentences: [...renewed(sentences), ...drafted.filter(({ id }) => !known.has(id))],
    removed: renewed(removed),
  }
}

/** Changes places with its neighbour of the same section; at the end of it nothing happens. */
function moved(sentences: readonly Sentence[], id: string, by: -1 | 1): Sentence[] {
  const found = sentenceOf(sentences, id)
  const peers = sentences.filter(({ section }) => section === found.section)
  const other = peers[peers.indexOf(found) + by]
  if (!other) return [...sentences]
  return sentences.map((each) => (each === found ? other : each === other ? found : each))
}
