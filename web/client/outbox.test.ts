import { describe, expect, test } from 'vitest'
import { Outbox, type Opened, type Parcel, type Post, type Refused } from './outbox.ts'
import { memoryShelf } from './shelf.ts'

const blob = new Blob(['a picture'])
const parcel = (key: string, more: Partial<Parcel> = {}): Parcel => ({
  key,
  person: 'gui-lan',
  title: '路灯不亮',
  at: '2026-11-21T09:00:00Z',
  flow: 'grid-event',
  action: 'report',
  division: '610114006205',
  answers: { words: '路灯不亮' },
  photos: { photos: [{ id: 'p1', blob }] },
  arrived: {},
  ...more,
})

const AWAY = new Error('no network')
const refusal: Refused = { says: '请填写什么事', fields: { words: '请填写什么事' } }

/** A server that answers once per idempotency key, and a network that can be cut. */
function makeServer() {
  const state = { online: true, refuses: false, uploads: 0, tries: 0, opened: new Map<string, Opened>() }
  const reach = () => (state.online ? Promise.resolve() : Promise.reject(AWAY))
  const post: Post = {
    upload: async () => {
      await reach()
      state.uploads += 1
      return { id: `file-${state.uploads}` }
    },
    open: async (body, key) => {
      await reach()
      state.tries += 1
      if (state.refuses) throw new Error('refused')
      const known = state.opened.get(key)
      const opened = known ?? { id: key, number: JSON.stringify(body.answers['photos']), code: 'C' }
      state.opened.set(key, opened)
      return opened
    },
    judge: (error) => (error === AWAY ? 'wait' : refusal),
  }
  return { state, post }
}

describe('the outbox', () => {
  test('sends the pictures, then the opening that names them', async () => {
    const { state, post } = makeServer()
    const outbox = new Outbox(memoryShelf(), post)
    expect(await outbox.send(parcel('k1'))).toEqual({
      sent: { id: 'k1', number: '["file-1"]', code: 'C' },
    })
    expect(state.uploads).toBe(1)
    expect(outbox.parcels()).toEqual([])
  })

  test('says when it waits for its writer to sign in, and no more once they have', async () => {
    const { state, post } = makeServer()
    const ended = new Error('401')
    const judge = (error: unknown) => (error === ended ? 'sign-in' : post.judge(error))
    let isIn = false
    const open: Post['open'] = (body, key) => (isIn ? post.open(body, key) : Promise.reject(ended))
    const outbox = new Outbox(memoryShelf(), { ...post, open, judge })
    expect(await outbox.send(parcel('k1'))).toEqual({ waits: true })
    expect(outbox.parcels()[0]?.needsSignIn).toBe(true)
    isIn = true
    state.online = false
    await outbox.flush('gui-lan')
    expect(outbox.parcels()[0]?.needsSignIn).toBeUndefined()
    state.online = true
    await outbox.flush('gui-lan')
    expect([outbox.parcels(), state.opened.size]).toEqual([[], 1])
  })

  test('keeps what cannot go, over a restart, and sends it once when the network is back', async () => {
    const { state, post } = makeServer()
    const shelf = memoryShelf()
    state.online = false
    expect(await new Outbox(shelf, post).send(parcel('k1'))).toEqual({ waits: true })

    const outbox = new Outbox(shelf, post)
    await outbox.restore()
    expect(outbox.parcels().map(({ key }) => key)).toEqual(['k1'])
    state.online = true
    // The network’s event, the page coming back and the timer may all fire together.
    await Promise.all([outbox.flush('gui-lan'), outbox.flush('gui-lan'), outbox.flush('gui-lan')])
    expect([state.uploads, state.tries, state.opened.size]).toEqual([1, 1, 1])
    expect(await shelf.all()).toEqual([])
  })

  test('does not send a picture twice when the opening was lost on the way', async () => {
    const { state, post } = makeServer()
    const outbox = new Outbox(memoryShelf(), {
      ...post,
      open: (body, key) => (state.online ? post.open(body, key) : Promise.reject(AWAY)),
      upload: async () => {
        const stored = await post.upload(blob)
        state.online = false
        return stored
      },
    })
    expect(await outbox.send(parcel('k1'))).toEqual({ waits: true })
    state.online = true
    await outbox.flush('gui-lan')
    expect([state.uploads, state.opened.size]).toEqual([1, 1])
  })

  test('lets go of a parcel that is taken back while its picture is on the way', async () => {
    const { state, post } = makeServer()
    const shelf = memoryShelf()
    const outbox = new Outbox(shelf, {
      ...post,
      upload: async () => {
        await outbox.drop('k1')
        return post.upload(blob)
      },
    })
    expect(await outbox.send(parcel('k1'))).toEqual({ waits: true })
    expect([state.opened.size, outbox.parcels(), await shelf.all()]).toEqual([0, [], []])
  })

  test('tries a parcel that is sent once more, whatever became of it before', async () => {
    const { state, post } = makeServer()
    const outbox = new Outbox(memoryShelf(), post)
    state.online = false
    await outbox.send(parcel('k1'))
    await outbox.flush('gui-lan')
    state.online = true
    expect(await outbox.send(parcel('k1'))).toMatchObject({ sent: { id: 'k1' } })
  })

  test('gives a refused one back with its sentence and never sends it by itself', async () => {
    const { state, post } = makeServer()
    const outbox = new Outbox(memoryShelf(), post)
    state.refuses = true
    expect(await outbox.send(parcel('k1'))).toEqual({ refused: refusal })
    await outbox.flush('gui-lan')
    expect(state.tries).toBe(1)
    expect(outbox.parcels()[0]?.refused).toEqual(refusal)
  })

  test('leaves alone what another person of the same telephone wrote', async () => {
    const { state, post } = makeServer()
    const outbox = new Outbox(memoryShelf(), post)
    state.online = false
    await outbox.send(parcel('k1', { person: 'xiao-long' }))
    state.online = true
    await outbox.flush('gui-lan')
    expect(state.opened.size).toBe(0)
    expect(outbox.parcels()).toHaveLength(1)
  })
})
