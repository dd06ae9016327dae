import { expect, test } from 'vitest'
import { paths, patterns } from './paths.ts'

test('the addresses of the phone, which are printed on paper and kept in bookmarks', () => {
  expect([
    paths.home(),
    paths.signIn(),
    paths.signIn(paths.report()),
    paths.report(),
    paths.report({ item: '1203' }),
    paths.report({ behalf: true }),
    paths.record(),
    paths.matters(),
    paths.matters('todo'),
    paths.matter('m1'),
    paths.waiting('k1'),
    paths.open('wish', 'post'),
    paths.services(),
    paths.service('residence-proof'),
    paths.apply('residence-proof'),
    paths.wishes(),
    paths.newWish(),
    paths.know(),
    paths.discuss(),
    paths.oversee(),
    paths.notices(),
    paths.me(),
    paths.privacy(),
    paths.track(),
    paths.track('7K3M-9QXT'),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/signin",
      "/signin?next=%2Freport",
      "/report",
      "/report?item=1203",
      "/report?behalf=yes",
      "/record",
      "/matters",
      "/matters?tab=todo",
      "/matters/m1",
      "/waiting/k1",
      "/new/wish/post",
      "/services",
      "/services/residence-proof",
      "/services/residence-proof/apply",
      "/wishes",
      "/wishes/new",
      "/know",
      "/discuss",
      "/oversee",
      "/notices",
      "/me",
      "/me/privacy",
      "/t",
      "/t/7K3M-9QXT",
    ]
  `)
})

test('a pattern matches the address built for it', () => {
  const address = (pattern: string) => pattern.replaceAll(/:\w+/g, 'x')
  expect(address(patterns.matter)).toBe(paths.matter('x'))
  expect(address(patterns.waiting)).toBe(paths.waiting('x'))
  expect(address(patterns.open)).toBe(paths.open('x', 'x'))
  expect(address(patterns.service)).toBe(paths.service('x'))
  expect(address(patterns.apply)).toBe(paths.apply('x'))
  expect(address(patterns.tracked)).toBe(paths.track('x'))
})
