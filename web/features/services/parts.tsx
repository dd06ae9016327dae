import { saySpan } from '#practice/kit/index.ts'
import type { CatalogueItem } from '#web/matters/reference.ts'
import { Icon } from '#web/ui/icon.tsx'

/** The four ways a village handles a service (handbook D6), in a villager’s words. */
export const MODES = {
  direct: { title: '村里就能办', says: '在村里盖章办好' },
  agent: { title: '村里替您跑', says: '材料交给村里，代办员替您去办' },
  assist: { title: '村里帮您办', says: '要您自己办的，村里帮着填、陪着去' },
  inform: { title: '不用开证明的', says: '村里不再开，告诉您去哪儿' },
} as const
export type Mode = keyof typeof MODES

export function modeOf({ details }: CatalogueItem): Mode {
  const mode = details['mode'] ?? 'direct'
  return Object.hasOwn(MODES, mode) ? (mode as Mode) : 'direct'
}

/** How long it takes, as people say it. */
export function daysOf({ details, limit }: CatalogueItem): string {
  if (details['at_once'] === 'true' || !limit) return '当场办好'
  return saySpan(limit)
}

/** What to bring: an asterisk in the list means the original must be seen. */
function materialsOf({ details }: CatalogueItem): { name: string; original: boolean }[] {
  return (details['materials'] ?? '')
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => ({ name: part.replace(/\*$/, ''), original: part.endsWith('*') }))
}

/** What one has to know before applying; `brief` only what to bring. */
export function Facts({ item, brief = false }: { item: CatalogueItem; brief?: boolean }) {
  const materials = materialsOf(item)
  const { conditions, fee_yuan: fee = '0', common_mistakes: mistakes, basis } = item.details
  return (
    <section className="grid gap-4 rounded-card border border-line bg-paper p-4">
      {modeOf(item) !== 'inform' && (
        <dl className="grid grid-cols-2 gap-3 text-center">
          <Fact label="要多久" value={daysOf(item)} />
          <Fact label="费用" value={Number(fee) === 0 ? '不收钱' : `${fee} 元`} />
        </dl>
      )}
      {materials.length > 0 && (
        <div className="grid gap-2">
          <h2 className="text-lead">要带什么</h2>
          <ul className="grid gap-1">
            {materials.map(({ name, original }) => (
              <li key={name} className="flex items-start gap-2">
                <Icon name="check" className="mt-[0.25em] size-[1.1em] text-brand" />
                <span>
                  {name}
                  {original && <span className="text-small text-ink-3">（看原件）</span>}
                </span>
              </li>
            ))}
          </ul>
          <p className="text-small text-ink-2">就这些，没有别的。缺了会一次说全。</p>
        </div>
      )}
      {!brief && conditions && <Words title="谁能办" words={conditions} />}
      {!brief && mistakes && <Words title="容易弄错的" words={mistakes} />}
      {!brief && basis && <p className="text-small text-ink-3">依据：{basis}</p>}
    </section>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-col-reverse rounded-small bg-brand-soft px-2 py-3">
      <dt className="text-small text-ink-2">{label}</dt>
      <dd className="text-lead font-bold text-brand">{value}</dd>
    </div>
  )
}

function Words({ title, words }: { title: string; words: string }) {
  return (
    <div className="grid gap-1">
      <h2 className="text-lead">{title}</h2>
      <p className="text-ink-2">{words}</p>
    </div>
  )
}
