import type { Posted } from '#web/client/board.ts'
import type { TvPlace } from '#web/surfaces/tv/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { OfficeLine, PHONES, REPORTING } from './help.tsx'

const TILES: readonly { to: TvPlace; key: string; icon: IconName; title: string; says: string }[] = [
  { to: { at: 'track' }, key: '2', icon: 'search', title: '查进度', says: '凭单子上的查询码' },
  { to: { at: 'report' }, key: '3', icon: 'speak', title: '怎么报事', says: '路坏了、灯不亮' },
  { to: { at: 'phones' }, key: '4', icon: 'phone', title: '常用电话', says: '急事、政务、法律、农技' },
  { to: { at: 'rotation' }, key: '5', icon: 'move', title: '自动轮播', says: '一项一项放给大家看' },
]
const MORE: readonly { to: TvPlace; key: string }[] = [
  { to: { at: 'board' }, key: '1' },
  { to: { at: 'live' }, key: '6' },
  { to: { at: 'about' }, key: '0' },
]

/** The screen a number key of the remote opens from the first page. */
export const screenOfKey = (key: string): TvPlace | undefined =>
  [...MORE, ...TILES].find((tile) => tile.key === key)?.to

interface HomeProps {
  place: string
  posted: readonly Posted[] | undefined
  counts: string | undefined
  /** The meeting that is sent out now. */
  live: string | undefined
  onGo: (to: TvPlace) => void
}

/** So many of the newest stand on the large tile. */
const NEWEST = 3

/** 村务公开 as the large tile with what is newest, four more beside it, read from the sofa. */
export function HomeTv({ place, posted, counts, live, onGo }: HomeProps) {
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto] gap-4">
      <div className="flex items-center justify-between gap-6">
        <h1 className="font-title text-display font-bold">{place} · 电视村务</h1>
        {live && (
          <button
            type="button"
            onClick={() => onGo({ at: 'live' })}
            className="rounded-card border border-line bg-paper px-8 py-4 text-left"
          >
            <b className="text-lead">正在直播：{live}</b>
            <span className="text-small text-ink-2">（按 6）</span>
          </button>
        )}
      </div>
      <div className="grid grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] gap-5">
        <button
          type="button"
          onClick={() => onGo({ at: 'board' })}
          className="grid h-full w-full grid-cols-[minmax(0,1fr)] content-center gap-3 rounded-card border border-line bg-paper px-8 py-5 text-left [--grow:1.012]"
        >
          <Icon name="eye" className="size-16" />
          <b className="text-display">村务公开</b>
          <span className="text-ink-2">{counts ?? '账目、补助、工程、决议，谁都能看'}</span>
          <span className="block pt-2 text-small text-ink-2">
            {(posted ?? []).slice(0, NEWEST).map(({ id, title }) => (
              <span key={id} className="block truncate">
                {title}
              </span>
            ))}
          </span>
          <span className="text-small text-ink-2">（按 1）</span>
        </button>
        <ul className="grid grid-cols-2 grid-rows-2 gap-4">
          {TILES.map(({ to, key, icon, title, says }) => (
            <li key={to.at}>
              <button
                type="button"
                onClick={() => onGo(to)}
                className="grid h-full w-full grid-cols-[minmax(0,1fr)] content-end gap-1 rounded-card border border-line bg-paper px-6 py-4 text-left"
              >
                <Icon name={icon} className="size-10" />
                <b className="text-lead">{title}</b>
                <span className="text-small text-ink-2">
                  {says}（按 {key}）
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <p className="pt-2 text-small text-ink-3">
        用遥控器的方向键选，按确定进去，按返回回来；按 0 看本机设置。
      </p>
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
