import { expect, it } from 'vitest'
import { hashPassword, matchesPassword, passwordFault } from './passwords.ts'

it('keeps argon2id at the cost we chose, and a dummy at the same', async () => {
  const kept = await hashPassword('渠边的三棵老槐树下见')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await matchesPassword(kept, '渠边的三棵老槐树下见')).toBe(true)
  expect(await matchesPassword(kept, '渠边的三棵老槐树下见面')).toBe(false)
  // The one whose hash stands in for names nobody has opens nothing.
  expect(await matchesPassword(undefined, 'correct horse battery')).toBe(false)
})

it('takes the same letters from another keyboard', async () => {
  const kept = await hashPassword('ｌａｏｚｈａｉ cun 2026 qu')
  expect(await matchesPassword(kept, 'laozhai cun 2026 qu')).toBe(true)
})

it('wants length, not capitals and signs', async () => {
  expect(await passwordFault('Aa1!Aa1!', [])).toMatch(/至少 12 位/)
  expect(await passwordFault('渠边的三棵老槐树下见面吧', [])).toBeUndefined()
  expect(await passwordFault('correct horse battery', [])).toBeUndefined()
  expect(await passwordFault('x'.repeat(129), [])).toMatch(/最多 128 位/)
})

it('refuses what is guessed first: leaked ones, rows of keys, repeats, what is known of the person', async () => {
  const own = ['张伟', 'zhang.wei', '13900000001']
  const guessed = [
    'password1234',
    '123456789012',
    'qwertyuiop12',
    'aaaaaaaaaaaa',
    '1qaz2wsx3edc4rfv',
    '13900000001a',
    'zhang.wei2026',
    '张伟张伟张伟张伟张伟张伟',
  ]
  for (const password of guessed)
    expect([password, await passwordFault(password, own)]).toEqual([
      password,
      expect.stringContaining('很快能猜到'),
    ])
})

it('hashes beside the event loop', async () => {
  let turns = 0
  const clock = setInterval(() => turns++, 1)
  await Promise.all(Array.from({ length: 6 }, (_, n) => hashPassword(`渠边的三棵老槐树下见面 ${n}`)))
  clearInterval(clock)
  // On the loop itself not one turn would fit in between.
  expect(turns).toBeGreaterThan(6)
})
