import { Icon, type IconName } from '#web/ui/icon.tsx'
import { OfficeLine, PHONES, REPORTING } from './help.tsx'

export type TvScreen = 'home' | 'track' | 'report' | 'phones'

const TILES: readonly { to: TvScreen; key: string; icon: IconName; title: string; says: string }[] = [
  {
    to: 'track',
    key: '1',
    icon: 'search',
    title: '查进度',
    says: '报过的事办到哪一步了，凭单子上的查询码查',
  },
  { to: 'report', key: '2', icon: 'speak', title: '怎么报事', says: '路坏了、灯不亮、有纠纷' },
  { to: 'phones', key: '3', icon: 'phone', title: '常用电话', says: '急事、政务、法律、农技' },
]

/** The screen a number key of the remote opens from the first page. */
export const screenOfKey = (key: string) => TILES.find((tile) => tile.key === key)?.to

/** One large tile and two beside it, read from the sofa. */
export function HomeTv({ place, onGo }: { place: string; onGo: (to: TvScreen) => void }) {
  return (
    <div className="grid h-full grid-rows-[auto_1fr_auto] gap-6">
      <h1 className="font-title text-display font-bold">{place} · 电视村务</h1>
      <ul className="grid grid-cols-[1.35fr_1fr] grid-rows-2 gap-5">
        {TILES.map(({ to, key, icon, title, says }, index) => (
          <li key={to} className={index === 0 ? 'row-span-2' : ''}>
            <button
              type="button"
              onClick={() => onGo(to)}
              className="grid h-full w-full content-end gap-2 rounded-card border border-line bg-paper p-8 text-left"
            >
              <Icon name={icon} className={index === 0 ? 'size-20' : 'size-10'} />
              <b className={index === 0 ? 'text-display' : 'text-title'}>{title}</b>
              <span className="text-small text-ink-2">
                {says}（按 {key}）
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-3">用遥控器的方向键选，按确定进去，按返回回来。</p>
    </div>
  )
}

export function ReportingTv({ onHome }: { onHome: () => void }) {
  return (
    <div className="grid h-full grid-rows-[auto_1fr_auto] gap-6">
      <h1 className="text-display">{REPORTING.title}</h1>
      <ol className="grid grid-cols-2 content-center gap-5">
        {REPORTING.steps.map(({ icon, says, more }) => (
          <li key={says} className="flex gap-5 rounded-card border border-line bg-paper p-6">
            <Icon name={icon} className="mt-1 size-10 text-harvest" />
            <span>
              <b className="block text-lead">{says}</b>
              <span className="text-small text-ink-2">{more}</span>
            </span>
          </li>
        ))}
      </ol>
      <Home onHome={onHome} />
    </div>
  )
}

export function PhonesTv({ onHome }: { onHome: () => void }) {
  return (
    <div className="grid h-full grid-rows-[auto_1fr_auto_auto] gap-6">
      <h1 className="text-display">常用电话</h1>
      <ul className="grid grid-cols-3 content-center gap-5">
        {PHONES.map(({ number, says }) => (
          <li key={number} className="rounded-card border border-line bg-paper px-6 py-5">
            <b className="block text-display text-harvest">{number}</b>
            <span className="text-small text-ink-2">{says}</span>
          </li>
        ))}
      </ul>
      <p>
        <OfficeLine />
      </p>
      <Home onHome={onHome} />
    </div>
  )
}

function Home({ onHome }: { onHome: () => void }) {
  return (
    <p>
      <button
        type="button"
        onClick={onHome}
        className="min-h-target rounded-card border border-edge px-8 font-bold"
      >
        回首页
      </button>
    </p>
  )
}
