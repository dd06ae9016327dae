/** Long side of what is sent: enough to read a number plate, a twentieth of what a telephone takes. */
const LONGEST = 1600
const QUALITY = 0.82

export type Shrunk = { blob: Blob; place?: { lng: number; lat: number } }

/**
 * A picture small enough for a weak network, and where it was taken. The place is read first because drawing the
 * picture anew drops it. Throws an Error whose message is a sentence for the screen.
 */
export async function shrink(file: Blob): Promise<Shrunk> {
  const place = await placeOf(file)
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new Error('这张照片打不开，可能格式不支持。请换一张，或者直接拍照')
  })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new Error('这张照片没有处理成功，请再选一次')
  return place ? { blob, place } : { blob }
}

async function placeOf(file: Blob): Promise<Shrunk['place']> {
  try {
    const { gps } = await import('exifr/dist/mini.esm.mjs')
    const found = await gps(file)
    if (!found || !Number.isFinite(found.latitude) || !Number.isFinite(found.longitude)) return undefined
    // A telephone without a fix writes zeros.
    if (found.latitude === 0 && found.longitude === 0) return undefined
    return { lng: found.longitude, lat: found.latitude }
  } catch {
    // A picture without a readable place is a picture all the same.
    return undefined
  }
}
