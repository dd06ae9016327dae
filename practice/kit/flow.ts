import type { HandlingLevel } from '#contract/division-codes.ts'
import type { RoleId } from '#contract/roles.ts'
import type { Answers, Field, Fields } from './fields.ts'
import type { Span } from './span.ts'

/**
 * The vocabulary a flow is written in. Pure: no database, no network, no clock. Server and screens import the same
 * definitions, so a rule is written once. The compiler knows a flow's roles, stages, fields and actions.
 */

/** Who can play a part: the asker, whoever took it on, a post over the place, or a post in the unit that holds it. */
export type Seat =
  | { sits: 'asker' }
  | { sits: 'holder' }
  /** Without a level: the level that answers for the matter at the moment. */
  | { sits: 'area'; level?: HandlingLevel; posts: readonly RoleId[] }
  | { sits: 'unit'; posts: readonly RoleId[] }
export type Part = { name: string } & Seat

export const asker = (name: string): Part => ({ name, sits: 'asker' })
export const holder = (name: string): Part => ({ name, sits: 'holder' })
export const inArea = (name: string, posts: readonly RoleId[], level?: HandlingLevel): Part =>
  level ? { name, sits: 'area', level, posts } : { name, sits: 'area', posts }
export const inUnit = (name: string, posts: readonly RoleId[]): Part => ({ name, sits: 'unit', posts })

/** A row of the catalogue the flow is classed by, as far as rules need it. */
export type Item = {
  code: string
  class: string
  name: string
  plain: string
  level: HandlingLevel
  limit?: Span
  /** `scene`: the list demands a picture of the place as proof (handbook R4); otherwise pictures are free. */
  evidence: 'none' | 'scene'
  confidential: boolean
  /** About those who run the village: no post of the village sees it (信访工作条例 30). Always confidential, too. */
  conduct?: true | undefined
  /** The unit that usually handles it. */
  unit?: string
  /** Its papers go to that unit's window; the village carries them and cannot decide (代办). */
  window?: true
}

/** What a guard may look at besides the answers: the same on the phone and on the server. */
export type Facts = {
  item?: Item | undefined
  /** The level of a unit, by its code; undefined when the unit is unknown. */
  levelOfUnit: (code: string) => HandlingLevel | undefined
}

/** How a matter ended. Satisfied, dissatisfied and unanswered are never counted as one (handbook R6). */
export type Ending = 'satisfied' | 'unanswered' | 'recorded' | 'declined' | 'cancelled' | 'merged'

export type Stage<R, F, A> =
  | { name: string; plain: string; end: Ending }
  | {
      name: string
      /** The same in a villager's words. */
      plain: string
      owner: R
      /** `keeps`: the clock of the stage before runs on. Absent: no limit. */
      due?: Span | 'keeps' | ((answers: Answers<F>, item: Item | undefined) => Span | Date | undefined)
      /** The asker must have been spoken to within this time; starts anew whenever the stage is entered. */
      contactWithin?: Span
      /** What happens by itself once overdue, and how long after. */
      late?: { run: A; after?: Span }
      /** May not be left sooner: a public notice runs its full term. */
      hold?: Span
      /** The clock stands still here and goes on afterwards. */
      pauses?: true
      /** Which of the desk's queues it waits in. */
      queue?: 'accept' | 'dispatch' | 'disputed'
      /** Everyone of the village may see it here: something is offered or asked for. */
      shown?: true
    }

/** What must have happened before an action is possible. */
export type Need = 'contact' | 'assists-done'

/** What an action does besides moving the matter. Data, carried out by the engine in the same transaction. */
export type Effect<F> =
  /** Give it to the unit named in the field. */
  | { do: 'hand-to'; unit: keyof F & string }
  /** Give it to whoever acts, and to that person's unit. */
  | { do: 'take-on' }
  /** Take it back from unit and person. */
  | { do: 'release' }
  /** The next level up answers for it from now on. */
  | { do: 'raise-level' }
  /** The limit moves by the working days named in the field. */
  | { do: 'extend'; by: keyof F & string }
  /** Open a matter of another flow for the unit named in the field; this one waits for it where it needs to. */
  | { do: 'open-child'; flow: string; unit: keyof F & string; words: keyof F & string }
  /** Close this one in favour of an earlier one and let its asker follow that. */
  | { do: 'merge-into'; matter: keyof F & string }
  /** Class it anew by the item named in the field. */
  | { do: 'class-as'; item: keyof F & string }

export const handTo = <const N extends string>(unit: N) => ({ do: 'hand-to' as const, unit })
export const takeOn = { do: 'take-on' } as const
export const release = { do: 'release' } as const
export const raiseLevel = { do: 'raise-level' } as const
export const extendBy = <const N extends string>(by: N) => ({ do: 'extend' as const, by })
export const openChild = <const N extends string, const W extends string>(
  flow: string,
  unit: N,
  words: W,
) => ({
  do: 'open-child' as const,
  flow,
  unit,
  words,
})
export const mergeInto = <const N extends string>(matter: N) => ({ do: 'merge-into' as const, matter })
export const classAs = <const N extends string>(item: N) => ({ do: 'class-as' as const, item })

export type Action<R, F, S, A> = {
  name: string
  /** One sentence that tells the person what pressing it means. */
  hint?: string
  by: R | 'anyone' | 'clock' | readonly R[]
  /** Absent on the action that opens the matter. */
  from?: S | readonly S[]
  /** Absent: the matter stays where it is. */
  to?: S
  asks?: readonly (keyof F & string)[]
  allows?: readonly (keyof F & string)[]
  needs?: readonly Need[]
  /** At most this often in the life of the matter, and the sentence that refuses the next. */
  atMost?: { times: number; says: string }
  /** Not again before this has passed. */
  every?: Span
  /** Four eyes: not by the person who did that action. */
  notBy?: A
  /** Why it is refused, in words for the screen; undefined lets it pass. */
  unless?: (answers: Answers<F>, facts: Facts) => string | undefined
  effects?: readonly Effect<F>[]
}

export type Flow<R extends string, F extends Fields, S extends string, A extends string> = {
  id: string
  name: string
  /** What a villager calls it. */
  plain: string
  /** The rule that fixes the order of the stages; no county may change it. */
  statute?: string
  /** The list its matters are classed by; the field `item` holds the code. */
  catalogue?: string
  roles: Record<R, Part>
  fields: F
  /** The line by which people recognise a matter in a list. */
  title: (answers: Answers<F>, item: Item | undefined) => string
  /** What stands for who asks, where nobody but the asking side may learn it. */
  unnamed?: string
  /** Opened only by the route of its noun, which checks what it is about; the sentence that refuses the general ones. */
  opensElsewhere?: string
  /** Which level answers first. Absent: the village. */
  opensAt?: (item: Item | undefined) => HandlingLevel
  stages: Record<S, Stage<NoInfer<R>, NoInfer<F>, NoInfer<A>>>
  actions: Record<A, Action<NoInfer<R>, NoInfer<F>, NoInfer<S>, NoInfer<A>>>
}

export function defineFlow<
  const R extends string,
  const F extends Fields,
  const S extends string,
  const A extends string,
>(flow: Flow<R, F, S, A>): Flow<R, F, S, A> {
  return flow
}

/** A flow as the engine and the screens see it: names are strings. Only `asFlow` makes one. */
export type AnyFlow = Flow<string, Record<string, Field>, string, string>
export type AnyStage = Stage<string, Fields, string>
export type AnyAction = Action<string, Fields, string, string>

/** Forgets the names the compiler knows; sound because the engine hands back only what the same flow declared. */
export function asFlow<R extends string, F extends Fields, S extends string, A extends string>(
  flow: Flow<R, F, S, A>,
): AnyFlow {
  return flow as unknown as AnyFlow
}

/** What a county may tune: words, spans, and which of its posts play a part. Never the order of stages. */
export type Tuning<X> =
  X extends Flow<infer R, infer _F, infer S, infer A>
    ? {
        name?: string
        posts?: Partial<Record<R, readonly RoleId[]>>
        due?: Partial<Record<S, Span>>
        contactWithin?: Partial<Record<S, Span>>
        words?: Partial<Record<S | A, string>>
      }
    : never
