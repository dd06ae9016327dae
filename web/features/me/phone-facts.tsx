import type { ReactNode } from 'react'
import { addressAt } from '#contract/division-codes.ts'
import type { Output } from '#web/client/call.ts'
import { Fault } from '#web/matters/fault.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'

/** A part of the page under its heading. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lead">
        {title}
      </h2>
      {children}
    </section>
  )
}

/** What the register has of somebody, numbers masked. */
export function Facts({ person }: { person: Output<'people.mine'>['person'] }) {
  const { householdName, divisionName = '', address = '' } = person
  const facts: [name: string, value: string | undefined][] = [
    ['姓名', person.name],
    ['手机号', person.phone],
    ['身份证号', person.idNumber],
    ['性别', person.sex],
    ['出生日期', person.bornOn],
    ['户', householdName],
    ['住址', addressAt(divisionName, address)],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 rounded-card border border-line bg-paper p-4">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-words">{value || '没有登记'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Why a part of the page could not be read; whoever has to sign in comes back here. */
export function PrivacyFault({ error, onRetry }: Pick<Parameters<typeof Fault>[0], 'error' | 'onRetry'>) {
  return <Fault error={error} onRetry={onRetry} signInHref={paths.signIn(paths.privacy())} />
}
