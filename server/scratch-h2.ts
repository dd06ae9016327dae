import { readConfig } from './core/config.ts'
import { openServices } from './services.ts'
import { buildHttp } from './web.ts'
import { loadPack } from './modules/packs/index.ts'
import { newId } from './core/ids.ts'
const url = 'postgres://postgres@127.0.0.1:5499/h2'
const config = readConfig({ ...process.env, DATABASE_URL: url, DATA_DIR: '/tmp/h2/data', DEMO: '1' })
const services = await openServices(config, url)
console.time('pack'); await loadPack(services, 'yanliang'); console.timeEnd('pack')
const county = '610114'
const village = await services.db.asOwner(async (tx) => (await tx.first<{code:string}>(`select code from divisions where level='village' order by code limit 1`))!.code)
await services.db.asOwner(async (tx) => {
  if (await tx.first('select 1 from people')) return
  const h = newId(), p = newId(), q = newId(), post = newId()
  await tx.rows(`insert into households values ($1,$2,$3,'张家','1号')`, [county, h, village])
  for (const [id, name, phone] of [[p,'张三','13800000001'],[q,'李四','13800000002']] as const)
    await tx.rows(`insert into people (county,id,household,name,phone_sealed,phone_hash) values ($1,$2,$3,$4,$5,$6)`, [county,id,h,name,services.secrets.seal(phone),services.secrets.hash('phone',phone)])
  await tx.rows(`insert into posts values ($1,$2,$3,'town-dispatcher','分拨员',$4,null,'2020-01-01',null)`, [county, post, q, village.slice(0,9)])
})
console.time('http'); const { http } = await buildHttp(services); console.timeEnd('http')
console.log(await http.listen({ host: '127.0.0.1', port: 8899 }))
process.on('SIGTERM', async () => { console.time('close'); await http.close(); await services.close(); console.timeEnd('close') })
