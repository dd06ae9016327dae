import type { AnyFlow } from '#practice/kit/index.ts'
import type { Parcel } from '#web/client/outbox.ts'
import { Asked } from '#web/matters/answers.tsx'
import { urlOf } from '#web/matters/filled.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { Photos } from '#web/ui/photos.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'

/** What waits on this telephone, in the list of what was reported. */
export function WaitingCard({ parcel, href }: { parcel: Parcel; href: string }) {
  const { title, refused } = parcel
  return (
    <article className="relative grid gap-2 rounded-card border border-dashed border-edge bg-paper p-4">
      <h2 className="text-lead">
        <Link href={href} className="line-clamp-2 after:absolute after:inset-0 after:rounded-card">
          {title}
        </Link>
      </h2>
      <Standing parcel={parcel} />
      {refused && <p className="text-small text-ink-2">{saysOf(refused)}</p>}
    </article>
  )
}

function Standing({ parcel: { refused, needsSignIn, arrived, photos } }: { parcel: Parcel }) {
  const all = Object.values(photos).flat().length
  const sent = Object.keys(arrived).length
  if (refused) {
    return (
      <p>
        <StateBadge state="late">没有发出去，改一改再发</StateBadge>
      </p>
    )
  }
  return (
    <p className="flex flex-wrap items-center gap-2">
      <StateBadge state="wait">
        {needsSignIn ? '请先登录，登录后自动发出去' : '等网络，已保存在手机里'}
      </StateBadge>
      {all > 0 && sent > 0 && (
        <span className="text-small text-ink-2">
          照片已传 {sent} / {all} 张
        </span>
      )}
    </p>
  )
}

const saysOf = ({ says, fields }: NonNullable<Parcel['refused']>) => Object.values(fields)[0] ?? says

/** A waiting parcel in full. */
export function WaitingView({ parcel, flow, onDrop }: { parcel: Parcel; flow: AnyFlow; onDrop: () => void }) {
  const now = useNow()
  const photos = Object.values(parcel.photos)
    .flat()
    .map(({ blob }, index) => ({ url: urlOf(blob), alt: `照片 ${index + 1}` }))
  return (
    <div className="grid gap-4">
      <Standing parcel={parcel} />
      {parcel.refused && (
        <p role="alert" className="flex items-start gap-2 rounded-card bg-wait-soft p-3">
          <Icon name="warning" className="mt-[0.2em] size-[1.1em] text-wait" />
          {saysOf(parcel.refused)}
        </p>
      )}
      <Asked
        flow={flow}
        title={parcel.title}
        answers={parcel.answers}
        picture={() => ({ url: '', alt: '' })}
        line={`${momentText(parcel.at, now)}写的`}
        facts={[['替谁', parcel.behalf?.name]]}
        open
      />
      {photos.length > 0 && <Photos photos={photos} />}
      <button type="button" className="min-h-target text-late underline" onClick={onDrop}>
        不报了，删掉
      </button>
    </div>
  )
}
