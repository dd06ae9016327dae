/**
 * What the pictures of the demo village are put together from: SVG text on a stage of 960 × 720. Calm and flat, in
 * the colours of the loess country: grey brick, terracotta, winter wheat, pale sky.
 */

export const WIDTH = 960
export const HEIGHT = 720

export type Point = readonly [x: number, y: number]

const list = (points: readonly Point[]) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
export const shape = (points: readonly Point[], fill: string, more = '') =>
  `<polygon points="${list(points)}" fill="${fill}" ${more}/>`
export const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`
export const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`
export const line = (d: string, stroke: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
export const group = (inner: string, transform: string, more = '') =>
  `<g transform="${transform}" ${more}>${inner}</g>`
/** The same picture taken from the other side. */
export const mirrored = (inner: string) => group(inner, `translate(${WIDTH} 0) scale(-1 1)`)
/** The same picture from nearer, around a point. */
export const nearer = (inner: string, [x, y]: Point, scale: number) =>
  group(inner, `translate(${x} ${y}) scale(${scale}) translate(${-x} ${-y})`)

export const fade = (id: string, from: string, to: string, across = false) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="${across ? 1 : 0}" y2="${across ? 0 : 1}"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`

/** A fraction that looks thrown but is the same every time. */
function thrown(n: number): number {
  let mixed = Math.imul(n + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296
}

/** Draws a thing n times; `a` and `b` scatter, for places and sizes. */
export const scatter = (n: number, draw: (i: number, a: number, b: number) => string) =>
  Array.from({ length: n }, (_, i) => draw(i, thrown(i * 2), thrown(i * 2 + 1))).join('')

/** Light of the day: colours that everything else is tinted with. */
export type Light = 'day' | 'dusk'
const SKY = { day: ['#c9dde4', '#f4eee0'], dusk: ['#1e2c4a', '#7d6a72'] } as const
const sky = (light: Light) =>
  fade('sky', SKY[light][0], SKY[light][1]) + rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')

/** Poplars along the horizon, bare enough for late autumn. */
export const poplars = (y: number, from: number, to: number, colour: string) =>
  scatter(Math.floor((to - from) / 34), (i, a) => {
    const x = from + i * 34 + a * 14
    const height = 70 + a * 60
    return (
      rect(x - 2, y - 26, 4, 28, '#6d5b49') + oval(x, y - 20 - height / 2, 11 + a * 6, height / 2, colour)
    )
  })

export const tree = (x: number, y: number, size: number, colour = '#8a9a5b') =>
  line(
    `M${x} ${y} C${x - 4} ${y - size * 0.4} ${x + 5} ${y - size * 0.6} ${x} ${y - size}`,
    '#6b5442',
    size * 0.09,
  ) +
  line(
    `M${x} ${y - size * 0.6} L${x + size * 0.28} ${y - size * 0.92} M${x} ${y - size * 0.7} L${x - size * 0.26} ${y - size}`,
    '#6b5442',
    size * 0.05,
  ) +
  scatter(7, (i, a, b) =>
    oval(
      x + (a - 0.5) * size * 0.9,
      y - size * (0.85 + b * 0.5),
      size * 0.27,
      size * 0.22,
      colour,
      `opacity="${0.75 + (i % 3) * 0.1}"`,
    ),
  )

/** Fallen leaves. */
export const leaves = (x: number, y: number, w: number, h: number, n: number) =>
  scatter(n, (i, a, b) =>
    oval(
      x + a * w,
      y + b * h,
      8,
      4,
      i % 3 ? '#a9854a' : '#7f6a3b',
      `transform="rotate(${i * 47} ${x + a * w} ${y + b * h})"`,
    ),
  )

/** Where the lane's walls run to. */
const FAR = { left: 455, right: 545, top: 262, bottom: 338 }
type Side = 'left' | 'right'

/** A four-sided piece of a lane wall: along it from 0 (near) to 1 (far), up it from 0 (foot) to 1 (eaves). */
export function onWall(side: Side, [from, to]: Point, [low, high]: Point): Point[] {
  const corner = (along: number, up: number): Point => {
    // Things shrink towards the far end, so equal steps along the wall come closer together.
    const t = along / (along + (1 - along) * 0.32)
    const x = side === 'left' ? FAR.left * t : WIDTH - (WIDTH - FAR.right) * t
    const top = 96 + (FAR.top - 96) * t
    const bottom = 640 + (FAR.bottom - 640) * t
    return [x, bottom + (top - bottom) * up]
  }
  return [corner(from, low), corner(from, high), corner(to, high), corner(to, low)]
}

const BRICK = { day: ['#b5aa9d', '#a89b8d', '#8f8376'], dusk: ['#4b4a59', '#434251', '#373647'] } as const
const TILE = { day: '#7d5c4d', dusk: '#3a3140' } as const

function wall(side: Side, light: Light): string {
  const [face, course, foot] = BRICK[light]
  const rows = 18
  const courses = Array.from({ length: rows }, (_, i) => {
    const joints = Array.from({ length: 22 }, (_joint, j) => {
      const at = (j + (i % 2) / 2) / 22
      return shape(onWall(side, [at, at + 0.003], [i / rows, (i + 1) / rows]), course, 'opacity="0.8"')
    })
    return shape(onWall(side, [0, 1], [i / rows, i / rows + 0.007]), course) + joints.join('')
  }).join('')
  const piers = [0.16, 0.42, 0.68].map((at) => shape(onWall(side, [at, at + 0.018], [0, 1]), course)).join('')
  return (
    shape(onWall(side, [0, 1], [0, 1]), face) +
    courses +
    piers +
    shape(onWall(side, [0, 1], [0, 0.13]), foot, 'opacity="0.75"') +
    shape(onWall(side, [0, 1], [0.985, 1.1]), TILE[light]) +
    Array.from({ length: 26 }, (_, i) =>
      shape(onWall(side, [i / 26, i / 26 + 0.012], [0.985, 1.1]), '#00000022'),
    ).join('')
  )
}

/** A courtyard gate in the wall, with its red couplets, which are left unwritten. */
function gateway(side: Side, at: number, light: Light): string {
  const leaf = light === 'day' ? '#8c3f34' : '#4a2a31'
  const frame = light === 'day' ? '#d8cdb8' : '#5a5560'
  const strip = light === 'day' ? '#c8372d' : '#74303a'
  return (
    shape(onWall(side, [at - 0.03, at + 0.19], [0, 0.86]), frame) +
    shape(onWall(side, [at + 0.02, at + 0.14], [0, 0.72]), leaf) +
    shape(onWall(side, [at + 0.079, at + 0.083], [0, 0.72]), '#0000004d') +
    shape(onWall(side, [at - 0.015, at + 0.005], [0.2, 0.68]), strip) +
    shape(onWall(side, [at + 0.155, at + 0.172], [0.2, 0.68]), strip) +
    shape(onWall(side, [at + 0.02, at + 0.14], [0.75, 0.82]), strip)
  )
}

const window = (side: Side, at: number, light: Light) =>
  shape(onWall(side, [at, at + 0.1], [0.42, 0.76]), light === 'day' ? '#e6dfd0' : '#5c5866') +
  shape(onWall(side, [at + 0.01, at + 0.09], [0.45, 0.73]), light === 'day' ? '#6f8590' : '#f0c069') +
  shape(onWall(side, [at + 0.048, at + 0.052], [0.45, 0.73]), light === 'day' ? '#e6dfd0' : '#5c5866')

/** A village lane between courtyard walls; what happened in it goes in front. */
export function lane(light: Light, front: string): string {
  const ground = light === 'day' ? ['#c2b8a6', '#d4cbb9'] : ['#3c3d4b', '#55535e']
  const joints = [0.12, 0.28, 0.46, 0.64, 0.8].map((at) => {
    const [l, r] = [onWall('left', [at, at], [0, 0])[0], onWall('right', [at, at], [0, 0])[0]]
    return l && r ? line(`M${l[0]} ${l[1]} L${r[0]} ${r[1]}`, '#00000024', 3 - at * 2) : ''
  })
  return (
    sky(light) +
    poplars(300, 430, 570, light === 'day' ? '#a9a678' : '#39405a') +
    fade('ground', ground[1] ?? '', ground[0] ?? '') +
    shape(
      [
        [0, 720],
        [0, 640],
        [FAR.left, FAR.bottom],
        [FAR.right, FAR.bottom],
        [960, 640],
        [960, 720],
      ],
      'url(#ground)',
    ) +
    joints.join('') +
    wall('left', light) +
    wall('right', light) +
    gateway('left', 0.2, light) +
    window('left', 0.5, light) +
    gateway('right', 0.5, light) +
    window('right', 0.22, light) +
    // A drain runs along the foot of the wall.
    line('M0 652 L455 341', '#00000033', 5) +
    front
  )
}

/** Open country with a road or a canal running away; `middle` is drawn on the land, `front` before it. */
export function fields(middle: string, front: string): string {
  const rows = (from: Point, side: 1 | -1) =>
    Array.from({ length: 13 }, (_, i) =>
      line(
        `M${480 + side * 24} 318 L${from[0] + side * i * 92} ${from[1]}`,
        '#5f8148',
        2 + i * 0.2,
        'opacity="0.55"',
      ),
    ).join('')
  return (
    sky('day') +
    path('M0 296 C180 272 300 290 470 280 C650 270 800 292 960 274 L960 330 L0 330 Z', '#b9b79a') +
    poplars(312, -10, 330, '#9aa06c') +
    poplars(312, 640, 970, '#8f9865') +
    fade('wheat', '#a5b877', '#7d9c55') +
    rect(0, 310, WIDTH, 410, 'url(#wheat)') +
    rows([300, 720], -1) +
    rows([660, 720], 1) +
    middle +
    front
  )
}

/** A concrete farm road through the fields. */
export const road = (surface = '#bdb6a8') =>
  shape(
    [
      [90, 720],
      [455, 312],
      [505, 312],
      [870, 720],
    ],
    '#a98f63',
  ) +
  shape(
    [
      [150, 720],
      [462, 312],
      [498, 312],
      [810, 720],
    ],
    surface,
  ) +
  line('M480 330 L480 720', '#00000018', 4, 'stroke-dasharray="18 26"')

/** A table seen from above, for papers and small things. */
export const table = (front: string) =>
  fade('wood', '#b98d5f', '#9c7248', true) +
  rect(0, 0, WIDTH, HEIGHT, 'url(#wood)') +
  scatter(16, (i, a) =>
    line(
      `M-20 ${i * 46 + a * 20} C300 ${i * 46 + a * 40 - 14} 620 ${i * 46 + 26} 980 ${i * 46 + a * 30}`,
      '#7d5836',
      2,
      'opacity="0.35"',
    ),
  ) +
  front

/** A plain room: wall, floor, window with daylight. */
export const room = (front: string) =>
  rect(0, 0, WIDTH, HEIGHT, '#e9e1d0') +
  rect(0, 0, WIDTH, 500, '#efe8d8') +
  rect(0, 400, WIDTH, 106, '#cfd8cf') +
  rect(0, 500, WIDTH, 220, '#b9a88d') +
  scatter(9, (i) => line(`M${i * 120} 500 L${(i - 4) * 190 + 480} 720`, '#00000014', 3)) +
  rect(600, 90, 240, 220, '#f8f6ee', 'rx="4"') +
  rect(614, 104, 212, 192, '#cfe3e6') +
  rect(716, 104, 8, 192, '#f8f6ee') +
  rect(614, 196, 212, 8, '#f8f6ee') +
  front

export const shadow = (x: number, y: number, rx: number, ry = rx * 0.22) =>
  oval(x, y, rx, ry, '#000', 'opacity="0.18"')

/** The finished picture; the corners fall off a little, as a phone's lens does. */
export const picture = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
  `<radialGradient id="lens" cx="0.5" cy="0.5" r="0.75"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.22"/></radialGradient>` +
  `${inner}${rect(0, 0, WIDTH, HEIGHT, 'url(#lens)')}</svg>`
