/** The part of OpenAPI 3.1 and JSON Schema that our own document uses. */
export type Schema = {
  type?: string | readonly string[]
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  $ref?: string
}
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }

/** One operation of the document: where it is and what it takes. */
export type Operation = {
  id: string
  method: string
  path: string
  parameters: readonly Parameter[]
  body?: { type: string; schema: Schema }
  /** Answers with a stream that goes on for ever. */
  isStream: boolean
}

type Media = { schema?: Schema }
type Described = {
  operationId: string
  parameters?: readonly (Omit<Parameter, 'required'> & { required?: boolean })[]
  requestBody?: { content: Record<string, Media> }
  responses?: Record<string, { content?: Record<string, Media> }>
}
export type Document = {
  paths: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}

/** Every operation of the document. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method.toUpperCase(), described)),
  )
}

function operationOf(path: string, method: string, described: Described): Operation {
  const [[type, media] = []] = Object.entries(described.requestBody?.content ?? {})
  const answers = Object.values(described.responses ?? {}).flatMap(({ content = {} }) => Object.keys(content))
  return {
    id: described.operationId,
    method,
    path,
    parameters: (described.parameters ?? []).map((one) => ({ ...one, required: one.required ?? false })),
    ...(type ? { body: { type, schema: media?.schema ?? {} } } : {}),
    isStream: answers.includes('text/event-stream'),
  }
}
