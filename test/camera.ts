import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { findNginx } from '#server/core/rtmp-server.ts'

/** A stand-in for the camera in the hall: ffmpeg sends a test picture with a tone, as a telephone would. */

const onPath = (name: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

/** What is missing to stream for real on this machine; undefined when all of it is here. */
export function missingForLive(): string | undefined {
  const nginx = findNginx(undefined)
  if ('says' in nginx) return nginx.says
  if (!existsSync('/usr/lib/nginx/modules/ngx_rtmp_module.so')) return '没有 nginx 的 rtmp 模块'
  return onPath('ffmpeg') ? undefined : '没有 ffmpeg'
}

/** Sends until it is stopped; `ended` answers with how it ended, 0 when it was let finish. */
export function sendPicture(url: string): { ended: Promise<number | null>; stop: () => Promise<void> } {
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=15']
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440']
  // A whole picture each two seconds: pieces are cut there.
  const video = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-g',
    '30',
    '-pix_fmt',
    'yuv420p',
  ]
  const args = ['-loglevel', 'error', '-re', ...picture, ...tone, ...video, '-c:a', 'aac', '-f', 'flv', url]
  const child: ChildProcess = spawn('ffmpeg', args, { stdio: 'ignore' })
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  return {
    ended,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
