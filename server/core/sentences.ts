import { z } from 'zod'

type Issue = Parameters<NonNullable<z.core.$ZodConfig['customError']>>[0]

const MISSING = '请填写这一项'
const WRONG = '这一项的格式不对，请再看看'

/** What is wrong with a value, as a sentence. A message written in the contract itself always comes first. */
export function sentenceFor(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null || issue.input === '' ? MISSING : WRONG
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_value':
    case 'invalid_key':
      return issue.input === undefined ? MISSING : '请从给出的选项里选一个'
    case 'unrecognized_keys':
      return '有系统不认识的内容，请刷新页面再试'
    default:
      return issue.input === undefined ? MISSING : WRONG
  }
}

function tooSmall({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'string') return Number(minimum) <= 1 ? MISSING : `至少写 ${minimum} 个字`
  return origin === 'array' || origin === 'set' ? `至少要 ${minimum} 个` : `不能小于 ${minimum}`
}

function tooBig({ origin, maximum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  if (origin === 'string') return `最多 ${maximum} 个字，请删减一些`
  return origin === 'array' || origin === 'set' ? `最多 ${maximum} 个` : `不能大于 ${maximum}`
}

/** From now on validators speak Chinese. */
export function speakChinese(): void {
  z.config({ ...z.locales.zhCN(), customError: sentenceFor })
}
