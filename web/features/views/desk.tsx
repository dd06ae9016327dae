import { Alert, Button, Input, Popover } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCall, useChange } from '#web/client/queries.ts'
import { readSearch, writeSearch } from '#web/client/search-params.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { useFilter } from '#web/matters/desk-filter.ts'
import { paths } from '#web/surfaces/desk/paths.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'

/** Names for filters one comes back to. */
export function SavedViews() {
  const filter = useFilter()
  const search = writeSearch(filter)
  const { data: views, error } = useCall('views.list', {})
  const remove = useChange('views.remove', ['views.list'])
  return (
    <section aria-label="我的视图">
      <div className="flex items-center justify-between pr-1 pl-3">
        <h2 className="text-note text-ink-3">我的视图</h2>
        <Save search={search} />
      </div>
      {error && <p className="px-3 text-small text-late">{error.message}</p>}
      {views?.length === 0 && (
        <p className="px-3 text-small text-ink-3">把常用的筛选存下来，以后一点就到。</p>
      )}
      <ul>
        {views?.map(({ id, name, search: saved }) => {
          const here = writeSearch(readSearch(saved)) === search
          return (
            <li key={id} className="group flex items-center">
              <Link
                href={paths.matters(readSearch(saved))}
                aria-current={here ? 'page' : undefined}
                className={`flex min-h-8 min-w-0 flex-1 items-center rounded-card px-3 ${here ? 'bg-brand-soft font-bold text-brand-deep' : 'hover:bg-well'}`}
              >
                <span className="truncate">{name}</span>
              </Link>
              <Button
                size="small"
                type="text"
                aria-label={`删掉视图 ${name}`}
                className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
                icon={<Icon name="close" className="size-3.5" />}
                onClick={() => remove.mutate({ input: { params: { id } } })}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Save({ search }: { search: string }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const save = useChange('views.save', ['views.list'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = () => {
      setOpen(false)
      setName('')
    }
    save.mutate({ input: { body: { name, search } } }, { onSuccess: done })
  }
  const form = (
    <form className="grid w-60 gap-3" noValidate onSubmit={submit}>
      <DeskField label="给现在的筛选起个名字" required fault={save.error?.fields['name']}>
        {(bound) => (
          <Input {...bound} maxLength={20} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </DeskField>
      {save.error && <Alert type="error" showIcon title={save.error.message} />}
      <Button type="primary" htmlType="submit" loading={save.isPending} disabled={name.trim() === ''}>
        存下来
      </Button>
    </form>
  )
  return (
    <Popover trigger="click" placement="rightTop" open={open} onOpenChange={setOpen} content={form}>
      <Button
        size="small"
        type="text"
        aria-label="把现在的筛选存成视图"
        icon={<Icon name="plus" className="size-4" />}
      />
    </Popover>
  )
}
