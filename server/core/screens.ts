import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'
import { Problem } from './problem.ts'

const OWN_ADDRESS = ['desk', 'kiosk', 'tv', 'wall'] as const
/** Files of the apps that keep one name for ever, so the browser must always ask. */
const LOOSE = ['sw.js', 'kiosk-sw.js', 'tv-sw.js', 'manifest.webmanifest', 'icon.svg', 'phone/index.html']
const YEAR_MS = 365 * 86_400_000
const hidden = { schema: { hide: true } }

const NOWHERE = new Problem(404, 'not-found', '没有这个地址，请检查一下，或者从首页进去')
const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>共治</title>
<p>界面还没有构建。请在项目目录运行 <code>npm start</code>，或先运行 <code>bin/build</code>。</p></html>`

/**
 * Serves the five surfaces from the folder vite writes. What carries a hash in its name is kept for ever; pages are
 * asked for each time, so a new version arrives with the next visit. Every unknown address that a person may have
 * typed is the phone's, which knows its own paths.
 */
export async function serveScreens(http: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(folder)
  const page = (reply: FastifyReply, surface: string) => {
    const file = join(surface, 'index.html')
    return isBuilt && existsSync(join(folder, file)) ? sendAnew(reply, file) : sendNotBuilt(reply)
  }
  for (const surface of OWN_ADDRESS) {
    for (const path of [`/${surface}`, `/${surface}/*`]) {
      http.get(path, hidden, (_, reply) => page(reply, surface))
    }
  }
  // Load balancers ask with HEAD.
  http.route({ method: ['GET', 'HEAD'], url: '/', ...hidden, handler: (_, reply) => page(reply, 'phone') })
  http.setNotFoundHandler((request, reply) =>
    isPhonePath(request) ? page(reply, 'phone') : sendProblem(reply, NOWHERE),
  )
  if (isBuilt) await serveFiles(http, folder)
}

async function serveFiles(http: FastifyInstance, folder: string): Promise<void> {
  await http.register(fastifyStatic, { root: folder, serve: false })
  http.get<{ Params: { '*': string } }>('/assets/*', hidden, ({ params }, reply) =>
    reply.sendFile(params['*'], join(folder, 'assets'), { maxAge: YEAR_MS, immutable: true }),
  )
  // Asked for by every browser on a page that names no icon, the reader of the API among them.
  http.get('/favicon.ico', hidden, (_, reply) => sendAnew(reply, 'icon.svg'))
  for (const file of LOOSE) http.get(`/${file}`, hidden, (_, reply) => sendAnew(reply, file))
}

const sendAnew = (reply: FastifyReply, file: string) =>
  reply.header('cache-control', 'no-cache').sendFile(file, { cacheControl: false })

const sendNotBuilt = (reply: FastifyReply) => reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)

/** A path without a file's ending, outside what programs use, asked for by a browser. */
function isPhonePath({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? url
  return method === 'GET' && !/^\/(api|assets|open311|healthz)(\/|$)/.test(path) && !/\.\w+$/.test(path)
}
