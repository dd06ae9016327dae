import { picture } from './scenery.ts'
import { CANAL_SCENES } from './scenes-canal.ts'
import { DRAIN_SCENES } from './scenes-drain.ts'
import { FIELD_SCENES } from './scenes-field.ts'
import { HOME_SCENES } from './scenes-home.ts'
import { LAMP_SCENES } from './scenes-lamp.ts'
import { ROAD_SCENES } from './scenes-road.ts'
import { RUBBISH_SCENES } from './scenes-rubbish.ts'
import { WALL_SCENES } from './scenes-wall.ts'

const SCENES = {
  ...CANAL_SCENES,
  ...DRAIN_SCENES,
  ...FIELD_SCENES,
  ...HOME_SCENES,
  ...LAMP_SCENES,
  ...ROAD_SCENES,
  ...RUBBISH_SCENES,
  ...WALL_SCENES,
} as const

/** What the pictures of the stories show. */
export type SceneId = keyof typeof SCENES
export const SCENE_IDS = Object.keys(SCENES) as SceneId[]

/** A scene as an SVG picture. */
export const drawSvg = (id: SceneId): string => picture(SCENES[id]())
