import { Button, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { addressOf, CallError, upload, type Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { Moment } from '#web/matters/desk-time.tsx'

type Scan = Output<'documents.scans'>['rows'][number]
const KINDS: Readonly<Record<Scan['kind'], string>> = {
  minutes: '签字的会议记录',
  roll: '签到表',
  ballots: '选票和计票单',
  other: '其他',
}

/** Photographs of what was signed by hand; they are filed with the meeting. */
export function Scans({ id }: { id: string }) {
  const { data } = useCall('documents.scans', { params: { id } })
  // Neighbours have no scans to see.
  if (!data) return null
  return (
    <section aria-labelledby="scans" className="grid gap-3 border-t border-line p-4">
      <h2 id="scans" className="font-bold">
        签过字的扫描件
      </h2>
      {data.rows.length === 0 && (
        <p className="text-small text-ink-2">还没有。拍清楚、一页一张，归档时记下校验码。</p>
      )}
      <ul className="grid gap-3">
        {data.rows.map((scan) => (
          <ScanRow key={scan.n} meeting={id} scan={scan} locked={data.refused !== undefined} />
        ))}
      </ul>
      {data.refused === undefined ? (
        <AddScan id={id} />
      ) : (
        <p className="text-small text-ink-2">{data.refused}</p>
      )}
    </section>
  )
}

function AddScan({ id }: { id: string }) {
  const attach = useChange('documents.scan', ['documents.scans'])
  const [kind, setKind] = useState<Scan['kind']>('minutes')
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const add = async (file: Blob) => {
    setBusy(true)
    setFault(undefined)
    try {
      // As it was taken: letters on paper want every pixel the server keeps.
      const { id: stored } = await upload(file)
      await attach.mutateAsync({ input: { params: { id }, body: { file: stored, kind } } })
    } catch (error) {
      setFault(error instanceof CallError ? error.message : '这张照片打不开，请换一张')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="grid gap-2">
      <Select
        aria-label="是什么"
        value={kind}
        options={Object.entries(KINDS).map(([value, label]) => ({ value: value as Scan['kind'], label }))}
        onChange={setKind}
      />
      <Upload
        accept="image/*"
        showUploadList={false}
        beforeUpload={(file) => {
          void add(file)
          return false
        }}
      >
        <Button block loading={busy}>
          上传一张照片
        </Button>
      </Upload>
      {fault && (
        <p role="alert" className="text-small text-late">
          {fault}
        </p>
      )}
    </div>
  )
}

function ScanRow({ meeting, scan, locked }: { meeting: string; scan: Scan; locked: boolean }) {
  const { n, kindName, by, at, withdrawn, file } = scan
  const withdraw = useChange('documents.withdrawScan', ['documents.scans'])
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const params = { id: meeting, n: String(n) }
  return (
    <li className={`grid grid-cols-[3.5rem_minmax(0,1fr)] gap-3 ${withdrawn ? 'text-ink-3' : ''}`}>
      <a
        href={addressOf('documents.scanFile', { params, query: { size: 'full' } })}
        target="_blank"
        rel="noreferrer"
      >
        <img
          src={addressOf('documents.scanFile', { params, query: { size: 'small' } })}
          alt={`${kindName}第 ${n} 张`}
          className="h-16 w-14 border border-line object-cover"
        />
      </a>
      <div className="min-w-0 text-small">
        <p className="font-bold">{kindName}</p>
        <p className="text-ink-2">
          {by}　<Moment at={at} />
        </p>
        <p className="truncate text-ink-2" title={file}>
          校验码 {file.slice(0, 16)}
        </p>
        {withdrawn && <p className="text-late">已作废：{withdrawn}</p>}
        {!withdrawn && !locked && !asking && (
          <Button type="link" size="small" className="!px-0" onClick={() => setAsking(true)}>
            作废
          </Button>
        )}
        {asking && !withdrawn && (
          <div className="flex gap-1 pt-1">
            <Input
              size="small"
              aria-label="为什么作废"
              placeholder="为什么作废"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              size="small"
              disabled={reason.trim().length < 2}
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ input: { params, body: { reason } } })}
            >
              作废
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}
