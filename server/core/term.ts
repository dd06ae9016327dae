import type { Services } from './app.ts'
import type { Tx } from './db.ts'

/** What is kept for a term and then goes (个人信息保护法 19, 47): each module says so of what it keeps. */
export type Term = {
  what: string
  /** How long, and by which law or why. */
  rule: string
  /** How many of them are due in a county. */
  due: (tx: Tx) => Promise<number>
  /** Lets them go. */
  drop: (services: Services, county: string) => Promise<unknown>
}
