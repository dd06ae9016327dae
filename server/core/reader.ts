import { randomBytes } from 'node:crypto'
import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { FLOWS } from '#practice/flows.gen.ts'
import { Problem } from '#contract/values.ts'
import { contentPolicy } from './content-policy.ts'
import { SHEET_TYPES } from './sheet.ts'
import { SESSION_COOKIE } from './token.ts'

const TAGS = {
  session: ['登录', '登录、换岗位、退出；演示村里可直接选人'],
  places: ['地方与清单', '区划、单位、清单、村民'],
  files: ['照片', '上传和查看照片'],
  matters: ['事项', '一切按流程办的事：报事、办事、心愿'],
  track: ['一事一码', '凭回执上的编码查看和办理，不用登录'],
  notices: ['消息', '与我有关的消息，以及实时变化'],
  views: ['视图', '保存的筛选条件'],
  wall: ['大屏', '指挥大屏的数字'],
  disclosure: ['公开', '各村应公开、已公开、逾期的事项，豁免和督办'],
  publications: ['公布', '公开的内容、版本、核验和质询'],
  openData: ['开放数据', '向全社会公开的内容：JSON、CSV、Atom、DCAT'],
  open311: ['Open311', 'GeoReport v2：别的系统报事、查事，JSON 与 XML'],
  hotline: ['热线工单', '12345 等热线按自己的工单号转来、查询'],
  webhooks: ['推送', '别的系统登记网址，有进展就告诉它，带签名'],
  apiClients: ['接入系统', '谁能接入、能做什么、用了多少次'],
  workbench: ['权限模拟', '一个岗位会看到什么，只说能不能、为什么'],
  calendars: ['日历订阅', '会议和期限，iCalendar'],
} as const

/** Each flow brings paths of its own. */
const FLOW_TAGS = Object.values(FLOWS).map(
  ({ id, name, plain }) => [id, [name, `${plain}：逐步办理的接口`]] as const,
)

const DESCRIPTION = `一个县的乡村治理平台。所有界面用的就是这里的接口。

出错时回应是 RFC 9457 的 \`application/problem+json\`，\`title\` 是一句能照着做的中文。
写入接口如标明 \`Idempotency-Key\`，请用 UUIDv7；同一个编号重发不会办两次；内容和第一次不一样的，回 409。`

const KEY_HEADER = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: {
    'Idempotency-Key': { type: 'string', format: 'uuid', description: 'UUIDv7; a repeat changes nothing' },
  },
}

/** Describes every route registered afterwards, and serves the description with a reader. Nothing comes from outside. */
export async function serveReader(http: FastifyInstance): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '共治 Gongzhi',
        version: '0.1.0',
        description: DESCRIPTION,
        license: { name: 'Apache-2.0' },
      },
      tags: [...Object.entries(TAGS), ...FLOW_TAGS].map(([name, [title, description]]) => ({
        name,
        description,
        'x-displayName': title,
      })),
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          bearer: { type: 'http', scheme: 'bearer' },
        },
        schemas: { Problem: z.toJSONSchema(Problem) as never },
      },
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input)
      return { schema: { ...schema, ...moreOf(input.route, schema as Record<string, unknown>) }, url }
    },
  })
  let text: string | undefined
  http.get('/api/openapi.json', { schema: { hide: true } }, (_, reply) => {
    text ??= JSON.stringify(http.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
  await serveScalar(http)
}

/** What the contract says of a route besides its schemas. */
function moreOf(route: RouteOptions, schema: Record<string, unknown>): Record<string, unknown> {
  const definition = route.config?.definition
  if (!definition) return {}
  const { access, once, sends, takes, answers, sheet } = definition
  const known = schema['response'] as Record<string, unknown> | undefined
  const sent = sends === 'events' ? 'text/event-stream' : '*/*'
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return {
    response: {
      ...known,
      ...(sheet ? { 200: orFiles(known?.['200']) } : {}),
      ...(sends ? { 200: { description: '内容', content: { [sent]: { schema: { type: 'string' } } } } } : {}),
      ...(answers || sends ? {} : { 204: { description: '办好了', type: 'null' } }),
      default: { description: '出错', content: problem },
    },
    ...(access === 'public' ? {} : { security: [{ cookie: [] }, { bearer: [] }] }),
    ...(access === 'public' || access === 'session' ? {} : { 'x-permission': access }),
    ...(once ? { headers: KEY_HEADER } : {}),
    ...(takes
      ? {
          consumes: ['multipart/form-data'],
          body: {
            type: 'object',
            required: ['file'],
            properties: { file: { type: 'string', format: 'binary' } },
          },
        }
      : {}),
  }
}

/** A list answers in JSON or, asked for a file, with one of those. */
const orFiles = (json: unknown) => ({
  description: '列表，或者带走的文件',
  content: {
    'application/json': { schema: json },
    ...Object.fromEntries(
      Object.values(SHEET_TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  },
})

/** Scalar's page starts itself with a script inside the page, which only its nonce admits. */
async function serveScalar(http: FastifyInstance): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  const helmet = { contentSecurityPolicy: contentPolicy([`'nonce-${nonce}'`]) }
  http.addHook('onRoute', (route) => {
    if (route.url === '/api/') route.config = Object.assign({}, route.config, { helmet })
  })
  await http.register(scalar, {
    routePrefix: '/api',
    configuration: {
      url: '/api/openapi.json',
      pageTitle: '共治接口',
      nonce,
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  })
}
