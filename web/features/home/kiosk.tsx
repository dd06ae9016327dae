import { Icon, type IconName } from '#web/ui/icon.tsx'
import { OfficeLine, PHONES, REPORTING } from './help.tsx'

export type KioskScreen = 'home' | 'track' | 'guide' | 'report' | 'phones' | 'open' | 'points'

const CARDS: readonly { to: KioskScreen; icon: IconName; title: string; says: string }[] = [
  { to: 'track', icon: 'search', title: '查进度', says: '凭单子上的查询码' },
  { to: 'guide', icon: 'document', title: '办事指南', says: '要带什么、几天办好' },
  { to: 'report', icon: 'speak', title: '怎么报事', says: '路坏了、灯不亮、有纠纷' },
  { to: 'phones', icon: 'phone', title: '常用电话', says: '急事、政务、法律' },
  { to: 'open', icon: 'eye', title: '村务公开', says: '账目、决议在哪看' },
  { to: 'points', icon: 'star', title: '我的积分', says: '积分和兑换找谁' },
]

/** Six cards; the first, which works alone, is the one in colour. */
export function HomeKiosk({ place, onGo }: { place: string; onGo: (to: KioskScreen) => void }) {
  return (
    <div className="grid gap-12">
      <div className="grid gap-2">
        <h1 className="font-title text-[3.4rem] leading-tight font-bold text-brand">{place}便民服务</h1>
        <p className="text-lead text-ink-2">请点您要办的事</p>
      </div>
      <ul className="grid grid-cols-2 gap-5">
        {CARDS.map(({ to, icon, title, says }, index) => (
          <li key={to}>
            <button
              type="button"
              onClick={() => onGo(to)}
              className={`grid h-[15.4rem] w-full content-center gap-3 rounded-card px-8 text-left active:opacity-80 ${
                index === 0 ? 'bg-brand text-on-brand' : 'border border-line bg-paper'
              }`}
            >
              <Icon name={icon} className={`size-16 ${index === 0 ? '' : 'text-brand'}`} />
              <b className="text-display">{title}</b>
              <span className={index === 0 ? '' : 'text-ink-2'}>{says}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
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

const LATER = {
  open: {
    title: '村务公开',
    says: '账目和决议还不能在这台机器上看。',
    where: '现在请看村委会的公开栏；想看原始凭证，可以向村务监督委员会提出。',
  },
  points: {
    title: '我的积分',
    says: '积分还不能在这台机器上查。',
    where: '现在请到村委会问，网格员也能告诉您怎么记分、在哪兑换。',
  },
} as const

/** What is not here yet says so, and where it is now. */
export function LaterKiosk({ what }: { what: keyof typeof LATER }) {
  const { title, says, where } = LATER[what]
  return (
    <div className="grid gap-8">
      <h1 className="text-display">{title}</h1>
      <section className="grid gap-4 rounded-card border border-line bg-paper p-8">
        <p className="text-title">{says}</p>
        <p className="text-lead text-ink-2">{where}</p>
      </section>
    </div>
  )
}
