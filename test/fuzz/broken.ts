import type { Random } from './random.ts'
import type { Ending } from './wire.ts'

/** HTTP that is none, or that stops in its middle. */
export function brokenBytes(bytes: Buffer, target: string, random: Random): [Buffer, Ending] {
  const text = bytes.toString('latin1')
  const heading = (line: string) => Buffer.from(text.replace('\r\n', `\r\n${line}\r\n`), 'latin1')
  return random.pick<[Buffer, Ending]>([
    [bytes.subarray(0, random.below(bytes.length)), 'finish'],
    [bytes.subarray(0, random.below(bytes.length)), 'break'],
    [bytes, 'finish'],
    [bytes, 'break'],
    [heading('no colon'), 'finish'],
    [heading('a : b'), 'finish'],
    [heading('a: b\r\n folded'), 'finish'],
    [heading('content-length: 5\r\ntransfer-encoding: chunked'), 'finish'],
    [heading('content-length: 5\r\ncontent-length: 6'), 'finish'],
    [heading('content-length: -1'), 'finish'],
    [heading('content-length: 99999999'), 'finish'],
    [heading('transfer-encoding: gzip, chunked'), 'finish'],
    [heading(`a: ${'x'.repeat(20_000)}`), 'finish'],
    [heading('a: b\r\n'.repeat(3_000) + 'c: d'), 'finish'],
    [heading('x: \u0000'), 'finish'],
    [heading('expect: something'), 'finish'],
    [heading('upgrade: websocket\r\nconnection: upgrade'), 'finish'],
    [heading('connection: close'), 'stay'],
    [Buffer.from(text.replace(/^host: .*\r\n/m, ''), 'latin1'), 'finish'],
    [
      Buffer.from(
        text.replace('HTTP/1.1', random.pick(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9', ''])),
        'latin1',
      ),
      'finish',
    ],
    [Buffer.from(text.replace(/ \//, ` /${'a'.repeat(20_000)}`), 'latin1'), 'finish'],
    [Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'), 'finish'],
    [Buffer.concat([bytes, bytes]), 'finish'],
    [Buffer.from('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n'), 'finish'],
    [
      Buffer.from(
        `POST ${target} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
        'latin1',
      ),
      'finish',
    ],
    [
      Buffer.from(
        `POST ${target} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2;${'x'.repeat(30_000)}\r\n{}\r\n0\r\n\r\n`,
        'latin1',
      ),
      'finish',
    ],
    [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01]), 'finish'],
  ])
}
