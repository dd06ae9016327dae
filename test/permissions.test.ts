import { expect, it } from 'vitest'
import { permissionsText } from '../bin/print-permissions.ts'

it('who may do what and how far is what docs/permissions.md shows a reviewer', async () => {
  // `bin/permissions >docs/permissions.md` writes it anew; the difference is then read in review.
  await expect(`${permissionsText()}\n`).toMatchFileSnapshot('../docs/permissions.md')
})
