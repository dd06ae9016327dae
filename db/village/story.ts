import type { PlaceId } from './grids.ts'
import type { SceneId } from './scenes.ts'

/** How the demo village is told: who did what, when, in the words they used. The seed plays it through the commands. */

/**
 * When, counted back from the moment of seeding so that the village is always fresh: `3h` hours ago, `2d 19:30` that
 * time of day two days ago, `2w 09:10` that time of the second working day before today. A step never comes before
 * the one it follows.
 */
export type Told = `${number}h` | `${number}d ${string}` | `${number}w ${string}`

/**
 * Answers as they are told: pictures by scene, places by name, an earlier matter by the id of its story, a date as
 * days from the moment of seeding (`+4d`).
 */
export type ToldAnswers = {
  photos?: SceneId[]
  proof?: SceneId[]
  materials?: SceneId[]
  document?: SceneId[]
} & {
  place?: PlaceId
} & { [field: string]: string | number | readonly string[] | undefined }

export type Step = {
  at: Told
  /** The name of the person. They act from the post that has a part in it. */
  by: string
  action: string
  answers: ToldAnswers
  /** Acts on the last matter opened for this one, not on this one. */
  onAssist?: true
}
export type Story = {
  /** Names the matter in other stories, and makes its keys. Never change one that has been seeded. */
  id: string
  flow: 'grid-event' | 'village-service' | 'wish'
  /** The division it is in; absent: where the place lies, or where the asker lives. */
  division?: string
  /** Where, as metres from the seat of the division, for places that have no name in grids.ts. */
  near?: { east: number; north: number; address: string }
  opening: Step
  /** The villager it is asked for, when the opening is done by someone else. */
  behalf?: { name: string; consent: 'present' | 'phone' | 'paper' | 'family' }
  steps: readonly Step[]
}

export function step(at: Told, by: string, action: string, answers: ToldAnswers = {}): Step {
  return { at, by, action, answers }
}

/** A step of the unit that assists. */
export function assist(at: Told, by: string, action: string, answers: ToldAnswers = {}): Step {
  return { at, by, action, answers, onAssist: true }
}

/** A villager reports something; the class may be left to the server's guess. */
export function report(
  id: string,
  at: Told,
  by: string,
  answers: ToldAnswers & { words: string },
  ...steps: Step[]
): Story {
  return { id, flow: 'grid-event', opening: step(at, by, 'report', answers), steps }
}

/** A grid worker or cadre notes what was put right on the spot. */
export function record(
  id: string,
  at: Told,
  by: string,
  answers: ToldAnswers & { words: string; item: string },
): Story {
  return { id, flow: 'grid-event', opening: step(at, by, 'record', answers), steps: [] }
}

export function apply(
  id: string,
  at: Told,
  by: string,
  answers: ToldAnswers & { item: string },
  ...steps: Step[]
): Story {
  return { id, flow: 'village-service', opening: step(at, by, 'apply', answers), steps }
}

export function wishFor(
  id: string,
  at: Told,
  by: string,
  answers: ToldAnswers & { wish: string },
  ...steps: Step[]
): Story {
  return { id, flow: 'wish', opening: step(at, by, 'post', answers), steps }
}

export function onBehalfOf(
  name: string,
  consent: NonNullable<Story['behalf']>['consent'],
  story: Story,
): Story {
  return { ...story, behalf: { name, consent } }
}
