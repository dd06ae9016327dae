import type { z } from 'zod'
import type { Problem as ProblemSchema } from '#contract/values.ts'

type Body = z.output<typeof ProblemSchema>
type More = Partial<Pick<Body, 'fields' | 'changed'>>

/** An error meant for people: RFC 9457, with a Chinese sentence that says what to do. Everything else is a 500. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly more: More

  constructor(status: number, code: string, title: string, more: More = {}) {
    super(title)
    this.status = status
    this.code = code
    this.more = more
  }

  toJSON(): Body {
    return {
      type: `/api/problems/${this.code}`,
      code: this.code,
      title: this.message,
      status: this.status,
      ...this.more,
    }
  }
}

/** A refusal that time heals: the answer carries `Retry-After`. */
export class TooSoon extends Problem {
  readonly seconds: number

  constructor(title: string, seconds: number) {
    super(429, 'too-many', title)
    this.seconds = Math.max(1, Math.ceil(seconds))
  }
}

export const notFound = (what = '内容') =>
  new Problem(404, 'not-found', `没有找到这个${what}，可能已经撤回，或者不在您能看的范围里`)
export const denied = (says = '您没有这项权限，需要的话请联系本单位的管理员') =>
  new Problem(403, 'denied', says)
export const signIn = () => new Problem(401, 'sign-in', '请先登录')
export const invalid = (fields: Record<string, string>, title = '有几处需要改一下') =>
  new Problem(422, 'invalid', title, { fields })
