// Draws a county that has no open boundary data: where its villages lie and where they end.
// Nothing here is official; every row and feature says so (`seat_source` = drawn, `drawn` = true).
//
//   node_modules/.bin/esbuild packs/draw-boundaries.ts --bundle --platform=node --format=esm --outfile=/tmp/draw.mjs
//   node --input-type=module -e "import { readFileSync as r, writeFileSync as w } from 'node:fs'
//     import { drawBoundaries, DRAWINGS } from '/tmp/draw.mjs'; process.chdir('packs/yanliang')
//     const { divisions, boundaries } = drawBoundaries(r('divisions.csv', 'utf8'), DRAWINGS.yanliang)
//     w('divisions.csv', divisions); w('boundaries.geojson', boundaries)"       the same seed gives the same bytes
//
// How: the county outline is filled with small Voronoi cells. A power diagram with one centre per street, its weights
// tuned until each street has its share of the land, says which street a cell belongs to; inside a street, k-means
// (denser near a town) places the villages. Each cell goes to the nearest village through a warped plane, so borders
// wander; `borders.ts` makes areas of the cells.
// A seat whose `seat_source` is not `drawn` stays, so real positions can replace ours one by one.
// @ts-expect-error d3-delaunay ships no types; the part used here is `Mesh`
import { Delaunay } from 'd3-delaunay'
import {
  assemble,
  at,
  best,
  inside,
  mend,
  simplify,
  smooth,
  trace,
  type Mesh,
  type Point,
} from './borders.ts'
import { conghua } from './conghua/drawing.ts'
import type { Drawing } from './drawing.ts'
import { jiyuan } from './jiyuan/drawing.ts'
import { divisionColumns, readCsv, writeCsv, type Row } from './read.ts'
import { yanliang } from './yanliang/drawing.ts'
import { zhuhai } from './zhuhai/drawing.ts'

type Division = Row<typeof divisionColumns>

/** The counties whose boundaries are drawn, by the name of their folder. */
export const DRAWINGS = { yanliang, jiyuan, zhuhai, conghua } as const satisfies Record<string, Drawing>

/** A county's plan on flat paper: kilometres from its south-western corner. */
function sheetOf({ corner: [west, south], kmPerDegree: [wide, high], ...plan }: Drawing) {
  const five = (n: number) => Math.round(n * 1e5) / 1e5
  const toKm = ([lng, lat]: Point): Point => [(lng - west) * wide, (lat - south) * high]
  const near = plan.near.map(([code, lng, lat]) => [code, toKm([lng, lat])] as const)
  const built = plan.towns.map(([lng, lat, radius, tall]) => ({ middle: toKm([lng, lat]), radius, tall }))
  return {
    plan,
    toKm,
    toDegrees: ([x, y]: Point): Point => [five(x / wide + west), five(y / high + south)],
    seatOf: (d: Division) => toKm([d.seat_lng ?? NaN, d.seat_lat ?? NaN]),
    near: new Map(near),
    density: (p: Point) =>
      Math.max(
        1,
        ...built.map(({ middle, radius, tall }) => tall * Math.exp(-((away(p, middle) / radius) ** 4))),
      ),
  }
}
type Sheet = ReturnType<typeof sheetOf>

const away = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])
/** Which of `places` is nearest to `p`. */
const nearest = (places: readonly Point[], p: Point) => best(places.length, (i) => away(p, at(places, i)))
const isDrawn = (d: Division) => d.seat_source === 'drawn'
const isCommunity = (d: Division) => Number(d.code.slice(9)) < 200 // of the last three digits 001–199 are communities

/** Numbers that look random and are the same every run (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Moves a point by up to `far` km along smooth waves; less in towns, where borders follow straight streets. */
function warpBy({ density }: Sheet, random: () => number) {
  const waves = Array.from({ length: 14 }, (_, i) => {
    const turn = random() * Math.PI * 2
    const length = i < 6 ? 3.2 + random() * 2 : 0.9 + random() * 0.8
    return {
      x: Math.cos(turn) / length,
      y: Math.sin(turn) / length,
      phase: random() * 7,
      tall: i < 6 ? 0.24 : 0.1,
    }
  })
  const noise = ([x, y]: Point, shift: number) =>
    waves.reduce((sum, w) => sum + w.tall * Math.sin(Math.PI * 2 * (x * w.x + y * w.y) + w.phase + shift), 0)
  return (p: Point, far: number): Point => {
    const reach = far / Math.sqrt(density(p))
    return [p[0] + noise(p, 0) * reach, p[1] + noise(p, 2) * reach]
  }
}

/** Midpoint displacement: a line drawn by hand becomes one drawn by water. */
function roughen(ring: readonly Point[], depth: number, random: () => number): readonly Point[] {
  if (depth === 0) return ring
  const finer = ring.flatMap((a, i): Point[] => {
    const b = at(ring, (i + 1) % ring.length)
    const push = (random() - 0.5) * 0.5
    return [a, [(a[0] + b[0]) / 2 - (b[1] - a[1]) * push, (a[1] + b[1]) / 2 + (b[0] - a[0]) * push]]
  })
  return roughen(finer, depth - 1, random)
}

/** Which street each point belongs to: weights move until every street has its share of the points. */
function shareOut({ plan: { streets }, toKm }: Sheet, points: readonly Point[], codes: readonly string[]) {
  const plans = codes.map((code) => {
    const plan = streets[code]
    if (!plan) throw new Error(`street ${code} has no plan`)
    return { centre: toKm([plan[0], plan[1]]), km2: plan[2], weight: plan[2] / 6, got: 0 }
  })
  const perKm2 = points.length / plans.reduce((sum, plan) => sum + plan.km2, 0)
  let owner: number[] = []
  for (let round = 0; round < 160; round++) {
    owner = points.map((p) =>
      best(plans.length, (s) => away(p, at(plans, s).centre) ** 2 - at(plans, s).weight),
    )
    for (const plan of plans) plan.got = 0
    for (const s of owner) at(plans, s).got += 1
    for (const plan of plans) plan.weight += (plan.km2 - plan.got / perKm2) * 0.12
  }
  return owner
}

/** Weighted k-means; `pinned` seats do not move. */
function settle(
  points: readonly Point[],
  count: number,
  pinned: readonly Point[],
  weight: (p: Point) => number,
  random: () => number,
) {
  const heavy = points.map(weight)
  const seats: Point[] = [...pinned]
  while (seats.length < count) {
    // k-means++: the farther from a seat, the likelier the next, so no street loses a corner.
    const far = (p: Point) => (seats.length ? Math.min(...seats.map((seat) => away(p, seat))) ** 2 : 1)
    const pull = points.map((p, i) => at(heavy, i) * far(p))
    let left = random() * pull.reduce((a, b) => a + b, 0)
    seats.push(
      at(
        points,
        Math.max(
          0,
          pull.findIndex((w) => (left -= w) <= 0),
        ),
      ),
    )
  }
  for (let round = 0; round < 60; round++) {
    const sums = seats.map(() => ({ x: 0, y: 0, w: 0 }))
    points.forEach((p, i) => {
      const sum = at(sums, nearest(seats, p))
      const w = at(heavy, i)
      sum.x += p[0] * w
      sum.y += p[1] * w
      sum.w += w
    })
    sums.forEach(({ x, y, w }, k) => {
      if (k >= pinned.length && w > 0) seats[k] = [x / w, y / w]
    })
  }
  return seats
}

/** Gives seats away: communities to the densest places, then villages of a known side, then the rest. */
function giveSeats(
  { near: sides, density, toDegrees }: Sheet,
  villages: readonly Division[],
  seats: readonly Point[],
  random: () => number,
) {
  const free = [...seats]
  const known = villages.filter((village) => sides.has(village.code))
  for (const village of new Set([...villages.filter(isCommunity), ...known, ...villages])) {
    const near = sides.get(village.code)
    const cost = (p: Point) => (near ? away(p, near) : isCommunity(village) ? -density(p) : random())
    const [seat] = free.splice(
      best(free.length, (k) => cost(at(free, k))),
      1,
    )
    if (!seat) throw new Error(`no seat left for ${village.code}`)
    ;[village.seat_lng, village.seat_lat] = toDegrees(seat)
  }
}

/** Fills in the seats of `divisions` and gives each cell the index of its village, or -1 outside. */
function settleCounty(
  sheet: Sheet,
  divisions: readonly Division[],
  cells: readonly Point[],
  random: () => number,
) {
  const { plan, toKm, toDegrees, seatOf, density } = sheet
  const villages = divisions.filter((d) => d.level === 'village')
  const streets = divisions.filter((d) => d.level === 'town')
  const warp = warpBy(sheet, random)
  const outline = roughen(plan.outline.map(toKm), 2, random)
  const land = [...cells.keys()].filter((i) => inside(outline, at(cells, i)))
  const street = shareOut(
    sheet,
    land.map((i) => warp(at(cells, i), 0.65)),
    streets.map((s) => s.code),
  )
  const label = cells.map(() => -1)
  streets.forEach((s, k) => {
    const own = land.filter((_, i) => street[i] === k)
    const under = villages.filter((v) => v.parent === s.code)
    const pinned = under.filter((v) => !isDrawn(v))
    const weight = under.some(isCommunity) ? density : () => 1
    const seats = settle(
      own.map((i) => at(cells, i)),
      under.length,
      pinned.map(seatOf),
      weight,
      random,
    )
    giveSeats(sheet, under.filter(isDrawn), seats.slice(pinned.length), random)
    const places = under.map(seatOf)
    for (const i of own) label[i] = villages.indexOf(at(under, nearest(places, warp(at(cells, i), 0.34))))
  })
  for (const d of divisions.filter((each) => each.level === 'county' || each.level === 'town')) {
    // An office stands in the village nearest the middle of its town.
    const [lng, lat] = plan.streets[d.code] ?? at(plan.towns, 0)
    const places = villages.filter((v) => v.code.startsWith(d.code)).map(seatOf)
    const office = at(places, nearest(places, toKm([lng, lat])))
    if (isDrawn(d)) [d.seat_lng, d.seat_lat] = toDegrees(office)
  }
  return { villages, label }
}

/** The two files of a pack: divisions with their seats, and the boundaries drawn around them. */
export function drawBoundaries(divisionsCsv: string, drawing: Drawing) {
  const divisions = readCsv(divisionsCsv, divisionColumns)
  const sheet = sheetOf(drawing)
  const { toDegrees, seatOf } = sheet
  const random = randomFrom(drawing.seed)
  const [wide, high] = drawing.size
  const side = Math.sqrt((wide * high) / drawing.cells)
  const cells: Point[] = []
  for (let y = -1; y < high; y += side) {
    for (let x = -1; x < wide; x += side) cells.push([x + random() * side, y + random() * side])
  }
  const { villages, label } = settleCounty(sheet, divisions, cells, random)
  const mesh: Mesh = Delaunay.from(cells)
  const members = villages.map((_, v) => [...label.keys()].filter((i) => label[i] === v))
  const bodies = members.map((own, v) => {
    const places = own.map((i) => at(cells, i))
    return at(own, nearest(places, seatOf(at(villages, v))))
  })
  mend(mesh, label, bodies)
  const km2 = (v: number) => (v < 0 ? 1.6 : at(members, v).length * side * side) // the rim keeps the detail of a mid-sized village
  const arcs = trace(mesh, [-2, -2, wide + 1, high + 1], label).map((arc) => {
    const least = Math.min(km2(arc.left), km2(arc.right)) * 0.003
    return { ...arc, points: simplify(smooth(arc.points, 2), least).map(toDegrees) }
  })
  const features = divisions
    .filter((d) => d.seat_source !== '')
    .map((d) => {
      const parts = assemble(arcs, (v) => v >= 0 && at(villages, v).code.startsWith(d.code))
      const geometry =
        parts.length === 1
          ? { type: 'Polygon', coordinates: parts[0] }
          : { type: 'MultiPolygon', coordinates: parts }
      const properties = { code: d.code, level: d.level, name: d.name, drawn: true }
      return JSON.stringify({ type: 'Feature', properties, geometry })
    })
  return {
    divisions: writeCsv(divisions, divisionColumns),
    boundaries: `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`,
  }
}
