import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ZodError } from 'zod'
import { invalid, notFound, Problem, TooSoon } from './problem.ts'
import { hushed } from './secrets.ts'

/** What Fastify and its plugins refuse on their own, by their codes, in words for people. */
const KNOWN: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem(413, 'too-large', '内容太多了，请删减一些再提交'),
  FST_REQ_FILE_TOO_LARGE: new Problem(413, 'too-large', '照片太大了，请选 12 MB 以内的'),
  FST_FILES_LIMIT: new Problem(413, 'too-large', '一次只能传一张照片，请一张一张地传'),
  FST_FIELDS_LIMIT: new Problem(413, 'too-large', '表单里的内容太多了，请刷新页面再试'),
  FST_PARTS_LIMIT: new Problem(413, 'too-large', '表单里的内容太多了，请刷新页面再试'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: new Problem(415, 'media-type', '请选一张照片再上传'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem(
    415,
    'media-type',
    '提交的内容不是系统能读的格式，请刷新页面再试',
  ),
}
/** The same where a table is asked for. */
const OF_TABLE: Readonly<Record<string, Problem>> = {
  FST_REQ_FILE_TOO_LARGE: new Problem(
    413,
    'too-large',
    '表格太大了，请选 12 MB 以内的：删掉里面的图片，或者分成几份',
  ),
  FST_FILES_LIMIT: new Problem(413, 'too-large', '一次只能传一个表格，请一个一个地传'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: new Problem(
    415,
    'media-type',
    '请选一个 Excel（.xlsx）或 CSV 文件再上传',
  ),
}
const BROKEN_FORM = new Problem(400, 'malformed', '文件没有传完整，请再传一次')
const MALFORMED = new Problem(400, 'malformed', '提交的内容不完整，请刷新页面再试')
const BUSY = new Problem(503, 'busy', '系统正忙，您填的内容还在，请过一会儿再点一次')

/** The database went away, is starting, or had to choose between two transactions: the same call may succeed soon. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
])

/** The driver gives no code to a connection it finds broken. */
const BROKEN = /^(Connection terminated|Client has encountered a connection error)/

/** Nor does the parser of forms to one that is cut off or has no mark between its parts. */
const OF_BROKEN_FORM = /multipart data$|^Multipart: |^The needle /

/** Every failure becomes an RFC 9457 problem in Chinese. What nobody foresaw is logged under the number people see. */
export function answerErrors(http: FastifyInstance): void {
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500)
      request.log.error({ err: forLog(error), url: request.routeOptions.url }, 'failed')
    // Some fields are named by who sends them, and a telephone can be a name.
    const fields = Object.keys(problem.more.fields ?? {}).filter((field) => /^[a-z][\w.]{0,60}$/i.test(field))
    request.refusal = [problem.code, ...fields].join(' ').slice(0, 200)
    if (problem.status === 503) reply.header('retry-after', 2)
    if (problem instanceof TooSoon) reply.header('retry-after', problem.seconds)
    return sendProblem(reply, problem)
  })
}

/** What a log may know of an error. The database adds the values of a row to what it refuses; they stay out. */
export function forLog(error: unknown): { type: string; code?: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: hushed(String(error)) }
  const { name, message, stack } = error
  return {
    type: name,
    ...('code' in error ? { code: String(error.code) } : {}),
    message: hushed(message),
    ...(stack === undefined ? {} : { stack: hushed(stack) }),
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Any failure as a sentence for people; what nobody foresaw is a 500 that says nothing of our insides. */
export function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An address that cannot be one of ours leads nowhere; there is no field to correct.
    if (error.validationContext === 'params') return notFound()
    const fields = fieldsOf(error.validation)
    // Nothing was sent where something had to be: no field to point at.
    return '' in fields ? MALFORMED : invalid(fields)
  }
  const takesTable = request.routeOptions.config.definition?.takes === 'sheet'
  const known =
    (takesTable ? OF_TABLE[error.code] : undefined) ??
    KNOWN[error.code] ??
    (OF_BROKEN_FORM.test(error.message) ? BROKEN_FORM : undefined)
  if (known) return known
  if ((PASSING.has(error.code) && isOfDatabase(error)) || BROKEN.test(error.message)) return BUSY
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return new Problem(status, MALFORMED.code, MALFORMED.message)
  return new Problem(500, 'failed', `系统出了点问题，您填的内容还在，请稍后再试（编号 ${request.id}）`)
}

/** A missing file is also ENOENT; of the database it is said while connecting, or with a code of five signs. */
function isOfDatabase(error: Error & { code?: string; syscall?: string }): boolean {
  return error.code?.length === 5 || ['connect', 'read', 'write'].includes(error.syscall ?? '')
}

/** What is wrong with a value that did not come as a body, by field, in the sentences a body is refused with. */
export const faultsOf = ({ issues }: ZodError): Record<string, string> =>
  fieldsOf(
    issues.map(({ path, code, message, ...params }) => ({
      instancePath: `/${path.join('/')}`,
      keyword: code,
      message,
      params,
    })),
  )

type Issue = { instancePath: string; message?: string; keyword?: string; params?: object }

function fieldsOf(issues: readonly Issue[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { instancePath, message, ...issue } of issues) {
    const path = instancePath.slice(1).replaceAll('/', '.')
    fields[path] ??= message ? message + leastOf(issue, message) : '请再看看这一项'
  }
  return fields
}

/** Words that are there and too short are not missing: how many it takes stands behind what asks for them. */
function leastOf({ keyword, params = {} }: Pick<Issue, 'keyword' | 'params'>, says: string): string {
  const { origin, minimum } = params as { origin?: string; minimum?: number }
  const isShort = keyword === 'too_small' && origin === 'string' && minimum !== undefined && minimum > 1
  return isShort && !says.includes('至少') ? `（至少 ${minimum} 个字）` : ''
}
