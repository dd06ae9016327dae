import { denied } from './problem.ts'
import { may, type Permission } from '#contract/roles.ts'
import type { Actor } from '#practice/kit/index.ts'

declare const minted: unique symbol

/**
 * Whose eyes a query sees with. Only a session or `scopeOf` makes one; it cannot be written by hand. The county needs
 * none: a transaction is opened for one and sees no other (core/db.ts).
 */
export type Scope = {
  readonly county: string
  readonly person: string
  readonly post: NonNullable<Actor['post']> | undefined
  readonly [minted]: true
}

/** Mints a scope; called by the session, by the seed and by tests, each saying who it is for. */
export function scopeOf(county: string, person: string, post?: NonNullable<Actor['post']>): Scope {
  return { county, person, post } as Scope
}

/** The person as a flow knows them. */
export function actorOf(scope: Scope): Actor {
  return scope.post ? { person: scope.person, post: scope.post } : { person: scope.person }
}

export function allows(scope: Scope, permission: Permission): boolean {
  return may(scope.post?.role, permission)
}

/** Throws a 403 when the post does not grant the permission. */
export function demand(scope: Scope, permission: Permission): void {
  if (!allows(scope, permission)) throw denied()
}
