import { picture } from './scenery.ts'
import { FIELD_SCENES } from './scenes-field.ts'
import { HOME_SCENES } from './scenes-home.ts'
import { LANE_SCENES } from './scenes-lane.ts'

const SCENES = { ...LANE_SCENES, ...FIELD_SCENES, ...HOME_SCENES } as const

/** What the pictures of the stories show. */
export type SceneId = keyof typeof SCENES
export const SCENE_IDS = Object.keys(SCENES) as SceneId[]

/** A scene as an SVG picture. */
export const drawSvg = (id: SceneId): string => picture(SCENES[id]())
