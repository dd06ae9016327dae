import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * nginx with its rtmp module (Debian: nginx, libnginx-mod-rtmp): a telephone or camera sends to it, it cuts the picture
 * into pieces. It asks this program whether somebody may send; pieces are handed out by this program alone.
 */
export type RtmpSettings = {
  /** Where cameras send to. */
  port: number
  /** As named by the setting; absent: the first on the path. */
  binary: string | undefined
  /** Its own files, pieces and recordings. */
  folder: string
  /** Where it asks: publish, publish_done, update. */
  askUrl: string
}

const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/nginx/sbin', '/opt/homebrew/bin']
const MODULES = [
  '/usr/lib/nginx/modules',
  '/usr/lib64/nginx/modules',
  '/usr/share/nginx/modules',
  '/usr/local/nginx/modules',
]
const MODULE = 'ngx_rtmp_module.so'

/** The binary, or what to do when there is none, as a sentence for whoever runs the machine. */
export function findNginx(binary: string | undefined): { path: string } | { says: string } {
  if (binary !== undefined)
    return existsSync(binary) ? { path: binary } : { says: `设置 NGINX 指的 ${binary} 不存在` }
  const found = [...(process.env['PATH'] ?? '').split(delimiter), ...PLACES]
    .map((folder) => join(folder, 'nginx'))
    .find((path) => existsSync(path))
  return found
    ? { path: found }
    : { says: '这台服务器没有装 nginx。Debian 上：apt-get install nginx libnginx-mod-rtmp' }
}

const START_MS = 5_000
const STOP_MS = 5_000

/**
 * Starts it and answers with how to stop it. Throws an Error whose message says in Chinese what is missing: nginx, its
 * module, or the port.
 */
export async function startRtmp(settings: RtmpSettings): Promise<{ stop: () => Promise<void> }> {
  const found = findNginx(settings.binary)
  if ('says' in found) throw new Error(found.says)
  const { folder, port } = settings
  await mkdir(join(folder, 'hls'), { recursive: true, mode: 0o700 })
  await endLeftOver(folder)
  const conf = join(folder, 'nginx.conf')
  // It holds the word by which nginx is known to this program.
  await writeFile(conf, confOf(settings), { mode: 0o600 })
  const args = ['-p', folder, '-c', conf, '-e', join(folder, 'error.log')]
  const tried = spawnSync(found.path, ['-t', ...args], { encoding: 'utf8' })
  if (tried.status !== 0) throw new Error(explain(tried.stderr, port))
  const nginx = spawn(found.path, args, { stdio: 'ignore' })
  await untilUp(nginx, folder, port)
  return { stop: () => stop(nginx) }
}

/** nginx’s own words, for what goes wrong most. */
function explain(said: string, port: number): string {
  if (/unknown directive "rtmp"/.test(said))
    return '这台服务器的 nginx 没有 rtmp 模块。Debian 上：apt-get install libnginx-mod-rtmp'
  if (/Address already in use/.test(said)) return `端口 ${port} 已经被别的程序占用，请换一个 RTMP_PORT`
  return `nginx 启动不了：${said.trim().split('\n').at(-1) ?? ''}`
}

/** Its log says why it ended; a listening port says that it is up. */
async function untilUp(nginx: ChildProcess, folder: string, port: number): Promise<void> {
  const until = Date.now() + START_MS
  while (Date.now() < until) {
    if (nginx.exitCode !== null)
      throw new Error(explain(await readFile(join(folder, 'error.log'), 'utf8').catch(() => ''), port))
    if (existsSync(join(folder, 'nginx.pid'))) {
      // A port that is taken ends it within these moments.
      await sleep(300)
      if (nginx.exitCode === null) return
    }
    await sleep(50)
  }
  nginx.kill('SIGKILL')
  throw new Error('nginx 没有在五秒内启动')
}

async function stop(nginx: ChildProcess): Promise<void> {
  if (nginx.exitCode !== null) return
  nginx.kill('SIGTERM')
  const until = Date.now() + STOP_MS
  while (nginx.exitCode === null && nginx.signalCode === null && Date.now() < until) await sleep(50)
  if (nginx.exitCode === null && nginx.signalCode === null) nginx.kill('SIGKILL')
}

/** One of an earlier start that was killed and left it behind; known by the folder in its command line. */
async function endLeftOver(folder: string): Promise<void> {
  const pidFile = join(folder, 'nginx.pid')
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
  if (pid > 1) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(folder)) {
      process.kill(pid, 'SIGTERM')
      await sleep(500)
    }
  }
  await rm(pidFile, { force: true })
}

/** Two seconds a piece: as near to live as plain HLS comes without losing weak networks. */
const PIECE_SECONDS = 2
/** All pieces of a meeting stay in its list, so that the list is its recording, too. */
const LONGEST_HOURS = 8
/** How often nginx asks whether somebody may go on sending. */
const ASK_SECONDS = 5

function confOf({ port, folder, askUrl }: RtmpSettings): string {
  const module = MODULES.map((path) => join(path, MODULE)).find((path) => existsSync(path))
  const { uid, username } = userInfo()
  return `${module ? `load_module ${module};\n` : ''}${uid === 0 ? `user ${username};\n` : ''}daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')} warn;
events { worker_connections 256; }
rtmp {
  log_format none '';
  server {
    listen ${port};
    chunk_size 4096;
    application live {
      live on;
      access_log off;
      # Nobody takes the picture from here: who may look asks the program.
      deny play all;
      drop_idle_publisher 15s;
      notify_method get;
      notify_update_timeout ${ASK_SECONDS}s;
      notify_update_strict on;
      on_publish ${askUrl}/publish;
      on_publish_done ${askUrl}/done;
      on_update ${askUrl}/update;
      hls on;
      hls_nested on;
      hls_path ${join(folder, 'hls')};
      hls_fragment ${PIECE_SECONDS}s;
      hls_playlist_length ${LONGEST_HOURS}h;
      hls_continuous on;
      hls_cleanup off;
      hls_fragment_naming system;
    }
  }
}
`
}
