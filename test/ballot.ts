import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Choice } from '#practice/meetings/life.ts'
import { blind, receiptOf, SERIAL_BYTES, unblind } from '#practice/meetings/blind.ts'
import { actingAt, SECRETARY } from './meeting.ts'
import type { Who, World } from './world.ts'

/** A voter’s phone, and a hall that votes in secret. */

/** Representatives of the village, enough of them to vote. */
export const PRESENT = [
  '刘桂兰',
  '王思雨',
  '同建利',
  '张敏',
  '雷振华',
  '张麦香',
  '孙红卫',
  '雷雪梅',
  '李秀梅',
  '杨秀英',
]

export type Paper = { serial: string; signature: string; receipt: string }
export type Request = { blinded: string; finish: (signed: string) => Paper }

/** A fresh paper as a phone makes it. */
export function newPaper(modulus: string): Request {
  const n = Buffer.from(modulus, 'base64url')
  const serial = randomBytes(SERIAL_BYTES)
  const paper = blind(n, serial, randomBytes)
  return {
    blinded: Buffer.from(paper.blinded).toString('base64url'),
    finish: (signed) => {
      const signature = unblind(n, paper, Buffer.from(signed, 'base64url'))
      if (!signature) throw new Error('the paper was not signed by that key')
      return {
        serial: serial.toString('base64url'),
        signature: Buffer.from(signature).toString('base64url'),
        receipt: receiptOf(serial),
      }
    },
  }
}

export type Box = {
  title: string
  state: string
  modulus: string
  issued: number
  received: number
  unopened: boolean
  paper: {
    given: number
    counted?: { inFavour: number; against: number; abstained: number; spoiled: number; missing?: string }
  }
  ballots: { receipt: string; choice: Choice; serial: string; signature: string }[]
}

export function votingAt(world: World) {
  const acting = actingAt(world)
  type Answer = {
    status: number
    body: {
      title?: string
      signed: string
      receipt: string
      says: string
      passed: boolean
      agreed: boolean
      code?: string
    }
  }
  const send = async (
    who: Who | undefined,
    motion: string,
    verb: string,
    body: object = {},
  ): Promise<Answer> => await world.ask(who, 'POST', `/api/ballots/${motion}${verb && `/${verb}`}`, body)
  const box = async (motion: string) =>
    ((await world.ask(undefined, 'GET', `/api/ballots/${motion}`)) as unknown as { body: Box }).body
  /**
   * A meeting that is held, with everybody named there, some by the desk's hand, and its one secret motion waiting to be put
   * to the vote.
   */
  const gathered = async (
    names: readonly string[],
    { body = 'village-representatives', byHand = [] }: { body?: string; byHand?: readonly string[] } = {},
  ) => {
    const reason = body === 'village-representatives' ? {} : { reason: '汛期' }
    const motion = {
      decision: body === 'village-representatives' ? 'elect-supervisors' : 'lost-work-pay',
      title: '无记名表决',
      words: '请投票。',
      proposer: '村党组织',
      means: 'secret',
      studied: { on: '2026-01-05', says: '同意提交' },
    }
    const meeting = await acting.noticed([motion], { body, ...reason })
    await acting.must(acting.step(SECRETARY, meeting, 'open'))
    const { code } = await acting.door(meeting)
    for (const name of names) {
      const member = (await world.scope(name)).person
      await acting.must(
        byHand.includes(name)
          ? acting.attend(SECRETARY, meeting, { means: 'hand', member })
          : acting.attend(name, meeting, { means: 'qr', code }),
      )
    }
    return { meeting, motion: (await acting.show(meeting)).motions[0]?.id ?? '' }
  }
  const opened = async (motion: string): Promise<string> => {
    const { status, body } = await send(SECRETARY, motion, 'open')
    expect([status, body.title]).toEqual([200, undefined])
    return (await box(motion)).modulus
  }
  const ticket = async (who: Who, motion: string, modulus: string): Promise<Paper> => {
    const paper = newPaper(modulus)
    const { status, body } = await send(who, motion, 'tickets', { blinded: paper.blinded })
    expect([status, body.title]).toEqual([200, undefined])
    return paper.finish(body.signed)
  }
  return {
    acting,
    send,
    box,
    ticket,
    /** Others who fetch a paper as well, for few ballots would say who voted what. */
    crowd: (motion: string, modulus: string) =>
      Promise.all(['同建利', '雷振华'].map((name) => ticket(name, motion, modulus))),
    gathered,
    opened,
    /** The same with its vote opened: papers may be fetched. */
    hall: async (names: readonly string[], how?: Parameters<typeof gathered>[1]) => {
      const { meeting, motion } = await gathered(names, how)
      return { meeting, motion, modulus: await opened(motion) }
    },
    cast: (motion: string, { serial, signature }: Omit<Paper, 'receipt'>, choice: Choice) =>
      send(undefined, motion, '', { serial, signature, choice }),
    /** Ends a vote: waits the three seconds in which other processes hand in. */
    finish: async (motion: string) => {
      expect((await send(SECRETARY, motion, 'close', { anyway: true })).status).toBe(200)
      const early = await send(SECRETARY, motion, 'count')
      expect([early.status, early.body.title]).toEqual([409, '正在收最后的票，请过三秒再计票'])
      await new Promise((resolve) => setTimeout(resolve, 3100))
      return send(SECRETARY, motion, 'count')
    },
  }
}
