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

const [SHEET_WIDTH, SHEET_HEIGHT] = [1240, 1754]

/** A sheet of signatures as it lies under a scanner: the matter, and so many scribbled lines. */
export function drawSheet(title: string, signatures: number, n: number): Promise<Buffer> {
  const lines = Array.from({ length: signatures }, (_, at) => {
    const [x, y] = [150 + (at % 2) * 500, 330 + Math.floor(at / 2) * 120]
    const wave = (at * 37 + n * 11) % 40
    const scribble = `M${x + 90} ${y} q20 -${30 + wave} 45 0 t45 -8 t40 ${wave % 17} t${50 + wave} -6`
    return `<text x="${x}" y="${y + 10}" font-size="30" fill="#667">${at + 1}</text>
      <path d="${scribble}" fill="none" stroke="#243a66" stroke-width="5" stroke-linecap="round"/>
      <path d="M${x} ${y + 30} h420" stroke="#bcc4cc" stroke-width="2"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH}" height="${SHEET_HEIGHT}">
    <rect width="100%" height="100%" fill="#fbfaf5"/>
    <text x="620" y="150" font-size="52" text-anchor="middle" font-family="sans-serif">${title}</text>
    <text x="620" y="220" font-size="34" text-anchor="middle" font-family="sans-serif" fill="#555">同意提议的签名（第 ${n} 页）</text>
    ${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: QUALITY }).toBuffer()
}
