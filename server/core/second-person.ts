import { denied, invalid } from './problem.ts'

/** What takes two people: one asks, another of the place agrees or refuses, and the first answer stands. */
type Asked = { person: string; verdict: string | null; decided_by: string | null }
export type Verdict = 'approved' | 'refused'
type Word = { person: string; verdict: Verdict; said: string | undefined }

/**
 * Whether a second person's word is new; the same of the same person again is not. Throws a 403 for whoever asked, from
 * whatever post, and a 422 for a refusal without a reason.
 */
export function isNewWord(asked: Asked, { person, verdict, said }: Word): boolean {
  if (asked.person === person) throw denied('自己提出的，要由另一位有权限的同事来答复')
  if (asked.verdict === verdict && asked.decided_by === person) return false
  if (verdict === 'refused' && !said) throw invalid({ said: '不同意要写明理由，提出的人看得到' })
  return true
}
