import { z } from 'zod'
import { Acted, Opened, OnBehalf } from '#contract/matters.ts'
import { route } from '#contract/route.ts'
import { DivisionCode, Id, Place } from '#contract/values.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import { openersOf, type AnyAction, type AnyFlow, type Field, type FieldKind } from '#practice/kit/index.ts'
import type { App } from '#server/core/app.ts'
import { bind } from '#server/core/http.ts'
import { act, openMatter } from './commands.ts'

/**
 * The paths that follow from a flow's definition: one for each way to open a matter of it and for each action, with
 * its fields typed, so that another system reads the API and needs no lesson in flows. They run the same commands as
 * the general routes.
 */

/** How long it may be is said to whoever reads the API, and judged once, by the field's own check, which counts as people do. */
const text = ({ max }: Field) =>
  z
    .string()
    .max(20_000, '写得太长了，请删减一些')
    .meta(max === undefined ? {} : { maxLength: max })

const SCHEMA: { [K in FieldKind]: (field: Field) => z.ZodType } = {
  text,
  choice: ({ options = [] }) => z.enum(options.map(({ value }) => value)),
  place: () => Place,
  photos: ({ max = 9 }) =>
    z.array(z.string()).max(max).meta({ description: 'File ids from POST /api/files' }),
  yuan: () => z.int().meta({ description: 'Fen' }),
  count: ({ min = 0, max = 1_000_000 }) => z.int().min(min).max(max),
  date: () => z.iso.date(),
  stars: () => z.int().min(1).max(5),
  unit: () => z.string().max(60).meta({ description: 'Unit code from GET /api/units' }),
  item: ({ catalogue }) =>
    z
      .string()
      .max(60)
      .meta({ description: `Item code from GET /api/catalogues/${catalogue}` }),
  matter: () => z.string().max(40).meta({ description: 'Number of another matter' }),
}

function answersOf(flow: AnyFlow, action: AnyAction) {
  const shape: Record<string, z.ZodType> = {}
  const add = (name: string, required: boolean) => {
    const field = flow.fields[name]
    if (!field) return
    const schema = SCHEMA[field.kind](field).meta({
      title: field.label,
      ...(field.hint ? { description: field.hint } : {}),
    })
    shape[name] = required ? schema : schema.optional()
  }
  for (const name of action.asks ?? []) add(name, true)
  for (const name of action.allows ?? []) add(name, false)
  return z.object(shape)
}

/** Binds the paths of every flow. */
export function flowRoutes(app: App): void {
  for (const flow of Object.values(FLOWS)) {
    const openers = openersOf(flow)
    for (const [name, action] of Object.entries(flow.actions)) {
      if (action.by === 'clock') continue
      if (!openers.includes(name)) bindAction(app, flow, name, action)
      else if (flow.opensElsewhere === undefined) bindOpener(app, flow, name, action)
    }
  }
}

function bindOpener(app: App, flow: AnyFlow, name: string, action: AnyAction): void {
  const definition = route({
    method: 'POST',
    path: `/api/flows/${flow.id}/${name}`,
    access: 'matters.open',
    does: `${flow.name}：${action.name}`,
    once: true,
    body: z.object({ division: DivisionCode, behalf: OnBehalf.optional(), answers: answersOf(flow, action) }),
    answers: Opened,
  })
  bind(app.http, `${flow.id}.${name}`, definition, async ({ body }, { scope, key }) =>
    openMatter(app, scope, { flow: flow.id, action: name, ...body }, { key }),
  )
}

function bindAction(app: App, flow: AnyFlow, name: string, action: AnyAction): void {
  const definition = route({
    method: 'POST',
    path: `/api/flows/${flow.id}/:id/${name}`,
    access: 'session',
    does: `${flow.name}：${action.name}`,
    once: true,
    params: z.object({ id: Id }),
    body: z.object({ answers: answersOf(flow, action) }),
    answers: Acted,
  })
  bind(app.http, `${flow.id}.${name}`, definition, async ({ params, body }, { scope, key }) =>
    act(app, scope, params.id, { action: name, answers: body.answers }, { key }),
  )
}
