import { Button, Tooltip } from 'antd'
import type { Fault } from '#practice/disclosure/checks.ts'
import type { Row } from '#practice/disclosure/content.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Vouchers } from './desk-vouchers.tsx'

export type LineHands = {
  onInsert: () => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onSplit: () => void
  onVouchers: (files: readonly string[]) => void
}

/** The line the keyboard stands on: what is wrong with it, its vouchers, and what can be done with it. */
export function LineBar({
  publication,
  line,
  lines,
  row,
  isOther,
  faults,
  hands,
}: {
  publication: string
  /** From 1. */
  line: number
  lines: number
  row: Row
  isOther: boolean
  faults: readonly Fault[]
  hands: LineHands | undefined
}) {
  return (
    <section
      aria-label={`第 ${line} 行`}
      className="grid gap-2 rounded-card border border-line bg-ground px-3 py-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <b className="mr-2 tabular-nums">第 {line} 行</b>
        <Vouchers
          key={line}
          publication={publication}
          line={line}
          files={row.vouchers ?? []}
          onChange={hands?.onVouchers}
        />
        <span className="flex-1" />
        {hands && <LineButtons line={line} lines={lines} isOther={isOther} hands={hands} />}
      </div>
      {isOther && (
        <p className="text-small text-wait">
          这一行只写了“其他”。合起来超过 5% 就不能提交，请拆成几行，写明各是什么钱。
        </p>
      )}
      <div role="status" className="text-small empty:hidden">
        {faults.map(({ sentence, warning }) => (
          <p key={sentence} className={warning ? 'text-wait' : 'text-late'}>
            {sentence}
          </p>
        ))}
      </div>
    </section>
  )
}

function LineButtons({
  line,
  lines,
  isOther,
  hands,
}: {
  line: number
  lines: number
  isOther: boolean
  hands: LineHands
}) {
  return (
    <span className="flex items-center gap-1">
      {isOther && (
        <Button size="small" type="primary" ghost onClick={hands.onSplit}>
          拆成两行
        </Button>
      )}
      <Button size="small" onClick={hands.onInsert}>
        在下面加一行
      </Button>
      <Tooltip title="上移一行">
        <Button
          size="small"
          aria-label={`第 ${line} 行上移`}
          disabled={line === 1}
          icon={<Icon name="down" className="size-[1em] rotate-180" />}
          onClick={() => hands.onMove(-1)}
        />
      </Tooltip>
      <Tooltip title="下移一行">
        <Button
          size="small"
          aria-label={`第 ${line} 行下移`}
          disabled={line === lines}
          icon={<Icon name="down" className="size-[1em]" />}
          onClick={() => hands.onMove(1)}
        />
      </Tooltip>
      <Button size="small" danger onClick={hands.onRemove}>
        删去这一行
      </Button>
    </span>
  )
}
