import { expect, test } from 'vitest'
import { paths, patterns } from './paths.ts'

test('the addresses of the phone, which are printed on paper and kept in bookmarks', () => {
  expect([
    paths.home(),
    paths.signIn(),
    paths.signIn(paths.report()),
    paths.askBinding(),
    paths.binding('b1'),
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
    paths.agenda(),
    paths.discuss(),
    paths.oversee(),
    paths.villages(),
    paths.villages('610114006'),
    paths.disclosure('610114006205'),
    paths.disclosure('610114006205', 'calendar'),
    paths.publication('p1'),
    paths.publication('p1', 1),
    paths.ask('p1'),
    paths.ask('p1', 2),
    paths.verify(),
    paths.verify('7K3M9QXT'),
    paths.later('trade'),
    paths.decisions('610114006205'),
    paths.resolution('r1'),
    paths.proposals('610114006205'),
    paths.proposal('p1'),
    paths.covenant('610114006205'),
    paths.covenant('610114006205', 2, true),
    paths.law('610114006205'),
    paths.meetings(),
    paths.meeting('m1'),
    paths.door('m1'),
    paths.door('m1', '7K3M9Q'),
    paths.notices(),
    paths.me(),
    paths.privacy(),
    paths.calendar(),
    paths.askForWard('c1'),
    paths.track(),
    paths.track('7K3M-9QXT'),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/signin",
      "/signin?next=%2Freport",
      "/phone-bindings/new",
      "/phone-bindings/b1",
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
      "/agenda",
      "/discuss",
      "/oversee",
      "/disclosure",
      "/disclosure?town=610114006",
      "/village/610114006205/disclosure",
      "/village/610114006205/disclosure?show=calendar",
      "/publications/p1",
      "/publications/p1?version=1",
      "/publications/p1/ask",
      "/publications/p1/ask?line=2",
      "/verify",
      "/verify/7K3M9QXT",
      "/later/trade",
      "/village/610114006205/decisions",
      "/resolutions/r1",
      "/village/610114006205/proposals",
      "/proposals/p1",
      "/village/610114006205/covenant",
      "/village/610114006205/covenant?version=2&show=changes",
      "/village/610114006205/law",
      "/meetings",
      "/meetings/m1",
      "/meetings/m1/door",
      "/meetings/m1/door?code=7K3M9Q",
      "/notices",
      "/me",
      "/me/privacy",
      "/me/calendar",
      "/me/wards/c1/ask",
      "/t",
      "/t/7K3M-9QXT",
    ]
  `)
})

test('a pattern matches the address built for it', () => {
  const address = (pattern: string) => pattern.replaceAll(/:\w+/g, 'x')
  expect(address(patterns.binding)).toBe(paths.binding('x'))
  expect(address(patterns.matter)).toBe(paths.matter('x'))
  expect(address(patterns.waiting)).toBe(paths.waiting('x'))
  expect(address(patterns.open)).toBe(paths.open('x', 'x'))
  expect(address(patterns.service)).toBe(paths.service('x'))
  expect(address(patterns.apply)).toBe(paths.apply('x'))
  expect(address(patterns.tracked)).toBe(paths.track('x'))
  expect(address(patterns.disclosure)).toBe(paths.disclosure('x'))
  expect(address(patterns.publication)).toBe(paths.publication('x'))
  expect(address(patterns.ask)).toBe(paths.ask('x'))
  expect(address(patterns.verified)).toBe(paths.verify('x'))
  expect(address(patterns.meeting)).toBe(paths.meeting('x'))
  expect(address(patterns.door)).toBe(paths.door('x'))
  expect(address(patterns.later)).toBe(paths.later('x'))
})
