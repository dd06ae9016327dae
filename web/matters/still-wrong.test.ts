import { expect, test } from 'vitest'
import type { Filled } from './filled.ts'
import { stillWrong } from './still-wrong.ts'

const was: Filled = { answers: { place: { lng: 109.2, lat: 34.6 } }, photos: {}, behalf: {} }
const fields = { words: '请填写什么事', place: '太远', 'behalf.name': '请写清替谁办', '': '现在不能报' }

test('the fault of a field goes with the first change of that field, and of no other', () => {
  expect(stillWrong(fields, was, { ...was })).toEqual(fields)
  const typed = { ...was, answers: { ...was.answers, words: '路' } }
  expect(Object.keys(stillWrong(fields, was, typed))).toEqual(['place', 'behalf.name', ''])
  const named = { ...typed, behalf: { name: '刘' } }
  expect(Object.keys(stillWrong(fields, was, named))).toEqual(['place', ''])
})

test('a picture mends the field that lacked one', () => {
  const photos = { proof: [{ id: 'p1', blob: new Blob(['a picture']) }] }
  expect(stillWrong({ proof: '请填写照片' }, was, { ...was, photos })).toEqual({})
})
