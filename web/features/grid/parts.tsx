import { Button } from '#web/ui/button.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import type { Similar } from './queries.ts'

interface SimilarSheetProps {
  open: boolean
  similar: readonly Similar[]
  busy: boolean
  onSame: (matter: Similar) => void
  onOther: () => void
  onClose: () => void
}

/** Asks before one more of the same is sent: whoever met the same follows the earlier one. */
export function SimilarSheet({ open, similar, busy, onSame, onOther, onClose }: SimilarSheetProps) {
  const now = useNow()
  const nearest = similar[0]
  return (
    <Sheet
      open={open}
      title={nearest ? `附近 ${nearest.metres} 米有一件一样的` : '附近有一样的'}
      onClose={onClose}
      footer={
        <Button full kind="plain" onClick={onOther}>
          不是，继续报
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="text-ink-2">是不是这件？是的话不用再报，办好了也会告诉您。</p>
        {similar.map((matter) => (
          <section key={matter.id} className="grid gap-2 rounded-card border border-line p-4">
            <h3 className="text-lead">{matter.title}</h3>
            <p className="text-small text-ink-2">
              {momentText(matter.openedAt, now)}报的，{matter.metres} 米外，{matter.stagePlain}
            </p>
            <Button full busy={busy} onClick={() => onSame(matter)}>
              是，我也遇到了
            </Button>
          </section>
        ))}
      </div>
    </Sheet>
  )
}
