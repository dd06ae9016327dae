/**
 * 代录: what somebody enters for somebody else at a meeting. It says who entered it; a vote counts only once a second
 * person has confirmed it, and whose vote it is takes it back while the vote is open.
 */
export type EnteredVote = {
  /** Whose vote it is, who entered it, and who confirmed it, by name. */
  name: string
  by: string
  confirmedBy: string | null
  withdrawn: boolean
}

/** Why this reader may not confirm it; undefined when they may. */
export function confirmFault({
  isOwn,
  isEnterer,
  witnesses,
}: {
  /** It is the reader’s own vote, or their household’s. */
  isOwn: boolean
  isEnterer: boolean
  /** Keeps the meeting, counts at it, or watches over the village. */
  witnesses: boolean
}): string | undefined {
  if (isOwn) return '这一票是您自己的，要由别人核对；不是您的意思，请撤回'
  if (isEnterer) return '这一票是您登记的，要由另一个人核对'
  return witnesses ? undefined : '代录的票由另一位会议召集人、监票人或监委会成员核对'
}

/** Why the result may not be declared yet; undefined when every vote that was entered was confirmed. */
export function unconfirmedFault(count: number): string | undefined {
  return count > 0
    ? `还有 ${count} 票代录没有核对，请另一位会议召集人、监票人或监委会成员点“核对无误”，再宣布结果`
    : undefined
}

/** For minutes and papers: how many were entered for others, by whom, and who confirmed them. */
export function enteredLines(votes: readonly EnteredVote[]): string[] {
  const standing = votes.filter(({ withdrawn }) => !withdrawn)
  const groups = new Map<string, string[]>()
  for (const { name, by, confirmedBy } of standing) {
    const key = `${by}登记，${confirmedBy === null ? '还没有核对' : `${confirmedBy}核对`}`
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  const withdrawn = votes.length - standing.length
  return [
    ...(standing.length > 0
      ? [
          `其中代录 ${standing.length} 票：${[...groups].map(([how, names]) => `${names.join('、')}的由${how}`).join('；')}。`,
        ]
      : []),
    ...(withdrawn > 0 ? [`代录以后撤回 ${withdrawn} 票，撤回的没有计入。`] : []),
  ]
}

/** For minutes and papers: whose coming was noted by somebody else, and by whom. */
export function handedLine(
  handed: readonly { by: string; count: number }[],
  unit: string,
): string | undefined {
  if (handed.length === 0) return undefined
  const all = handed.reduce((sum, { count }) => sum + count, 0)
  const names =
    handed.length === 1 ? handed[0]?.by : handed.map(({ by, count }) => `${by} ${count} ${unit}`).join('、')
  return `其中代签到 ${all} ${unit}，由${names}登记。`
}
