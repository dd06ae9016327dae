import { BROADCAST_LEVELS } from '#contract/words.ts'
import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'

export type Level = Output<'broadcasts.sent'>['rows'][number]['level']

/** What each level does, in the words of whoever chooses it. */
export const LEVELS: Record<Level, { name: string; says: string }> = {
  ordinary: { name: BROADCAST_LEVELS.ordinary, says: '送到每个网格员的消息里，不统计谁看过' },
  emergency: { name: BROADCAST_LEVELS.emergency, says: '占住手机首页，直到点“知道了”；您能看到谁还没点' },
}

export function LevelBadge({ level }: { level: Level }) {
  if (level === 'ordinary')
    return <span className="rounded-small bg-well px-1.5 text-small text-ink-2">{LEVELS.ordinary.name}</span>
  return (
    <span className="inline-flex items-center gap-1 rounded-small bg-late-soft px-1.5 text-small font-bold text-late">
      <Icon name="warning" className="size-[1.1em]" />
      {LEVELS.emergency.name}
    </span>
  )
}
