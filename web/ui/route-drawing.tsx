import { Icon } from './icon.tsx'
import { layRoute, wasWalked, type Route, type Standing, type Step, type Turn } from './route-layout.ts'

interface RouteDrawingProps extends Route {
  /** Down the phone, or across the desk. */
  orientation?: 'down' | 'across'
  /** What the mark says; an official's screen may say 当前环节. */
  mark?: string
}

/** A flow drawn as a road with a mark where the matter is: a list to those who listen, a drawing to those who look. */
export function RouteDrawing({ orientation = 'down', mark = '您在这里', ...route }: RouteDrawingProps) {
  const steps = layRoute(route)
  const across = orientation === 'across'
  return (
    <ol aria-label="办理路线" className={across ? 'flex items-start' : 'grid'}>
      {steps.map((step, index) => (
        <Stop key={step.node.id} step={step} next={steps[index + 1]} across={across} mark={mark} />
      ))}
    </ol>
  )
}

function Stop({
  step,
  next,
  across,
  mark,
}: {
  step: Step
  next: Step | undefined
  across: boolean
  mark: string
}) {
  const { node, standing, onward, turns } = step
  const here = standing === 'here'
  return (
    <li
      aria-current={here ? 'step' : undefined}
      className={across ? 'relative min-w-0 flex-1 pt-9 pr-4' : 'relative pb-6 pl-10 last:pb-0'}
    >
      {next && <Rail walked={next.standing !== 'ahead'} across={across} />}
      <span className="absolute top-0 left-0 grid size-7 place-items-center">
        <Dot standing={standing} end={node.kind === 'end'} />
      </span>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={nameLook[standing]}>{node.name}</span>
        <Said standing={standing} mark={mark} />
      </p>
      {here && onward && <p className="mt-1 text-small text-ink-2">接下来：{onward}</p>}
      <Turns turns={turns} mark={mark} />
    </li>
  )
}

const nameLook: Record<Standing, string> = {
  passed: 'text-ink-2',
  here: 'text-lead font-bold text-brand',
  ahead: 'text-ink-3',
}

/** The stretch to the next stop: walked is solid, not yet walked is dotted. */
function Rail({ walked, across }: { walked: boolean; across: boolean }) {
  const place = across
    ? 'top-[0.8rem] left-8 right-1 border-t-[3px]'
    : 'top-8 bottom-1 left-[0.8rem] border-l-[3px]'
  return (
    <span
      aria-hidden="true"
      className={`absolute ${place} ${walked ? 'border-brand' : 'border-dotted border-edge'}`}
    />
  )
}

function Dot({ standing, end }: { standing: Standing; end: boolean }) {
  if (standing === 'passed') {
    return (
      <span aria-hidden="true" className="grid size-6 place-items-center rounded-full bg-brand text-on-brand">
        <Icon name="check" className="size-3.5" />
      </span>
    )
  }
  if (standing === 'here') {
    return (
      <span aria-hidden="true" className="grid size-7 place-items-center rounded-full bg-brand-soft">
        <span className="size-4 rounded-full border-[3px] border-brand bg-paper" />
      </span>
    )
  }
  return (
    <span
      aria-hidden="true"
      className={`size-4 border-2 border-edge bg-paper ${end ? 'rounded-[3px]' : 'rounded-full'}`}
    />
  )
}

/** The standing in words: the mark where the matter is, and for listeners what the dots show to others. */
function Said({ standing, mark }: { standing: Standing; mark: string }) {
  if (standing !== 'here')
    return <span className="sr-only">{standing === 'passed' ? '已走过' : '还没到'}</span>
  return (
    <span className="inline-flex items-center gap-1 rounded-full bg-brand px-2.5 py-0.5 text-small font-bold text-on-brand">
      <Icon name="place" className="size-[1.05em]" />
      {mark}
    </span>
  )
}

/** So many side steps may stand open; more would hide the road, and wait behind one line. */
const fewTurns = 2

/** Side steps, small, each on a bent twig. */
function Turns({ turns, mark }: { turns: readonly Turn[]; mark: string }) {
  if (turns.length === 0) return null
  const twigs = (
    <ul className="mt-1 grid gap-1 text-small">
      {turns.map((turn) => (
        <li key={turn.verb} className="relative pl-5">
          <span
            aria-hidden="true"
            className="absolute top-[-0.25rem] left-0.5 h-[1.05em] w-3 rounded-bl-[0.5rem] border-b border-l border-edge"
          />
          {turn.leads === 'aside' ? (
            <Aside verb={turn.verb} step={turn.step} mark={mark} />
          ) : (
            <span className="text-ink-3">
              {turn.verb}，{turn.leads === 'back' ? '回到' : '转到'}“{turn.to.name}”
            </span>
          )}
        </li>
      ))}
    </ul>
  )
  if (turns.length <= fewTurns || turns.some(wasWalked)) return twigs
  return (
    <details className="group mt-1 text-small">
      <summary className="-mt-2 -mb-3 flex min-h-target w-fit list-none items-center gap-1 text-ink-2 [&::-webkit-details-marker]:hidden">
        还可能有 {turns.length} 种走法
        <Icon name="down" className="size-[1em] transition-transform group-open:rotate-180" />
      </summary>
      {twigs}
    </details>
  )
}

function Aside({ verb, step, mark }: { verb: string; step: Step; mark: string }) {
  const { node, standing, turns } = step
  return (
    <div aria-current={standing === 'here' ? 'step' : undefined}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-3">
        {verb}
        <Icon name="move" className="size-[1em]" />
        <span
          className={standing === 'here' ? 'font-bold text-brand' : standing === 'passed' ? 'text-ink-2' : ''}
        >
          {node.name}
        </span>
        {standing === 'passed' && <Icon name="check" className="size-[1em] text-brand" />}
        <Said standing={standing} mark={mark} />
      </p>
      <Turns turns={turns} mark={mark} />
    </div>
  )
}
