import sharp from 'sharp'
import { drawSvg, type SceneId } from '#db/village/scenes.ts'

/** Above what the house keeps pictures at, so that what is kept is decided there. */
const QUALITY = 92

/** Draws a scene as the JPEG a phone would send. */
export function drawScene(id: SceneId): Promise<Buffer> {
  return sharp(Buffer.from(drawSvg(id)))
    .jpeg({ quality: QUALITY })
    .toBuffer()
}
