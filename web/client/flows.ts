import { useMemo } from 'react'
import { tune, type AnyFlow, type AnyTuning } from '#practice/kit/index.ts'
import { saySpan } from '#practice/kit/span.ts'
import { FLOWS } from '#practice/flows.gen.ts'
import { useCounty } from './county.ts'

/**
 * The flows as this county runs them, by id; the plain ones until its words have arrived. Apart from county.ts so that
 * the phone's first page, which draws no flow, does not carry all of them.
 */
export function useFlows(): Readonly<Record<string, AnyFlow>> {
  const county = useCounty()
  return useMemo(() => {
    if (!county) return FLOWS
    // The server checked the tunings when the pack was loaded.
    const tunings = county.tunings as Readonly<Record<string, AnyTuning>>
    return Object.fromEntries(Object.entries(FLOWS).map(([id, flow]) => [id, tune(flow, tunings[id])]))
  }, [county])
}

/** How long a stage may take, as people say it; undefined where nothing is due or it depends on the matter. */
export function stageSpan(flow: AnyFlow | undefined, stage: string): string | undefined {
  const found = flow?.stages[stage]
  const due = found && 'due' in found ? found.due : undefined
  return due && typeof due === 'object' && 'n' in due ? saySpan(due) : undefined
}

/** A choice of a field as people read it. */
export const choiceName = (flow: AnyFlow | undefined, field: string, value: string): string =>
  flow?.fields[field]?.options?.find((option) => option.value === value)?.label ?? value
