import type { Posted } from '#web/client/board.ts'
import type { KioskPlace } from '#web/surfaces/kiosk/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { OfficeLine, PHONES, REPORTING } from './help.tsx'

const CARDS: readonly { to: KioskPlace; icon: IconName; title: string; says: string }[] = [
  { to: { at: 'track' }, icon: 'search', title: '查进度', says: '凭单子上的查询码' },
  { to: { at: 'guide' }, icon: 'document', title: '办事指南', says: '要带什么、几天办好' },
  { to: { at: 'report' }, icon: 'speak', title: '怎么报事', says: '路坏了、灯不亮、有纠纷' },
  { to: { at: 'covenant' }, icon: 'book', title: '村规民约', says: '现在施行的全文' },
  { to: { at: 'phones' }, icon: 'phone', title: '常用电话', says: '急事、政务、法律' },
  { to: { at: 'points' }, icon: 'star', title: '我的积分', says: '积分和兑换找谁' },
]

interface HomeProps {
  place: string
  /** What hangs in the village; undefined where none was chosen or nothing was read yet. */
  posted: readonly Posted[] | undefined
  /** `应公开 n · 已公开 m · 逾期 k`. */
  counts: string | undefined
  /** A meeting that is sent out to everyone now. */
  live: string | undefined
  onGo: (to: KioskPlace) => void
}

/** 村务公开 first and in colour, with what is newest; below it what a person comes to the village office for. */
export function HomeKiosk({ place, posted, counts, live, onGo }: HomeProps) {
  return (
    <div className="grid gap-7">
      <div className="grid gap-2">
        <h1 className="font-title text-[3.4rem] leading-tight font-bold text-brand">{place}便民服务</h1>
        <p className="text-lead text-ink-2">请点您要办的事</p>
      </div>
      {live && (
        <button
          type="button"
          onClick={() => onGo({ at: 'live' })}
          className="flex min-h-[6rem] w-full items-center gap-6 rounded-card border-2 border-move bg-move-soft px-8 py-5 text-left text-move active:bg-paper"
        >
          <Icon name="eye" className="size-12 shrink-0" />
          <b className="min-w-0 flex-1 text-title">正在直播：{live}</b>
          <span className="flex shrink-0 items-center gap-2 text-lead font-bold">
            点这里看 <Icon name="forward" />
          </span>
        </button>
      )}
      {/* Beside a meeting the list gives way, so that all cards stand on one screen. */}
      <PublicCard counts={counts} posted={live ? undefined : posted} onGo={() => onGo({ at: 'board' })} />
      <ul className="grid grid-cols-2 gap-5">
        {CARDS.map(({ to, icon, title, says }) => (
          <li key={to.at} className="last:odd:col-span-2">
            <button
              type="button"
              onClick={() => onGo(to)}
              className="grid h-[9.6rem] w-full content-center gap-2 rounded-card border border-line bg-paper px-8 text-left active:bg-brand-soft"
            >
              <Icon name={icon} className="size-14 text-brand" />
              <b className="text-display">{title}</b>
              <span className="text-ink-2">{says}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** So many of the newest stand on the card. */
const NEWEST = 3

function PublicCard({ posted, counts, onGo }: Pick<HomeProps, 'posted' | 'counts'> & { onGo: () => void }) {
  return (
    <button
      type="button"
      onClick={onGo}
      className="grid w-full gap-4 rounded-card bg-brand px-8 py-7 text-left text-on-brand active:bg-brand-deep"
    >
      <span className="flex items-center gap-6">
        <Icon name="eye" className="size-16" />
        <span className="grid gap-1">
          <b className="text-display">村务公开</b>
          <span>{counts ?? '账目、补助、工程、决议，谁都能看'}</span>
        </span>
      </span>
      {posted && posted.length > 0 && (
        <span className="grid gap-1 border-t-2 border-brand-deep pt-4">
          <span className="text-small">最新公布</span>
          {posted.slice(0, NEWEST).map(({ id, title }) => (
            <span key={id} className="truncate text-lead">
              {title}
            </span>
          ))}
        </span>
      )}
    </button>
  )
}

export function ReportingKiosk() {
  return (
    <div className="grid gap-8">
      <h1 className="text-display">{REPORTING.title}</h1>
      <ol className="grid gap-4">
        {REPORTING.steps.map(({ icon, says, more }) => (
          <li key={says} className="flex items-center gap-6 rounded-card border border-line bg-paper p-6">
            <Icon name={icon} className="size-12 text-brand" />
            <span>
              <b className="block text-title">{says}</b>
              <span className="text-ink-2">{more}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

export function PhonesKiosk() {
  return (
    <div className="grid gap-8">
      <h1 className="text-display">常用电话</h1>
      <ul className="grid grid-cols-2 gap-4">
        {PHONES.map(({ number, says }) => (
          <li key={number} className="rounded-card border border-line bg-paper px-7 py-6">
            <b className="block text-[2.6rem] leading-tight text-brand">{number}</b>
            <span className="text-ink-2">{says}</span>
          </li>
        ))}
      </ul>
      <p className="text-lead text-balance">
        <OfficeLine />
      </p>
    </div>
  )
}

/** What is not here yet says so, and where it is now. */
export function PointsKiosk() {
  return (
    <div className="grid gap-8">
      <h1 className="text-display">我的积分</h1>
      <section className="grid gap-4 rounded-card border border-line bg-paper p-8">
        <p className="text-title">积分还不能在这台机器上查。</p>
        <p className="text-lead text-ink-2">现在请到村委会问，网格员也能告诉您怎么记分、在哪兑换。</p>
      </section>
    </div>
  )
}
