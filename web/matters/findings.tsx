import type { Finding } from '#practice/meetings/covenant-lint.ts'
import { Icon } from '#web/ui/icon.tsx'

/** What a text says that it may not, each with the article in words. */
export function Findings({ findings, note }: { findings: readonly Finding[]; note: string }) {
  if (findings.length === 0)
    return (
      <p className="flex items-start gap-2 text-done">
        <Icon name="check" className="mt-0.5 size-5 shrink-0" />
        没有发现侵害妇女或者成员权益、罚款这类条款。这是按字眼查的，拿不准的请法律顾问看。
      </p>
    )
  return (
    <section aria-label="可能违法的条款" className="grid gap-3 rounded-card bg-late-soft p-4">
      <p className="flex items-start gap-2 font-bold text-late">
        <Icon name="warning" className="mt-0.5 size-5 shrink-0" />
        {findings.length} 处可能违法。{note}
      </p>
      <ol className="grid gap-3">
        {findings.map(({ n, quote, says, law }) => (
          <li key={`${n} ${says}`} className="grid gap-0.5">
            <span>
              第 {n} 行“<b>{quote}</b>”：{says}
            </span>
            <span className="text-small text-ink-2">{law}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
