import { Segmented, Select } from 'antd'
import type { Node } from '#practice/disclosure/content.ts'
import { useCall } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Link } from '#web/ui/link.tsx'
import { dateText } from '#web/ui/when.ts'
import { NODES, type Draft } from './desk-words.ts'

const nodeName = (node: string | undefined) =>
  node === 'before' || node === 'during' || node === 'after' ? NODES[node] : undefined

type Choice = {
  node: Node | undefined
  onNode: (node: Node | undefined) => void
  continues: string | undefined
  onContinues: (id: string) => void
}

/** The other publications of the same affair; for who writes, where in it this stands and which one it goes on from. */
export function AffairPart({ draft, choice }: { draft: Draft; choice: Choice | undefined }) {
  const { data } = useCall(
    'publications.board',
    choice ? { query: { division: draft.division, all: 'true', limit: 100 } } : undefined,
  )
  const others = (data?.rows ?? []).filter(({ id }) => id !== draft.id)
  const affair = draft.affair.filter(({ id }) => id !== draft.id)
  if (!choice && affair.length === 0) return null
  return (
    <section aria-label="同一件事的公开" className="grid gap-2">
      <h2 className="font-bold">同一件事的公开</h2>
      <ul className="grid gap-1">
        {affair.map(({ id, title, node }) => (
          <li key={id}>
            <Link href={paths.publication(id)} className="text-brand hover:underline">
              {nodeName(node) && `${nodeName(node)} · `}
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {choice && (
        <>
          <NodePick {...choice} />
          <DeskField label="接着哪一件" hint="选了就和它排在一条时间线上，事前、事中、事后一起看">
            {(bound) => (
              <Select
                {...bound}
                showSearch
                optionFilterProp="label"
                placeholder="是新的一件事，不用选"
                value={choice.continues ?? null}
                options={others.map(({ id, title, postedFrom }) => ({
                  value: id,
                  label: `${title}（${dateText(postedFrom)}）`,
                }))}
                onChange={(id: string | null) => id !== null && choice.onContinues(id)}
              />
            )}
          </DeskField>
        </>
      )}
    </section>
  )
}

function NodePick({ node, onNode }: Pick<Choice, 'node' | 'onNode'>) {
  return (
    <DeskField label="这件事办到哪" group>
      {() => (
        <Segmented
          block
          value={node ?? 'none'}
          options={[
            { value: 'none', label: '不分' },
            ...Object.entries(NODES).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(value) => onNode(value === 'none' ? undefined : (value as Node))} // One of the options above.
        />
      )}
    </DeskField>
  )
}
