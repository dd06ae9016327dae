import { createWriteStream } from 'node:fs'
import { it } from 'vitest'
import { openWorld } from '#test/world.ts'
import { readMonth, pagesOf } from '#server/modules/leaflets/drawing.ts'
import { writePdf } from '#server/modules/leaflets/pdf.ts'
const world = await openWorld()
it('look', async () => {
  const rows = await world.services.db.asOwner(tx=>tx.rows<any>('select distinct period from publications where version>0 order by 1'))
  console.log(rows.map(r=>r.period).join(' '))
  const month = process.env['MONTH'] ?? '2026-10'
  for (const kind of ['leaflet','boards'] as const) {
    const m = await readMonth(world.services, { county: world.county, division: world.village, month, base: 'http://192.168.1.20:8080' })
    const t=performance.now()
    const n = await writePdf(pagesOf(m, kind), createWriteStream(`/tmp/${kind}.pdf`), { title: 'x', author: 'y', paper: 'A4' })
    console.log(kind, n, (performance.now()-t).toFixed(0))
  }
}, 60000)
