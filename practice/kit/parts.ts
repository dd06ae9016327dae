import { at, contains, levelOf, type HandlingLevel } from '#contract/division-codes.ts'
import { may, takesPart } from '#contract/roles.ts'
import { ASIDE_SIDE, isAside } from './asides.ts'
import type { AnyFlow, Part } from './flow.ts'
import type { Actor, Matter } from './matter.ts'

const HANDLING: Record<ReturnType<typeof levelOf>, HandlingLevel | undefined> = {
  province: undefined,
  city: undefined,
  county: 'county',
  town: 'town',
  village: 'village',
  grid: 'village',
  microgrid: 'village',
}

/** The handling level a post over that division works at. */
export function handlingLevel(division: string): HandlingLevel | undefined {
  return HANDLING[levelOf(division)]
}

function overPlace(post: NonNullable<Actor['post']>, place: string, level: HandlingLevel): boolean {
  if (handlingLevel(post.division) !== level) return false
  if (level !== 'village') return contains(post.division, place)
  // A grid worker's grid may be finer or coarser than what the matter says: a grid sees its own matters and those
  // of its village that name no grid.
  return contains(post.division, place) || (contains(place, post.division) && at('village', place) === place)
}

const asks = (matter: Matter, { person, isAgentNoMore }: Actor): boolean =>
  person === matter.asker || (person === matter.agent && isAgentNoMore !== true)

function sits(part: Part, matter: Matter, actor: Actor): boolean {
  switch (part.sits) {
    case 'asker':
      return asks(matter, actor)
    case 'holder':
      return actor.person === matter.holder
    case 'unit':
      return (
        actor.post !== undefined &&
        matter.unit !== undefined &&
        actor.post.unit === matter.unit &&
        part.posts.includes(actor.post.role) &&
        takesPart(actor.post)
      )
    case 'area':
      return (
        actor.post !== undefined &&
        part.posts.includes(actor.post.role) &&
        takesPart(actor.post) &&
        overPlace(actor.post, matter.division, part.level ?? matter.level)
      )
  }
}

/** Whether a person plays one of these parts in the matter. */
export function plays(
  flow: AnyFlow,
  parts: string | readonly string[],
  matter: Matter,
  actor: Actor,
): boolean {
  const names = typeof parts === 'string' ? [parts] : parts
  return names.some((name) => {
    const part = flow.roles[name]
    return part !== undefined && sits(part, matter, actor)
  })
}

/**
 * Whether a person stands on that side of the matter. Whoever reports for another and then handles it stands on both.
 * A post over an area handles only if it may look into the area: a volunteer is offered a wish, not put in charge.
 */
export function standsOn(
  flow: AnyFlow,
  matter: Matter,
  actor: Actor,
  side: 'asking' | 'handling' | 'overseeing',
): boolean {
  if (side === 'asking') return asks(matter, actor)
  if (side === 'overseeing') return oversees(flow, matter, actor)
  return Object.values(flow.roles).some(
    (part) =>
      part.sits !== 'asker' &&
      (part.sits !== 'area' || may(actor.post, 'matters.area')) &&
      sits(part, matter, actor),
  )
}

/** A duty desk over the area, while the next step is neither its own nor the asker's. */
function oversees(flow: AnyFlow, matter: Matter, actor: Actor): boolean {
  const { post } = actor
  if (!post || !may(post, 'matters.press') || !contains(post.division, matter.division)) return false
  const stage = flow.stages[matter.stage]
  if (!stage || 'end' in stage || flow.roles[stage.owner]?.sits === 'asker') return false
  return !plays(flow, stage.owner, matter, actor)
}

/**
 * Whether a person has had a hand in the work: holds it, sits in its unit at whatever post, or did one of the handlers'
 * actions.
 */
export function hasWorkedOn(flow: AnyFlow, matter: Matter, actor: Actor): boolean {
  if (actor.person === matter.holder) return true
  if (matter.unit !== undefined && [actor.post?.unit, ...(actor.units ?? [])].includes(matter.unit))
    return true
  return Object.entries(matter.done).some(
    ([name, { by, before = [] }]) => [by, ...before].includes(actor.person) && isHandlers(flow, name),
  )
}

/** Whether an action is one of those who handle, and not of who asked. */
export function isHandlers(flow: AnyFlow, action: string): boolean {
  if (isAside(action)) return ASIDE_SIDE[action] === 'handling'
  const by = flow.actions[action]?.by
  if (by === undefined || by === 'anyone' || by === 'clock') return false
  return [by].flat().some((name) => flow.roles[name]?.sits !== 'asker')
}

/** The parts' names, for “who may do this” sentences. */
export function nameParts(flow: AnyFlow, parts: string | readonly string[]): string {
  const names = typeof parts === 'string' ? [parts] : parts
  return names.map((name) => flow.roles[name]?.name ?? name).join('、')
}
