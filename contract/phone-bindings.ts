import { z } from 'zod'
import { route } from './route.ts'
import { Phone, PhoneCode } from './session.ts'
import { DivisionCode, Id, Instant, ReasonText } from './values.ts'

/**
 * 登记手机号: whoever holds a telephone the register does not know asks their village to be let in by it. A code proves that
 * it is in their hand; whose it is, the village alone says, from its register.
 */

const Words = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `最多写 ${most} 个字`)

const ofOne = z.object({ id: Id })

export const PhoneBinding = z.object({
  id: Id,
  name: z.string(),
  household: z
    .string()
    .meta({ description: 'The number on the door or the head of the household, in words' }),
  phone: z.string().meta({ description: 'Masked' }),
  askedAt: Instant,
  checked: z
    .object({ person: z.string(), by: z.string(), at: Instant })
    .optional()
    .meta({ description: 'Whose a keeper says it is, while that waits for a second word' }),
})

/** How a request stands, for whoever made it: nothing of the register and nothing of what they wrote. */
export const BindingState = z.object({
  state: z.enum(['waiting', 'checked', 'confirmed', 'refused', 'superseded']),
  village: DivisionCode,
  villageName: z.string(),
  askedAt: Instant,
  said: z.string().optional().meta({ description: 'Why the village sent it back' }),
})

export const phoneBindings = {
  sendCode: route({
    method: 'POST',
    path: '/api/phone-bindings/code',
    access: 'public',
    does: 'Send a code to a telephone to be registered; one that is known already is told so, by text message alone',
    body: z.object({ phone: Phone }),
  }),
  ask: route({
    method: 'POST',
    path: '/api/phone-bindings',
    access: 'public',
    once: true,
    does: 'Ask a village to register one’s telephone; what the same telephone asked before and is not answered is superseded',
    body: z.object({
      village: DivisionCode,
      name: Words(20, '请写您的姓名'),
      household: Words(60, '请写门牌号，或者户主是谁'),
      phone: Phone,
      code: PhoneCode,
    }),
    answers: BindingState,
  }),
  look: route({
    method: 'GET',
    path: '/api/phone-bindings/:id/state',
    access: 'public',
    does: 'How one’s own request stands, by the key it was sent with',
    params: ofOne,
    answers: BindingState,
  }),
  list: route({
    method: 'GET',
    path: '/api/phone-bindings',
    access: 'people.import',
    does: 'Requests that wait in one’s village, the newest first, 100 of them; 403 for who keeps no village’s register',
    answers: z.object({ waiting: z.int(), rows: z.array(PhoneBinding) }),
  }),
  show: route({
    method: 'GET',
    path: '/api/phone-bindings/:id',
    access: 'people.import',
    does: 'One request that waits in one’s village, with the whole number, to be called back and asked',
    trace: 'personal',
    params: ofOne,
    answers: PhoneBinding.extend({ phone: z.string().meta({ description: 'Whole' }) }),
  }),
  confirm: route({
    method: 'POST',
    path: '/api/phone-bindings/:id/confirm',
    access: 'people.import',
    proven: 'always',
    does: 'Say that it is the telephone of that person of one’s village; they sign in with it once a second person has agreed. The same again changes nothing',
    params: ofOne,
    body: z.object({
      person: Id,
      replacing: ReasonText.optional().meta({
        description: 'Why the number the person has is replaced; absent: they have none',
      }),
    }),
  }),
  refuse: route({
    method: 'POST',
    path: '/api/phone-bindings/:id/refuse',
    access: 'people.import',
    does: 'Send a request back with a reason; the same again changes nothing',
    params: ofOne,
    body: z.object({ reason: ReasonText }),
  }),
}
