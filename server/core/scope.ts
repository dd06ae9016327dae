import { denied, Problem } from './problem.ts'
import { may, type Permission } from '#contract/roles.ts'
import type { Actor } from '#practice/kit/index.ts'

declare const minted: unique symbol

/** Which door a session came in by. */
export type Way = 'phone' | 'account' | 'demo' | 'oidc'

/**
 * Whose eyes a query sees with. Only a session or `scopeOf` makes one; it cannot be written by hand. The county needs
 * none: a transaction is opened for one and sees no other (core/db.ts).
 */
export type Scope = {
  readonly county: string
  readonly person: string
  readonly post: NonNullable<Actor['post']> | undefined
  /** The session it comes from, and when its person last proved to be there; absent: no person at a screen. */
  readonly session: { readonly id: string; readonly provenAt: Date; readonly way: Way } | undefined
  readonly [minted]: true
}

/** Mints a scope; called by the session, by the seed and by tests, each saying who it is for. */
export function scopeOf(
  county: string,
  person: string,
  post?: NonNullable<Actor['post']>,
  session?: Scope['session'],
): Scope {
  return { county, person, post, session } as Scope
}

/** The person as a flow knows them. */
export function actorOf(scope: Scope): Actor {
  return scope.post ? { person: scope.person, post: scope.post } : { person: scope.person }
}

export function allows(scope: Scope, permission: Permission): boolean {
  return may(scope.post, permission)
}

/** Throws a 403 when the post does not grant the permission. */
export function demand(scope: Scope, permission: Permission): void {
  if (!allows(scope, permission)) throw denied()
}

/** How long a proof of being there counts: one piece of work, not a morning. */
const PROOF_MINUTES = 10

/**
 * Throws a 403 `prove` when the person has not signed in or proved to be there in the last minutes: a desk left open
 * must not export, unmask or publish money. Screens ask for the proof and send the same call again.
 */
export function demandFresh(scope: Scope, now = new Date()): void {
  const provenAt = scope.session?.provenAt.getTime() ?? -Infinity
  if (now.getTime() - provenAt > PROOF_MINUTES * 60_000)
    throw new Problem(403, 'prove', '这一步要先确认是您本人，确认后接着办，填的内容都在')
}
