import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CallError } from '#web/client/call.ts'
import { Editing, type Hands, type Kept, type Work } from './desk-editing.ts'

/** A server that counts revisions, and what the browser keeps meanwhile. */
function table(refuse: () => CallError | undefined = () => undefined) {
  const saved: Work[] = []
  let kept: Kept | undefined
  let rev = 1
  const hands: Hands = {
    save: async (from, work) => {
      const refused = refuse()
      if (refused) throw refused
      if (from !== rev) throw new CallError(409, { code: 'moved', title: '刚才有人改过' })
      saved.push(work)
      rev += 1
      return { rev }
    },
    keep: (work) => (kept = work),
    forget: () => (kept = undefined),
  }
  const editing = new Editing({ work: titled('一'), rev: 1 }, hands)
  return { editing, saved, kept: () => kept, colleague: () => (rev += 1), at: () => rev }
}
const titled = (title: string): Work => ({ title, content: { columns: [], rows: [] } })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('saves once when typing rests, and keeps what is typed until then', async () => {
  const { editing, saved, kept } = table()
  editing.change(titled('二'), 'title')
  editing.change(titled('三'), 'title')
  expect([saved, kept()?.title, editing.read().status]).toEqual([[], '三', 'typing'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect([saved.map(({ title }) => title), kept(), editing.read().status]).toEqual([
    ['三'],
    undefined,
    'saved',
  ])
})

it('undoes the letters of one place together', () => {
  const { editing } = table()
  editing.change(titled('二'), 'title')
  editing.change(titled('三'), 'title')
  editing.change(titled('四'), 'elsewhere')
  editing.undo()
  expect(editing.read().work.title).toBe('三')
  editing.undo()
  expect([editing.read().work.title, editing.read().canUndo]).toEqual(['一', false])
})

it('tries again after a broken line, and not after a refusal', async () => {
  let refused: CallError | undefined = new CallError(0, {})
  const { editing, saved, kept } = table(() => refused)
  editing.change(titled('二'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect([editing.read().status, kept()?.title]).toEqual(['waiting', '二'])
  refused = undefined
  await vi.advanceTimersByTimeAsync(6_000)
  expect([editing.read().status, saved.length]).toEqual(['saved', 1])
  refused = new CallError(422, { title: '有几处需要改一下', fields: { title: '请写标题' } })
  editing.change(titled(''))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([editing.read().status, editing.read().says, kept()?.title]).toEqual(['refused', '请写标题', ''])
})

it('keeps what was typed when a colleague was faster, and saves it over theirs only when told', async () => {
  const { editing, saved, kept, colleague, at } = table()
  colleague()
  editing.change(titled('我的'))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(editing.read().status).toBe('conflict')
  editing.change(titled('我的，再改'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect([saved, kept()?.title, editing.read().status]).toEqual([[], '我的，再改', 'conflict'])
  editing.insist(at())
  await vi.advanceTimersByTimeAsync(2_000)
  expect([saved.map(({ title }) => title), editing.read().status]).toEqual([['我的，再改'], 'saved'])
})

it('is flushed before a step is taken', async () => {
  const { editing, saved } = table()
  editing.change(titled('二'))
  expect(await editing.flush()).toBe(true)
  expect([saved.length, editing.read().rev]).toEqual([1, 2])
})
