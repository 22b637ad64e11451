/** The manifests of deploy/scale agree with each other, with the options of the bank and with the Dockerfile; nothing runs with rights. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseAllDocuments } from 'yaml'
import { OPTIONS, variableOf } from '../../src/app/options.js'

const read = (name: string): string => readFileSync(new URL(`../../deploy/scale/${name}`, import.meta.url), 'utf8')

const documents = <T>(name: string): T[] =>
  [parseAllDocuments(read(name), { merge: true })].flat().map(document => {
    const [error] = document.errors
    if (error !== undefined) throw new Error(`${name}: ${error.message}`)
    return document.toJS() as T
  })

interface Container {
  readonly image: string
  readonly command?: readonly string[]
  readonly env?: readonly { readonly name: string }[]
  readonly ports: readonly { readonly containerPort: number }[]
  readonly securityContext: object
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
  readonly resources: { readonly requests: object; readonly limits: { readonly memory: string } }
  readonly readinessProbe: { readonly httpGet?: { readonly path: string } }
  readonly livenessProbe: { readonly httpGet?: { readonly path: string } }
}

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly spec: {
    readonly replicas?: number
    readonly serviceName?: string
    readonly clusterIP?: string
    readonly selector: Readonly<Record<string, string>>
    readonly ports: readonly { readonly port: number }[]
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[]
    readonly template: {
      readonly spec: {
        readonly enableServiceLinks: boolean
        readonly securityContext: object
        readonly containers: readonly [Container]
        readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[]
      }
    }
  }
}

interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>
  readonly networks: { readonly scale: { readonly ipv4_address: string } }
  readonly volumes: readonly string[]
  readonly read_only: boolean
  readonly cap_drop: readonly string[]
  readonly depends_on?: object
  readonly image: string
}

const compose = documents<{ services: Record<string, ComposeService>; volumes: object }>('compose.yml')[0]
const kustomization = documents<{ resources: string[]; configMapGenerator: { name: string; files: string[] }[]; images: { name: string }[] }>('kustomization.yaml')[0]
const manifests = (kustomization?.resources ?? []).flatMap(file => documents<Manifest>(file))
const find = (kind: string, name: string): Manifest => {
  const found = manifests.find(manifest => manifest.kind === kind && manifest.metadata.name === name)
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`)
  return found
}

const banks = [...read('banks.conf').matchAll(/^server (\S+?):7751 max_fails=0;$/gm)].map(([, name = '']) => name)
const knownVariables = OPTIONS.map(variableOf)
const WITHOUT_RIGHTS = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }

t.test('banks.conf names banks in order, and never gives one up', async t => {
  t.strictSame(banks, banks.map((_, nth) => `bank-${String(nth)}`))
  t.equal([...read('banks.conf').matchAll(/^server /gm)].length, banks.length)
})

t.test('compose has a service, a fixed address and a volume for each bank, and nginx waits for all', async t => {
  const { nginx, ...others } = compose?.services ?? {}
  t.strictSame(Object.keys(others), banks)
  t.strictSame(Object.keys(compose?.volumes ?? {}), banks)
  t.strictSame(Object.keys(nginx?.depends_on ?? {}), banks)
  const addresses = [nginx, ...Object.values(others)].map(service => service?.networks.scale.ipv4_address)
  t.equal(new Set(addresses).size, banks.length + 1)
  for (const [name, service] of Object.entries(others)) {
    t.strictSame(service.volumes, [`${name}:/data`])
    t.strictSame(Object.keys(service.environment ?? {}).filter(variable => !knownVariables.includes(variable)), [])
  }
  for (const service of [nginx, ...Object.values(others)]) t.match(service, { read_only: true, cap_drop: ['ALL'] })
})

t.test('the StatefulSet has a Service for each bank beside its headless one, and a volume where the image keeps its database', async t => {
  const { spec } = find('StatefulSet', 'bank')
  t.equal(spec.replicas, banks.length)
  t.equal(find('Service', spec.serviceName ?? '').spec.clusterIP, 'None')
  for (const name of banks) t.match(find('Service', name).spec, { selector: { 'statefulset.kubernetes.io/pod-name': name }, ports: [{ port: 7751 }] })
  const [bank] = spec.template.spec.containers
  const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
  const folder = /BNC_DATABASE=(\/\S+)\//.exec(dockerfile)?.[1]
  t.strictSame(bank.volumeMounts.find(({ name }) => name === spec.volumeClaimTemplates?.[0]?.metadata.name)?.mountPath, folder)
  t.strictSame(bank.ports.map(({ containerPort }) => containerPort), [7751])
  t.strictSame([bank.readinessProbe.httpGet?.path, bank.livenessProbe.httpGet?.path], ['/readyz', '/livez'])
})

t.test('every variable is an option of the bank, and no Service can make one', async t => {
  const { spec: { template: { spec } } } = find('StatefulSet', 'bank')
  const said = [...Object.keys(find('ConfigMap', 'sandbox-settings').data ?? {}), ...(spec.containers[0].env ?? []).map(({ name }) => name)]
  t.strictSame(said.filter(name => !knownVariables.includes(name)), [])
  t.ok(said.includes('BNC_ADMIN_KEY') && said.includes('BNC_PUBLIC_URL'))
  t.equal(spec.enableServiceLinks, false)
})

t.test('nothing runs as root, writes to its image or asks without a bound', async t => {
  for (const [kind, name] of [['StatefulSet', 'bank'], ['Deployment', 'sandbox']] as const) {
    const { spec } = find(kind, name).spec.template
    t.match(spec.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    t.match(spec.containers[0], { securityContext: WITHOUT_RIGHTS, resources: { requests: { cpu: String, memory: String }, limits: { memory: String } } })
  }
})

t.test('compose and Kubernetes run the files that the tests run, with the same nginx', async t => {
  const { spec } = find('Deployment', 'sandbox').spec.template
  const [{ image, command, volumeMounts, ports }] = spec.containers
  const [generator] = kustomization?.configMapGenerator ?? []
  t.strictSame(generator?.files, ['nginx.conf', 'banks.conf', 'client-keys.map'])
  t.ok(spec.volumes.some(({ configMap }) => configMap?.name === generator?.name))
  const folder = volumeMounts.find(({ name }) => name === 'configuration')?.mountPath ?? ''
  t.ok(command?.includes(`${folder}/nginx.conf`))
  t.strictSame(compose?.services['nginx']?.volumes, generator?.files.map(file => `./${file}:${folder}/${file}:ro`))
  t.equal(compose?.services['nginx']?.image, image)
  t.match(read('nginx.conf'), new RegExp(`listen ${String(ports[0]?.containerPort)};`))
})
