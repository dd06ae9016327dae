import { momentText, type Instant } from '#web/ui/when.ts'

type Contact = { contactedAt?: string | undefined; contactDueAt?: string | undefined }

/** Whether the asker was spoken to, and until when that must happen. */
export function contactWords({ contactedAt, contactDueAt }: Contact, now: Instant): string {
  if (contactedAt) return `已联系（${momentText(contactedAt, now)}）`
  if (!contactDueAt) return '还没有联系'
  return `${momentText(contactDueAt, now)} 前要联系`
}
