import sharp from 'sharp'
import type { SceneId } from '#db/village/scenes.ts'

/** Draws a scene as a JPEG. */
export function drawScene(id: SceneId): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720"><rect width="960" height="720" fill="#${id.length}${id.length % 10}a080"/><text x="20" y="80" font-size="60">${id}</text></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer()
}
