import type { Output } from '#web/client/call.ts'
import { paths } from '#web/surfaces/phone/paths.ts'
import { Icon, type IconName } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'

interface VerbProps {
  verb: string
  icon: IconName
  says: string
  href: string
  /** The one most people come for. */
  first?: boolean
}

type Door = NonNullable<Output<'places.county'>['doors']>[number]

/** Where the county has no doors of its own (handbook R1). */
export const VERBS: readonly Door[] = [
  { opens: 'speak', name: '我要说话', says: '路坏灯不亮，拍照报村里' },
  { opens: 'know', name: '我要知道', says: '村里公开的事' },
  { opens: 'services', name: '我要办事', says: '开证明办补贴' },
  { opens: 'discuss', name: '我要议事', says: '大家一起商量' },
  { opens: 'oversee', name: '我要监督', says: '看办得怎么样' },
]

const LEADS: Readonly<Record<Door['opens'], { icon: IconName; href: string }>> = {
  know: { icon: 'eye', href: paths.know() },
  speak: { icon: 'speak', href: paths.report() },
  services: { icon: 'document', href: paths.services() },
  discuss: { icon: 'people', href: paths.discuss() },
  oversee: { icon: 'search', href: paths.oversee() },
  help: { icon: 'heart', href: paths.wishes() },
  trade: { icon: 'basket', href: paths.later('trade') },
  learn: { icon: 'book', href: paths.later('learn') },
}

/** The doors in the county’s order. Of an odd number the first stands large over the others. */
export function Doors({ doors }: { doors: readonly Door[] }) {
  return (
    <nav aria-label="要做的事" className="grid grid-cols-2 gap-3">
      {doors.map(({ opens, name, says }, index) => (
        <Verb
          key={opens}
          {...LEADS[opens]}
          {...{ says }}
          verb={name}
          first={index === 0 && doors.length % 2 === 1}
        />
      ))}
    </nav>
  )
}

/** One door, as a card. */
function Verb({ verb, icon, says, href, first = false }: VerbProps) {
  const ground = first
    ? 'bg-brand text-on-brand active:bg-brand-deep'
    : 'border border-line bg-paper active:bg-brand-soft'
  return (
    <Link
      href={href}
      className={`rounded-card p-4 ${ground} ${first ? 'col-span-full flex items-center gap-4' : 'grid content-start gap-2'}`}
    >
      <span
        className={`grid shrink-0 place-items-center rounded-full ${
          first ? 'size-14 bg-brand-deep' : 'size-12 bg-brand-soft text-brand'
        }`}
      >
        <Icon name={icon} className={first ? 'size-8' : 'size-6'} />
      </span>
      <span className="min-w-0">
        <b className={`block ${first ? 'text-title' : 'text-lead'}`}>{verb}</b>
        <span className={`block text-small ${first ? '' : 'text-ink-2'}`}>{says}</span>
      </span>
    </Link>
  )
}

/** Fields, a village and the river behind its name; a county’s theme recolours it through the tokens. */
export function Landscape() {
  return (
    <svg
      viewBox="0 0 390 96"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      className="absolute inset-x-0 bottom-0 h-24 w-full"
    >
      <circle cx="322" cy="30" r="17" fill="var(--harvest-fill)" opacity="0.85" />
      <path d="M0 62q60-30 118-14t112-12 160 16v44H0z" fill="var(--brand)" opacity="0.14" />
      <path d="M0 74q84-26 176-8t214-14v44H0z" fill="var(--brand)" opacity="0.2" />
      <g fill="var(--paper)" stroke="var(--brand)" strokeWidth="1.4" strokeLinejoin="round">
        <path d="M232 72V59h26v13zM228 60l17-11 17 11z" />
        <path d="M264 71V55h32v16zM260 56l20-13 20 13z" />
      </g>
      <path d="M304 71c0-9 3-17 6-17s6 8 6 17z" fill="var(--brand)" opacity="0.55" />
      <path d="M0 84q100-16 210-6t180-8v26H0z" fill="var(--harvest-fill)" opacity="0.5" />
      <path
        d="M20 92l6-9m14 8l6-9m16 7l6-9m18 8l6-9m20 9l6-9m22 9l6-9m24 10l6-9"
        stroke="var(--harvest)"
        strokeWidth="1.6"
        strokeLinecap="round"
        opacity="0.6"
      />
    </svg>
  )
}
