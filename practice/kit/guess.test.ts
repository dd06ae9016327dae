import { describe, expect, it } from 'vitest'
import { assumed, guessReported, type Worded } from './guess.ts'

const item = (code: string, words: string, more: Partial<Worded> = {}): Worded => ({
  code,
  name: code,
  plain: code,
  confidential: false,
  words,
  ...more,
})
const LAMP = item('lamp', '路灯 灯不亮')
const AID = item('aid', '低保 五保')
const ILL = item('ill', '犯病', { confidential: true })
const CONDUCT = item('conduct', '村干部 主任 贪污', { confidential: true, conduct: true })
const guess = (sentence: string) => guessReported([LAMP, AID, ILL, CONDUCT], sentence)

describe('what a report is about', () => {
  it('is guessed from its words, and taken when nobody chooses', () => {
    expect(guess('巷口路灯不亮')).toEqual([LAMP])
    expect(assumed(guess('巷口路灯不亮'))).toBe(LAMP)
    expect(assumed(guess('说不清'))).toBeUndefined()
  })

  it('is never guessed to be somebody’s illness', () => {
    expect(guess('他又犯病了')).toEqual([])
  })

  it('is asked where it may be about the village’s people, who would read it in any other class (信访工作条例 30)', () => {
    expect(guess('主任把低保给了亲戚')).toEqual([CONDUCT, AID])
    expect(assumed(guess('主任把低保给了亲戚'))).toBeUndefined()
    expect(guess('主 任把低保给了亲戚')).toEqual([CONDUCT, AID])
  })
})
