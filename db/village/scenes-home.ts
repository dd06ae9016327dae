import {
  fade,
  group,
  line,
  oval,
  path,
  poplars,
  rect,
  room,
  scatter,
  shadow,
  shape,
  table,
  tree,
} from './scenery.ts'

/** Papers, things people wish for, people who come. */

const textLines = (x: number, y: number, width: number, n: number, gap: number) =>
  scatter(n, (i, a) =>
    line(
      `M${x} ${y + i * gap} L${x + width * (0.55 + a * 0.45)} ${y + i * gap}`,
      '#8c9296',
      6,
      'opacity="0.75"',
    ),
  )

const form =
  group(
    rect(8, 10, 440, 580, '#00000030', 'rx="4"') +
      rect(0, 0, 440, 580, '#fbfaf5', 'rx="3"') +
      line('M130 56 L310 56', '#3b4247', 14) +
      [0, 1, 2, 3, 4]
        .map(
          (i) =>
            rect(40, 96 + i * 52, 360, 52, 'none', 'stroke="#9aa0a3" stroke-width="3"') +
            rect(40, 96 + i * 52, 96, 52, '#eef0ea', 'stroke="#9aa0a3" stroke-width="3"'),
        )
        .join('') +
      textLines(56, 124, 60, 5, 52) +
      scatter(5, (i, a) => line(`M156 ${128 + i * 52} q20 -14 34 0 t34 0 t${30 + a * 60} -4`, '#2c4a7c', 4)) +
      textLines(40, 396, 350, 4, 30) +
      `<circle cx="320" cy="500" r="58" fill="none" stroke="#c8372d" stroke-width="7" opacity="0.85"/>` +
      path(
        'M320 466 l9 26 h27 l-22 16 l8 26 l-22 -16 l-22 16 l8 -26 l-22 -16 h27 Z',
        '#c8372d',
        'opacity="0.85"',
      ),
    'translate(230 60) rotate(-5)',
  ) +
  group(
    rect(6, 8, 230, 142, '#00000030', 'rx="10"') +
      rect(0, 0, 230, 142, '#dfeaf0', 'rx="10"') +
      rect(160, 26, 52, 68, '#b7c6cf', 'rx="4"') +
      oval(186, 50, 14, 16, '#e8d3bd') +
      textLines(18, 34, 120, 4, 24),
    'translate(660 470) rotate(12)',
  ) +
  group(
    rect(0, 0, 300, 16, '#2b3f66', 'rx="8"') +
      shape(
        [
          [300, 0],
          [334, 8],
          [300, 16],
        ],
        '#d9d9d4',
      ) +
      rect(30, -4, 70, 6, '#c9a24a'),
    'translate(640 330) rotate(64)',
  )

const invoices =
  group(
    [0, 1, 2]
      .map((i) =>
        group(
          rect(6, 8, 330, 520, '#00000026') +
            rect(0, 0, 330, 520, ['#fdfcf6', '#f4e9ea', '#eef4ea'][i] ?? '#fff') +
            line('M90 44 L240 44', '#8a3b36', 10) +
            textLines(34, 92, 262, 11, 34) +
            line('M34 466 L296 466', '#8a3b36', 4) +
            `<circle cx="236" cy="430" r="40" fill="none" stroke="#c8372d" stroke-width="5" opacity="0.7"/>`,
          `translate(${i * 150} ${i * 26}) rotate(${-8 + i * 9})`,
        ),
      )
      .join(''),
    'translate(150 90)',
  ) + path('M300 70 q40 -30 60 10 l-6 90 q-18 24 -34 0 l4 -70', 'none', 'stroke="#7d868c" stroke-width="8"')

const glasses =
  group(
    rect(10, 14, 700, 420, '#00000022') +
      rect(0, 0, 700, 420, '#efece1') +
      line('M60 60 L420 60', '#3b4247', 20) +
      textLines(60, 116, 260, 8, 34) +
      textLines(370, 116, 270, 8, 34) +
      rect(370, 286, 270, 90, '#c9cdc6'),
    'translate(120 110) rotate(-6)',
  ) +
  shadow(500, 540, 250, 34) +
  `<g fill="#cfe0e433" stroke="#3a2f2a" stroke-width="13"><ellipse cx="380" cy="440" rx="106" ry="84"/><ellipse cx="628" cy="452" rx="106" ry="84"/></g>` +
  line('M486 432 Q504 412 522 438', '#3a2f2a', 12) +
  line('M276 424 L150 330 L112 352', '#3a2f2a', 11) +
  line('M734 444 L800 400', '#3a2f2a', 11) +
  line('M818 420 L900 380 L930 410', '#3a2f2a', 11) +
  scatter(9, (i) =>
    line(`M${784 + i * 6} ${388 + (i % 2) * 4} L${794 + i * 6} ${432 - (i % 3) * 4}`, '#f3f0e6', 5),
  ) +
  line('M340 400 Q366 376 400 384 M590 410 Q616 388 650 396', '#ffffff', 7, 'opacity="0.8"')

type Look = { coat: string; hair: string; trousers: string; vest?: string }

const sitting = ({ coat, hair, trousers, vest }: Look) =>
  shadow(0, 8, 120, 18) +
  rect(-66, -116, 132, 20, '#8a6642', 'rx="6"') +
  rect(-58, -98, 14, 100, '#75542f') +
  rect(44, -98, 14, 100, '#75542f') +
  path('M-40 -116 C-30 -150 60 -150 84 -118 L96 -6 L62 -6 L44 -92 L-30 -96 Z', trousers) +
  path('M60 -10 h46 v16 h-58 Z', '#2f3236') +
  path('M-62 -110 C-74 -230 -50 -286 0 -288 C52 -286 66 -230 56 -110 Z', coat) +
  (vest
    ? path('M-50 -110 C-58 -220 -40 -276 -22 -284 L0 -200 L20 -284 C42 -272 52 -220 46 -110 Z', vest)
    : '') +
  path('M40 -250 C76 -230 84 -180 96 -148 L74 -134 C58 -160 44 -180 34 -200 Z', coat) +
  oval(86, -138, 15, 12, '#e8c3a0') +
  rect(-14, -312, 28, 34, '#dcb591') +
  oval(2, -346, 46, 52, '#ecc9a7') +
  path(
    'M-30 -296 C-64 -316 -60 -404 -2 -408 C36 -410 54 -384 50 -352 C38 -376 16 -382 0 -372 C-12 -364 -8 -344 -22 -336 C-30 -328 -24 -310 -30 -296 Z',
    hair,
  ) +
  oval(-14, -338, 8, 12, '#e3b792') +
  oval(20, -346, 4, 5, '#3a2f2a') +
  line('M14 -318 q14 8 24 -2', '#a8644e', 4) +
  line('M12 -360 q8 -5 16 0', '#5a4a40', 3)

const visit = room(
  rect(70, 120, 150, 190, '#f4ecd8', 'stroke="#b58a50" stroke-width="10"') +
    oval(145, 240, 44, 26, '#c8372d') +
    line('M145 240 q-20 -60 -40 -70 M145 240 q10 -70 0 -86 M145 240 q24 -50 46 -60', '#5e7d35', 6) +
    rect(0, 420, 330, 110, '#8f7a5c') +
    rect(0, 396, 340, 34, '#b5514a') +
    scatter(6, (i) => rect(i * 58, 396, 26, 34, '#d9958a')) +
    group(
      sitting({ coat: '#6d6f86', hair: '#d9d8d4', trousers: '#4a4a55' }),
      'translate(330 650) scale(1.08)',
    ) +
    group(
      sitting({ coat: '#4f7486', hair: '#2c2622', trousers: '#3d4653', vest: '#c8372d' }),
      'translate(700 654) scale(-1.12 1.12)',
    ) +
    rect(450, 566, 130, 14, '#a67a4c', 'rx="5"') +
    rect(462, 580, 12, 84, '#8a6236') +
    rect(556, 580, 12, 84, '#8a6236') +
    path('M480 566 v-46 h34 v46 Z', '#e8ece8') +
    line('M514 532 q18 4 0 24', '#e8ece8', 6) +
    line('M488 508 q-8 -16 2 -28 M504 510 q-6 -18 4 -30', '#ffffff', 4, 'opacity="0.8"') +
    rect(532, 536, 36, 30, '#d69a3c', 'rx="4"'),
)

const books = (y: number, from: number) =>
  scatter(11, (i, a) =>
    rect(
      from + i * 34,
      y - 92 - a * 36,
      28,
      92 + a * 36,
      ['#b5514a', '#4f7486', '#8a9a5b', '#d0a048', '#6d6f86', '#c9cdc6'][i % 6] ?? '#999',
      'rx="2"',
    ),
  )

const bookshelf = room(
  shadow(330, 650, 260, 20) +
    rect(110, 130, 440, 520, '#a67a4c', 'rx="6"') +
    [160, 330, 500].map((y) => rect(132, y, 396, 140, '#8a6236')).join('') +
    books(300, 142) +
    books(470, 150) +
    group(
      rect(0, -20, 200, 20, '#4f7486') + rect(10, -40, 180, 20, '#b5514a') + rect(4, -60, 190, 20, '#d0a048'),
      'translate(160 640)',
    ) +
    path('M690 640 h120 l-16 -110 h-88 Z', '#b5694a') +
    tree(750, 540, 200, '#6f8a4a'),
)

const bench =
  rect(0, 0, 960, 720, '#cfdfe2') +
  poplars(330, -10, 970, '#9aa06c') +
  fade('square', '#cfc7b6', '#b9b09d') +
  rect(0, 330, 960, 390, 'url(#square)') +
  scatter(9, (i) => line(`M${i * 120} 330 L${(i - 4) * 200 + 480} 720`, '#00000014', 3)) +
  scatter(5, (i) => line(`M0 ${370 + i * i * 18} L960 ${370 + i * i * 18}`, '#00000012', 3)) +
  tree(150, 470, 320, '#8a9a5b') +
  shadow(520, 620, 310, 26) +
  [0, 1, 2].map((i) => rect(240, 330 + i * 42, 560, 32, i % 2 ? '#b8783f' : '#c58547', 'rx="5"')).join('') +
  shape(
    [
      [210, 486],
      [830, 486],
      [870, 536],
      [170, 536],
    ],
    '#cf8f4f',
  ) +
  line('M196 510 L846 510', '#a86b34', 4) +
  [230, 780].map((x) => rect(x, 320, 22, 170, '#8f5a2b') + rect(x - 14, 530, 26, 92, '#8f5a2b')).join('') +
  rect(470, 534, 26, 84, '#7d4d23')

const pipe =
  rect(0, 0, 960, 720, '#b39566') +
  scatter(70, (i, a, b) =>
    oval(a * 960, b * 720, 12 + (i % 5) * 5, 7 + (i % 3) * 3, i % 2 ? '#a3855a' : '#c2a678'),
  ) +
  path('M-20 250 C200 210 700 230 980 200 L980 560 C700 600 260 590 -20 610 Z', '#6b5233') +
  path('M-20 290 C200 250 700 270 980 240 L980 530 C700 560 260 556 -20 570 Z', '#54402a') +
  group(
    rect(-40, 0, 1080, 96, '#2f6f9c') +
      rect(-40, 12, 1080, 20, '#5b9ac4', 'opacity="0.8"') +
      rect(-40, 80, 1080, 16, '#234f70') +
      rect(380, -16, 190, 128, '#dfe3e2', 'rx="8"') +
      rect(380, 0, 190, 22, '#ffffff', 'rx="6"') +
      [400, 470, 540].map((x) => oval(x, 102, 13, 13, '#8d9296') + oval(x, -6, 13, 13, '#8d9296')).join(''),
    'translate(0 372) rotate(-3)',
  ) +
  path('M520 540 C600 520 700 540 740 570 C700 590 580 590 520 540 Z', '#7d8f92', 'opacity="0.7"') +
  group(
    rect(0, 0, 250, 26, '#8d9296', 'rx="12"') + path('M-40 -22 h60 v24 h-30 v22 h30 v24 h-60 Z', '#777c80'),
    'translate(640 640) rotate(-16)',
  ) +
  scatter(24, (i, a, b) => oval(a * 960, 600 + b * 110, 14 + (i % 3) * 6, 9, '#8b6d43'))

export const HOME_SCENES = {
  document: () => table(form),
  invoice: () => table(invoices),
  'glasses-broken': () => table(glasses),
  'home-visit': () => visit,
  bookshelf: () => bookshelf,
  bench: () => bench,
  pipe: () => pipe,
} as const
