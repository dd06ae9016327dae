import { expect, it } from 'vitest'
import { checkAnswer, type Field, type FieldKind } from './fields.ts'

const field = (kind: FieldKind): Field => ({ kind, label: '这一项', options: [{ value: 'a', label: '甲' }] })

/** Something of every shape the wire lets through; each kind of field takes only its own. */
const SENT = { words: '一句话', number: 3, place: { lng: 109, lat: 34 }, list: ['a'] }
const TAKES: Record<FieldKind, keyof typeof SENT> = {
  text: 'words', choice: 'words', place: 'place', photos: 'list', yuan: 'number', count: 'number',
  date: 'words', stars: 'number', unit: 'words', item: 'words', matter: 'words',
} // prettier-ignore

it.each(Object.entries(TAKES))('%s takes only its own shape', (kind, own) => {
  for (const [shape, value] of Object.entries(SENT)) {
    const says = checkAnswer(field(kind as FieldKind), value)
    expect([shape, says?.includes('填的内容不对') ?? false]).toEqual([shape, shape !== own])
  }
})

it('knows which days there are', () => {
  expect(checkAnswer(field('date'), '2028-02-29')).toBeUndefined()
  for (const wrong of ['2026-02-29', '2026-02-31', '2026-13-01', '26-1-1', '明天']) {
    expect(checkAnswer(field('date'), wrong)).toBe('这一项不是正确的日期')
  }
})
