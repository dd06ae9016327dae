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

/** What one text message of the gateway holds beside our own words (70 characters and a second part). */
const TEXTED_MAX = 60
const LINK = /:\/\/|www\.|[a-z\d]\s*[.。]\s*[a-z]{2}/i
/** Digits with up to three signs between two of them, or written out: a telephone, an account, a number of a chat. */
const NUMBER = /\d(?:[^\p{L}\p{N}]{0,3}\d){6}|[〇零幺一二三四五六七八九]{7}/u

/**
 * Words of an official that go out under the name of the house: whoever gets them trusts a link or a number in them as
 * they would trust us. Characters nobody sees are gone before (server/core/server.ts).
 */
const TextedReason = ReasonText.max(TEXTED_MAX, `要发短信，最多写 ${TEXTED_MAX} 个字`)
  .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), '短信只有一行，请不要换行')
  .refine(
    (text) => !LINK.test(text.normalize('NFKC')),
    '短信里不要写网址，收的人分不清真假；请写到哪里、找谁',
  )
  .refine(
    (text) => !NUMBER.test(text.normalize('NFKC')),
    '短信里不要写电话和账号，收的人分不清真假；日期写成“11月27日”',
  )

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
    does: 'Send a request back with a reason, which goes out by text message; the same again changes nothing',
    params: ofOne,
    body: z.object({ reason: TextedReason }),
  }),
}
