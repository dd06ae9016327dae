import { Moment } from '#web/matters/desk-time.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { pictureOf } from './desk-pictures.ts'
import type { Step } from './desk-words.ts'

/** Everything that happened with it, newest first, with who and why. */
export function History({ publication, steps }: { publication: string; steps: readonly Step[] }) {
  return (
    <section aria-label="办理过程" className="grid gap-2">
      <h2 className="font-bold">办理过程</h2>
      <ol className="grid gap-2">
        {steps.toReversed().map(({ name, version, by, at, reason, file }, index) => (
          <li key={`${at} ${index}`} className="grid gap-0.5 border-l-2 border-line pl-3">
            <span className="flex flex-wrap items-baseline justify-between gap-x-2">
              <b>
                {name} <span className="font-normal text-ink-3">第 {version} 版</span>
              </b>
              <span className="text-small text-ink-2">
                <Moment at={at} />
              </span>
            </span>
            <span className="text-small text-ink-2">{by}</span>
            {reason !== undefined && <span className="text-small whitespace-pre-wrap">理由：{reason}</span>}
            {file !== undefined && <Photos photos={[pictureOf(publication, file, '公开栏上张贴的照片')]} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
