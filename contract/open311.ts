import { z } from 'zod'
import { route } from './route.ts'

/**
 * Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2) over the flow `grid-event`: other programs list what can be
 * reported, report, and follow. Names, shapes and errors are the standard's, so inputs are loose here and judged by
 * server/modules/open311, which answers in JSON or XML as asked.
 */

const Format = z.object({ format: z.enum(['json', 'xml']) })
const Given = z.string().max(200).optional()
const Asking = z.object({
  jurisdiction_id: Given.meta({ description: 'The 6-digit code of the county; may be left out' }),
  api_key: Given.meta({ description: 'Needed to report, and to read in full what one reported oneself' }),
})
/** Form-encoded as the standard has it, or the same names as JSON. `attribute[CODE]` is a key of its own. */
const Form = z.record(z.string().max(200), z.union([z.string(), z.array(z.string()).max(50)]))

export const open311 = {
  discovery: route({
    method: 'GET',
    path: '/open311/discovery.:format',
    access: 'public',
    does: 'Service discovery: where the endpoints are and what they speak',
    params: Format,
    sends: 'file',
  }),
  services: route({
    method: 'GET',
    path: '/open311/v2/services.:format',
    access: 'public',
    does: 'GET Service List: what can be reported',
    params: Format,
    query: Asking,
    sends: 'file',
  }),
  definition: route({
    method: 'GET',
    path: '/open311/v2/services/:code.:format',
    access: 'public',
    does: 'GET Service Definition: what else may be said when reporting it',
    params: Format.extend({ code: z.string().max(40) }),
    query: Asking,
    sends: 'file',
  }),
  report: route({
    method: 'POST',
    path: '/open311/v2/requests.:format',
    access: 'public',
    does: 'POST Service Request: report, with the key of an API client',
    params: Format,
    query: Asking,
    body: Form,
    once: 'if-given',
    sends: 'file',
  }),
  token: route({
    method: 'GET',
    path: '/open311/v2/tokens/:token.:format',
    access: 'public',
    does: 'GET service_request_id from a token',
    params: Format.extend({ token: z.string().max(60) }),
    query: Asking,
    sends: 'file',
  }),
  requests: route({
    method: 'GET',
    path: '/open311/v2/requests.:format',
    access: 'public',
    does: 'GET Service Requests: what was opened to everybody, newest first, 90 days or 1,000 at most',
    params: Format,
    query: Asking.extend({
      service_request_id: z.string().max(4000).optional().meta({ description: 'Several with commas' }),
      service_code: z.string().max(4000).optional().meta({ description: 'Several with commas' }),
      start_date: Given,
      end_date: Given,
      status: Given.meta({ description: 'open, closed, or both with a comma' }),
    }),
    sends: 'file',
  }),
  request: route({
    method: 'GET',
    path: '/open311/v2/requests/:id.:format',
    access: 'public',
    does: 'GET Service Request: one by its number',
    params: Format.extend({ id: z.string().max(60) }),
    query: Asking,
    sends: 'file',
  }),
}
