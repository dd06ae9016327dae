import { rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import exifr from 'exifr'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { flipBit } from '#test/flip.ts'
import { moveIn } from '#test/people.ts'
import { newId } from '#server/core/ids.ts'
import { openSession } from '#server/modules/session/index.ts'
import { openWorld, type World } from '#test/world.ts'
import { verifyFiles } from './jobs.ts'
import { kindOf, placeOf } from './rules.ts'

type Added = { id: string; width: number; height: number; place?: { lng: number; lat: number } }

let world: World

beforeAll(async () => {
  world = await openWorld()
  for (const name of ['拍照的', '路人', '求助的']) {
    await moveIn(world.services, world.county, { name, home: world.village })
  }
})

const picture = (width = 300, height = 200, noise = 'red') =>
  sharp({ create: { width, height, channels: 3, background: noise } })

async function tokenOf(name: string): Promise<string> {
  const { person } = await world.scope(name)
  return (await openSession(world.services, world.county, person)).token
}

async function upload(name: string, bytes: Buffer, fileName = 'a.jpg') {
  const boundary = 'x'.repeat(20)
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: image/jpeg\r\n\r\n`
  return world.http.inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      authorization: `Bearer ${await tokenOf(name)}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}

async function fetchFile(name: string, id: string, query = '', headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await tokenOf(name)}`
  return world.http.inject({ url: `/api/files/${id}${query}`, headers: { authorization, ...headers } })
}

describe('adding a picture', () => {
  it('reads the place, turns it upright and keeps nothing else', async () => {
    const bytes = await picture(400, 200)
      .jpeg()
      .withExif({
        IFD0: { Make: 'SecretCamera' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '34/1 39/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '109/1 13/1 48/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const added = (await upload('拍照的', bytes)).json<Added>()
    expect(added).toMatchObject({ width: 200, height: 400 })
    expect(added.place?.lat).toBeCloseTo(34.65, 3)
    expect(added.place?.lng).toBeCloseTo(109.23, 3)
    const kept = (await fetchFile('拍照的', added.id)).rawPayload
    expect(await exifr.parse(kept)).toBeUndefined()
    expect(kept.includes('SecretCamera')).toBe(false)
    // Nor in the row: beside who sent it and when it would say where they walked.
    const [row] = await world.services.db.asOwner((tx) =>
      tx.rows('select * from files where id = $1', [added.id]),
    )
    expect(JSON.stringify(row)).not.toMatch(/34\.6|109\.2/)
  })

  it('makes it no longer than 2,000 pixels, and a small one for lists', async () => {
    const { id, width, height } = (
      await upload('拍照的', await picture(3000, 1500).png().toBuffer())
    ).json<Added>()
    expect([width, height]).toEqual([2000, 1000])
    const small = await sharp((await fetchFile('拍照的', id, '?size=small')).rawPayload).metadata()
    expect([small.format, small.width, small.height]).toEqual(['jpeg', 480, 240])
  })

  it('keeps the same picture once', async () => {
    const bytes = await picture(50, 50, 'blue').jpeg().toBuffer()
    const [first, second] = [await upload('拍照的', bytes), await upload('拍照的', bytes)]
    expect(second.json()).toEqual(first.json())
  })

  it('looks at the bytes, not at the name', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(100)])
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const cut = (await picture(500, 500).jpeg().toBuffer()).subarray(0, 300)
    // Its boxes of length nothing once sent the EXIF reader round for ever.
    const endless = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic'),
      Buffer.alloc(4),
      Buffer.from('mif1heic'),
      Buffer.alloc(3000),
    ])
    for (const bytes of [heic, endless, svg, cut, Buffer.alloc(0)]) {
      const answer = await upload('拍照的', bytes)
      expect(answer.statusCode).toBe(422)
      expect(answer.json().title).toContain('这张照片打不开（苹果 HEIC 格式请先改成 JPG）')
    }
  })

  it('refuses what would fill the memory once unpacked', async () => {
    const bomb = await picture(9000, 9000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(12 * 1024 * 1024)
    expect((await upload('拍照的', bomb)).statusCode).toBe(422)
  })

  it('refuses what is larger than 12 MB, and what is no picture form', async () => {
    const large = await upload('拍照的', Buffer.alloc(13 * 1024 * 1024, 1))
    expect(large.statusCode).toBe(413)
    expect(large.json().title).toBe('照片太大了，请选 12 MB 以内的')
    const bare = await world.ask('拍照的', 'POST', '/api/files', {})
    expect(bare).toMatchObject({ status: 415, body: { title: '请选一张照片再上传' } })
  })

  it('is not for people who have not signed in', async () => {
    expect((await world.ask(undefined, 'POST', '/api/files', {})).status).toBe(401)
  })
})

describe('looking at a picture', () => {
  it('is for who added it, until a matter carries it', async () => {
    const { id } = (await upload('求助的', await picture(60, 40, 'green').jpeg().toBuffer())).json<Added>()
    expect((await fetchFile('求助的', id)).statusCode).toBe(200)
    expect((await fetchFile('路人', id)).statusCode).toBe(404)
    expect((await world.ask(undefined, 'GET', `/api/files/${id}`)).status).toBe(401)
  })

  it('is for everybody who added it: one who was sent it has it as well', async () => {
    const bytes = await picture(310, 205).jpeg().toBuffer()
    const { id } = (await upload('拍照的', bytes)).json<Added>()
    expect((await fetchFile('求助的', id)).statusCode).toBe(404)
    expect((await upload('求助的', bytes)).json<Added>().id).toBe(id)
    for (const [name, status] of [['拍照的', 200], ['求助的', 200], ['路人', 404]] as const)
      expect([name, (await fetchFile(name, id)).statusCode]).toEqual([name, status])
  }) // prettier-ignore

  it('is kept by the browser for ever', async () => {
    const { id } = (await upload('拍照的', await picture(60, 40, 'gray').jpeg().toBuffer())).json<Added>()
    const { headers } = await fetchFile('拍照的', id)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const again = await fetchFile('拍照的', id, '', { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('leads nowhere for a name that is none', async () => {
    expect((await fetchFile('拍照的', 'a'.repeat(64))).statusCode).toBe(404)
    expect((await fetchFile('拍照的', '..%2f..%2fsecret.key')).statusCode).toBe(404)
  })
})

it('survives a browser that leaves half way through', async () => {
  await world.http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = world.http.server.address() as AddressInfo
  const headers = {
    authorization: `Bearer ${await tokenOf('拍照的')}`,
    'content-type': 'multipart/form-data; boundary=b',
    'content-length': 1_000_000,
    'idempotency-key': newId(),
  }
  const leaving = httpRequest({ port, host: '127.0.0.1', path: '/api/files', method: 'POST', headers })
  leaving.on('error', () => undefined)
  leaving.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf')
  await new Promise((go) => setTimeout(go, 100))
  leaving.destroy()
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})

describe('what lies on the disk', () => {
  it('is what was added: one flipped bit, or a file less, is found and named', async () => {
    const { services, county } = world
    expect((await verifyFiles(services, county)).faults).toEqual([])
    const bytes = await picture(900, 600, 'teal').jpeg().toBuffer()
    const { id } = (await upload('拍照的', bytes)).json<Added>()
    const pathOf = (variant: string) =>
      join(services.config.dataDir, 'files', id.slice(0, 2), `${id}-${variant}.jpg`)
    for (const [variant, says] of [
      ['full', '原图'],
      ['small', '小图'],
    ] as const) {
      const putBack = await flipBit(pathOf(variant))
      expect((await verifyFiles(services, county)).faults).toEqual([`没有挂出的照片 ${id}：${says}被改动过`])
      await rm(pathOf(variant))
      expect((await verifyFiles(services, county)).faults).toEqual([`没有挂出的照片 ${id}：${says}不见了`])
      await putBack()
    }
    expect((await verifyFiles(services, county)).faults).toEqual([])
  })
})

describe('rules', () => {
  it('know a file by its first bytes', () => {
    const bytes = (...parts: (string | number)[]) =>
      Buffer.concat(
        parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))),
      )
    expect(kindOf(bytes(0xff, 0xd8, 0xff))).toBe('jpeg')
    expect(kindOf(bytes(0x89, 'PNG\r\n'))).toBe('png')
    expect(kindOf(bytes('RIFF1234WEBP'))).toBe('webp')
    expect(kindOf(bytes('GIF89a'))).toBe('gif')
    expect(kindOf(bytes('%PDF-1.7'))).toBeUndefined()
    expect(kindOf(bytes())).toBeUndefined()
  })

  it('take no place where there is none', () => {
    expect(placeOf(undefined)).toBeUndefined()
    expect(placeOf({ latitude: 0, longitude: 0 })).toBeUndefined()
    expect(placeOf({ latitude: Number.NaN, longitude: 109 })).toBeUndefined()
    expect(placeOf({ latitude: 34.65, longitude: 109.23 })).toEqual({ lng: 109.23, lat: 34.65 })
  })
})
