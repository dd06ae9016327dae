type Mark =
  | {
      kind: 'text'
      x: number
      y: number
      size: number
      width: number
      bold: boolean
      colour: string
      text: string
    }
  | { kind: 'box'; x: number; y: number; width: number; height: number; radius: number; colour: string }
  | { kind: 'path'; x: number; y: number; scale: number; colour: string; d: string }
/** As the server sets it, in points (contract/leaflets.ts). */
export type Page = { width: number; height: number; marks: readonly Mark[] }

/** A page as the printer will set it: the same marks, drawn by the screen. */
export function PaperPage({ page: { width, height, marks }, label }: { page: Page; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className="paper-page w-full border border-line bg-paper"
    >
      {marks.map((mark, n) => (
        // The marks of a page never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <Drawn key={n} mark={mark} />
      ))}
    </svg>
  )
}

function Drawn({ mark }: { mark: Mark }) {
  if (mark.kind === 'box') {
    const { x, y, width, height, radius, colour } = mark
    return <rect x={x} y={y} width={width} height={height} rx={radius} fill={colour} />
  }
  if (mark.kind === 'path') {
    const { x, y, scale, colour, d } = mark
    return (
      <path
        d={d}
        fill={colour}
        transform={`translate(${x} ${y}) scale(${scale})`}
        shapeRendering="crispEdges"
      />
    )
  }
  const { x, y, size, width, bold, colour, text } = mark
  return (
    <text
      x={x}
      y={y}
      fontSize={size}
      fontWeight={bold ? 700 : 400}
      fill={colour}
      // The screen has another font than the paper; the line is as long as it will be there.
      textLength={text.length > 1 ? width : undefined}
    >
      {text}
    </text>
  )
}
