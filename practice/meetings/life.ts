import { minuteOf } from '#practice/kit/index.ts'

/**
 * The life of a meeting: prepared → noticed, with the roll frozen → held → closed → archived. Nothing of it is undone;
 * what happened at it are rows of their own (attendances, votes, tallies).
 */
export const MEETING_STATES = {
  drafted: '筹备中',
  noticed: '已通知',
  open: '开会中',
  closed: '已散会',
  archived: '已归档',
  cancelled: '已取消',
} as const
export type MeetingState = keyof typeof MEETING_STATES

type StepRule = { name: string; from: readonly MeetingState[]; to?: MeetingState }

export const MEETING_STEPS = {
  notify: { name: '发出通知', from: ['drafted'], to: 'noticed' },
  open: { name: '宣布开会', from: ['noticed'], to: 'open' },
  close: { name: '宣布散会', from: ['open'], to: 'closed' },
  cancel: { name: '取消会议', from: ['drafted', 'noticed'], to: 'cancelled' },
  // What was said beside the figures; once somebody has signed, it stays.
  remark: { name: '补充记录', from: ['open', 'closed'] },
  sign: { name: '签字', from: ['closed'] },
  archive: { name: '归档', from: ['closed'], to: 'archived' },
} as const satisfies Record<string, StepRule>
export type MeetingStep = keyof typeof MEETING_STEPS

/** Where a step leads; one that only adds something leads nowhere. */
export const stateAfter = (step: MeetingStep, state: MeetingState): MeetingState => {
  const rule: StepRule = MEETING_STEPS[step]
  return rule.to ?? state
}

/** Minutes are true when more than one person says so. */
export const SIGNATURES_LEAST = 2

/** What is said wherever a meeting entered afterwards, or what it decided, stands (issue 5: the mark stays for ever). */
export const PAPER_MARK = '纸质会议补录'

/**
 * The minutes of a meeting that is entered afterwards are all there is of it: nothing it passed is a resolution before as
 * many have signed them as the archive asks for.
 */
export const awaitsSignatures = ({ paper, signatures }: { paper: boolean; signatures: number }): boolean =>
  paper && signatures < SIGNATURES_LEAST
export const AWAITS = `这次会是补录的，会议记录要有 ${SIGNATURES_LEAST} 名到会的人签字，通过的议题才成为决议`

/** Nobody signs for what they did not see. */
export const SIGNERS = '会议记录由到会的人签字：主持人、记录人、监票人和签到的人。您没有到会，不能签'

/** What the rules need to know of a meeting. Days are `YYYY-MM-DD` in China. */
export type MeetingLife = {
  state: MeetingState
  meetsOn: string
  /** Until when it is too early to open it; undefined when it may be. */
  opensFrom: string | undefined
  /** Entered after it was held, from paper. */
  paper: boolean
  /** Motions whose result was not declared. */
  undecided: number
  signatures: number
  /** What was said against its roll: not answered yet, and found right about who is counted. */
  challenges: { waiting: number; upheld: number }
}

/** Why the step may not be taken now, in a sentence that says what to do; undefined when it may. */
export function stepRefusal(
  step: MeetingStep,
  life: MeetingLife,
  today: string,
  reason?: string,
): string | undefined {
  const { name, from } = MEETING_STEPS[step]
  const states: readonly MeetingState[] = from
  if (!states.includes(life.state)) return `会议“${MEETING_STATES[life.state]}”，现在不能${name}，请刷新看看`
  switch (step) {
    case 'open':
      return (
        (life.paper ? undefined : (dayRefusal(life.meetsOn, today) ?? hourRefusal(life.opensFrom))) ??
        rollRefusal(life.challenges)
      )
    case 'close':
      return life.undecided > 0
        ? `还有 ${life.undecided} 项议题没有宣布结果，请先宣布或撤回；到会人数不够的也要宣布`
        : undefined
    case 'cancel':
      return reason?.trim() ? undefined : '取消会议要写明原因，会告诉名册上的人'
    case 'remark':
      return life.signatures > 0 ? '会议记录已经有人签字，不能再改' : undefined
    case 'archive':
      return life.signatures < SIGNATURES_LEAST
        ? `会议记录要有 ${SIGNATURES_LEAST} 人以上签字才能归档，现在有 ${life.signatures} 人`
        : undefined
    default:
      return undefined
  }
}

/** It is held on the day everybody was told (VCL 25): on another nobody knows of it but whoever opens it. */
function dayRefusal(meetsOn: string, today: string): string | undefined {
  if (today < meetsOn) return `通知的会期是 ${meetsOn}，还没有到，不能提前开会`
  return today > meetsOn
    ? `通知的会期是 ${meetsOn}，已经过了：没有开的请取消，再重新召集、发通知；当天开过的请取消这次，按“${PAPER_MARK}”登记`
    : undefined
}

/**
 * People gather before the hour, and where all are there the chair begins; opened in the morning, a meeting announced
 * for the evening is over before those come who were told of it (VCL 25 asks for the notice). The law names no span.
 */
const EARLY_MINUTES = 60

/** From when a meeting announced for that moment may be opened, `YYYY-MM-DD HH:MM`, while that is still to come. */
export function opensFrom(meetsAt: Date, now: Date): string | undefined {
  const from = new Date(meetsAt.getTime() - EARLY_MINUTES * 60_000)
  return now < from ? minuteOf(from) : undefined
}

const hourRefusal = (from: string | undefined): string | undefined =>
  from === undefined
    ? undefined
    : `比通知的时间最多提前 ${EARLY_MINUTES} 分钟开会，请等到 ${from.slice(11)}；大家是按通知的时间来的`

/** A roll that was found wrong is not mended after the notice (rules 0.6): the meeting is called anew. */
function rollRefusal({ waiting, upheld }: MeetingLife['challenges']): string | undefined {
  if (upheld > 0) return '有名册异议成立，这份名册不能用：请取消会议，改好名册，再重新召集、发通知'
  return waiting > 0 ? `还有 ${waiting} 条名册异议没有答复，请先答复再开会` : undefined
}

/** How somebody came. */
export const ATTENDANCE_MEANS = {
  qr: '扫码签到',
  hand: '工作人员签到',
  paper: '纸质签到',
  online: '在线参加',
  proxy: '委托他人',
} as const
export type AttendanceMeans = keyof typeof ATTENDANCE_MEANS

/** How a motion is voted on. */
export const VOTING_MEANS = {
  hands: '举手表决',
  named: '记名投票',
  secret: '无记名投票',
  // Where the law knows no vote from elsewhere (rules 1.2.9): asked, counted, shown, and nothing is decided by it.
  consultation: '线上征求意见',
} as const
export type VotingMeans = keyof typeof VOTING_MEANS

export const CHOICES = { for: '同意', against: '反对', abstain: '弃权' } as const
export type Choice = keyof typeof CHOICES

export const CONSULTED = '线上征求意见只供参考，不是表决，不产生决议；法律没有规定这个会议可以在线表决'

/** Ages are full on the birthday (民法典 17, 1259). */
export const ADULT_YEARS = 18
