import type { z } from 'zod'
import type { Permission } from './roles.ts'

/** Who may call: everybody, anyone signed in, or holders of a permission. Scope narrows further inside. */
export type Access = 'public' | 'session' | Permission

/** The files a list is taken along as. */
export const SHEET_FILES = ['xlsx', 'csv'] as const
export type SheetFile = (typeof SHEET_FILES)[number]

type Schema = z.ZodType | undefined

/**
 * One endpoint as data: the server binds it, screens call it, OpenAPI is generated from it.
 * `sends` says what comes back when it is not JSON.
 */
export type Route<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  A extends Schema = Schema,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/${string}`
  access: Access
  /** One line for the reader of the API. */
  does: string
  params?: P
  query?: Q
  body?: B
  answers?: A
  sends?: 'file' | 'events'
  /**
   * It answers a list that may be taken along: asked with `?file=xlsx` or `csv`, the same handler answers the same person
   * and its rows come as a file of this name. Its columns: `sheet.ts` of its module. `access`: only for holders of one
   * of these, where many may read what they need not carry about.
   */
  sheet?: { name: string; access?: readonly Permission[] }
  /** What comes in when it is not JSON: multipart, field `file`. */
  takes?: 'picture' | 'sheet' | 'list'
  /** Its body may be a table of 20,000 lines. */
  large?: true
  /**
   * Asks whether the person has just proved to be there (server/core/scope.ts): before every call, or where the handler
   * finds that this one needs it. Refused with 403 `prove`, the same call is welcome after `accounts.prove`.
   */
  proven?: 'always' | 'sometimes'
  /**
   * Takes an `Idempotency-Key`; a repeat with the same key answers as the first did and changes nothing, and is a 409 when
   * it says something else. `if-given`: a standard of others knows no such key.
   */
  once?: true | 'if-given'
  /**
   * What it leaves in the audit log besides changes and refusals: `personal`, because it shows or sends what is personal
   * of others; `sign-in`, each attempt once it is decided; `never`, with the reason beside it.
   */
  trace?: 'personal' | 'sign-in' | 'never'
}

export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  A extends Schema = undefined,
>(definition: Route<P, Q, B, A>): Route<P, Q, B, A> {
  return definition
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined
type Wire<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a handler receives. */
export type Received<R> =
  R extends Route<infer P, infer Q, infer B, infer _A>
    ? { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }
    : never
/** What a handler must return, and what a caller gets. */
export type Answered<R> = R extends Route<infer _P, infer _Q, infer _B, infer A> ? Wire<A> : never
/** What a caller sends; parts the route does not have are left out. */
export type Sent<R> =
  R extends Route<infer P, infer Q, infer B, infer _A>
    ? (P extends z.ZodType ? { params: Wire<P> } : unknown) &
        (Q extends z.ZodType ? { query?: Wire<Q> } : unknown) &
        (B extends z.ZodType ? { body: Wire<B> } : unknown)
    : never
