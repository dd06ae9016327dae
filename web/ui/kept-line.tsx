import { Icon } from './icon.tsx'
import { useNow } from './use-now.ts'
import { momentText, type Instant } from './when.ts'

/** Says how old a page is that could not be read again. Nothing while `at` is undefined: then it is as of now. */
export function KeptLine({ at }: { at: Instant | undefined }) {
  const now = useNow()
  if (at === undefined) return null
  return (
    <p
      role="status"
      className="flex items-start gap-2 rounded-card bg-wait-soft px-4 py-3 text-small text-ink"
    >
      <Icon name="clock" className="mt-[0.2em] size-[1.1em] text-wait" />
      <span>现在连不上网，这是 {momentText(at, now)} 存在手机里的样子，之后可能有变化</span>
    </p>
  )
}
