import exifr from 'exifr'
import sharp, { type OutputInfo, type Sharp } from 'sharp'
import type { Services } from '#server/core/app.ts'
import { invalid } from '#server/core/problem.ts'
import { sha256 } from '#server/core/secrets.ts'
import type { Scope } from '#server/core/scope.ts'
import { takeTurns } from '#server/core/turns.ts'
import { kindOf, LONGEST_PX, PIXELS_MAX, placeOf, SMALL_PX, UNREADABLE, type Place } from './rules.ts'
import * as store from './store.ts'

const QUALITY = 80
/** Pictures wait here for each other, so that a crowd of them never takes the machine from everybody else. */
const inTurn = takeTurns(2)

// One thread a picture: two at once already fill the smallest machine.
sharp.concurrency(1)
// Every picture comes once; keeping decoded ones only costs memory.
sharp.cache(false)

type Picture = { id: string; full: Buffer; small: Buffer; width: number; height: number }
export type Added = { id: string; width: number; height: number; place?: Place }

/**
 * Keeps one picture, made anew from its pixels, upright and without anything else. Its place is read for who sends it, to
 * be said on a form or not, and not kept.
 * The same picture is kept once. Throws a 422 when it cannot be opened.
 */
export async function addPicture({ db, files }: Services, scope: Scope, bytes: Buffer): Promise<Added> {
  if (!kindOf(bytes)) throw invalid({ file: UNREADABLE }, UNREADABLE)
  const { id, full, small, width, height } = await inTurn(() => remake(bytes))
  const place = await readPlace(bytes)
  const row = { id, width, height, bytes: full.length, smallHash: sha256(small) }
  // Bytes first: a row promises that they are there. Two that add the same picture write the same bytes.
  if (!(await db.read(scope.county, (tx) => store.hasFile(tx, id)))) {
    await files.put(id, 'full', full)
    await files.put(id, 'small', small)
  }
  await db.inCounty(scope.county, (tx) => store.insertFile(tx, scope, row))
  return { id, width, height, ...(place ? { place } : {}) }
}

/** EXIF begins with this in a JPEG; what follows is a TIFF block of 64 kB at most. */
const EXIF_HEAD_BYTES = 6

/**
 * Reads the place from the EXIF block alone, as the decoder found it. The reader never sees the file itself: its
 * search through the boxes of a forged HEIC does not end, and with it the whole process.
 */
async function readPlace(bytes: Buffer): Promise<Place | undefined> {
  try {
    const { exif } = await sharp(bytes).metadata()
    return exif && placeOf(await exifr.gps(exif.subarray(EXIF_HEAD_BYTES)))
  } catch {
    // Broken EXIF is no reason to refuse a good picture.
    return undefined
  }
}

async function remake(bytes: Buffer): Promise<Picture> {
  try {
    const { data: full, info } = await shrink(
      sharp(bytes, { limitInputPixels: PIXELS_MAX }).autoOrient(),
      LONGEST_PX,
    )
    const { data: small } = await shrink(sharp(full), SMALL_PX)
    return { id: sha256(full).toString('hex'), full, small, width: info.width, height: info.height }
  } catch {
    throw invalid({ file: UNREADABLE }, UNREADABLE)
  }
}

/** As a JPEG no longer than that; what was transparent becomes white. Sharp writes no metadata unless told to. */
function shrink(picture: Sharp, longest: number): Promise<{ data: Buffer; info: OutputInfo }> {
  return picture
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
}
