import { fields, group, line, mirrored, oval, path, rect, road, scatter, shape } from './scenery.ts'

/** Farm roads, broken and mended. */

const hole = (x: number, y: number, size: number, wet: boolean) => {
  const rim = `M${x - size} ${y} C${x - size * 0.9} ${y - size * 0.42} ${x - size * 0.2} ${y - size * 0.34} ${x + size * 0.1} ${y - size * 0.42} C${x + size * 0.7} ${y - size * 0.46} ${x + size * 1.1} ${y - size * 0.12} ${x + size} ${y + size * 0.08} C${x + size * 0.8} ${y + size * 0.42} ${x - size * 0.2} ${y + size * 0.44} ${x - size * 0.6} ${y + size * 0.3} C${x - size * 0.9} ${y + size * 0.24} ${x - size} ${y + size * 0.14} ${x - size} ${y} Z`
  return (
    path(
      rim,
      '#8d8069',
      `transform="translate(0 ${-size * 0.03}) scale(1)" stroke="#d5cfc1" stroke-width="4"`,
    ) +
    group(path(rim, '#5e5443'), `translate(${x} ${y}) scale(0.86 0.8) translate(${-x} ${-y + size * 0.05})`) +
    (wet
      ? group(path(rim, '#9fb3b8'), `translate(${x} ${y}) scale(0.76 0.62) translate(${-x} ${-y})`) +
        line(`M${x - size * 0.4} ${y} q${size * 0.3} -7 ${size * 0.5} 0`, '#e8f0f0', 3, 'opacity="0.8"')
      : scatter(9, (_, a, b) =>
          oval(x + (a - 0.5) * size * 1.2, y + (b - 0.5) * size * 0.4, 5 + a * 5, 4, '#a3967c'),
        ))
  )
}

const cracks =
  line('M400 470 l26 30 l-14 40 l40 44 l-18 50 l30 60', '#5c5546', 4) +
  line('M426 500 l50 12 l30 -10', '#5c5546', 3) +
  line('M452 584 l60 8 l40 30 l70 6', '#5c5546', 4) +
  line('M520 420 l-20 30 l10 30', '#5c5546', 3)

const gravel = scatter(46, (i, a, b) =>
  oval(250 + a * 480, 470 + b * 230, 4 + (i % 3) * 2, 3 + (i % 2), i % 2 ? '#9a8d75' : '#7d715b'),
)

const newSurface =
  shape(
    [
      [322, 560],
      [424, 420],
      [548, 420],
      [650, 560],
    ],
    '#55565a',
  ) +
  shape(
    [
      [322, 560],
      [424, 420],
      [548, 420],
      [650, 560],
    ],
    'none',
    'stroke="#3d3e42" stroke-width="5"',
  ) +
  scatter(60, (_, a, b) => oval(390 + a * 190 + (b - 0.5) * 60, 428 + b * 124, 2.4, 1.6, '#7b7d83')) +
  shape(
    [
      [360, 664],
      [400, 606],
      [600, 606],
      [640, 664],
    ],
    '#4e4f53',
  ) +
  [0, 1]
    .map((i) =>
      group(
        shape(
          [
            [-24, 0],
            [24, 0],
            [6, -74],
            [-6, -74],
          ],
          '#e0663a',
        ) +
          shape(
            [
              [-15, -28],
              [15, -28],
              [11, -44],
              [-11, -44],
            ],
            '#f5efe3',
          ) +
          rect(-32, 0, 64, 9, '#c2542c'),
        `translate(${250 + i * 470} ${600 + i * 14})`,
      ),
    )
    .join('')

export const ROAD_SCENES = {
  pothole: () =>
    fields(
      road(),
      cracks + gravel + hole(470, 610, 130, false) + hole(560, 470, 62, false) + hole(410, 420, 36, false),
    ),
  'pothole-wet': () =>
    mirrored(
      fields(
        road('#b0aa9d'),
        cracks + gravel + hole(480, 600, 150, true) + hole(400, 470, 60, true) + hole(560, 500, 46, true),
      ),
    ),
  'road-fixed': () => fields(road(), newSurface),
} as const
