import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { App } from '#server/core/app.ts'
import { startRtmp } from '#server/core/rtmp-server.ts'
import { folderOf } from './pieces.ts'

/**
 * The camera’s server of this process: started once this program listens, because it asks it who may send, and ended
 * with it. Where it is not configured or not there, it says so, and everything else goes on.
 */
export class Studio {
  /** By which nginx is known; anew at each start, in a file nobody else reads. */
  readonly word = randomBytes(24).toString('hex')
  readonly #app: App
  #running: { stop: () => Promise<void> } | undefined
  #says: string

  constructor(app: App) {
    this.#app = app
    this.#says =
      app.config.rtmpPort === undefined
        ? '这台服务器没有开直播。请管理员设置 RTMP_PORT（见“怎样直播会议”），会议照常开，提问和投票不受影响'
        : '直播服务正在启动'
    app.http.addHook('onListen', async () => this.#start())
    app.http.addHook('preClose', async () => this.#running?.stop())
  }

  get standing(): { ready: boolean; says: string } {
    return { ready: this.#running !== undefined, says: this.#says }
  }

  async #start(): Promise<void> {
    const { config, http } = this.#app
    if (config.rtmpPort === undefined) return
    // It listens on a port, not on a socket: config has no other.
    const { port } = http.server.address() as AddressInfo
    try {
      this.#running = await startRtmp({
        port: config.rtmpPort,
        binary: config.nginx,
        folder: folderOf(this.#app),
        askUrl: `http://127.0.0.1:${port}/api/streams/hooks/${this.word}`,
      })
      this.#says = '可以直播'
    } catch (error) {
      this.#says = error instanceof Error ? error.message : String(error)
      if (!config.quiet) console.error(`直播没有开起来：${this.#says}`)
    }
  }
}
