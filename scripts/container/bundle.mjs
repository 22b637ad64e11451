/** Writes the config.json of an OCI bundle, as an engine would for `docker run`: no rights, and the network that is given. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

/**
 * @typedef {{ Env: string[], Entrypoint?: string[], Cmd?: string[], WorkingDir?: string, User?: string }} ImageConfig
 * @typedef {{ destination: string, type: string, source: string, options: string[] }} Mount
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** What `buildah inspect --type image` prints. */
    image: { type: 'string', default: '' },
    rootfs: { type: 'string', default: '' },
    out: { type: 'string', default: 'config.json' },
    /** A network namespace that exists; without one it is the host's. */
    netns: { type: 'string', default: '' },
    user: { type: 'string', default: '' },
    'read-only': { type: 'boolean', default: false },
    env: { type: 'string', multiple: true, default: [] },
    tmpfs: { type: 'string', multiple: true, default: [] },
    /** source:destination[:ro] */
    volume: { type: 'string', multiple: true, default: [] }
  }
})

/** @type {{ OCIv1: { config: ImageConfig } }} */
const { OCIv1: { config } } = JSON.parse(readFileSync(values.image, 'utf8'))
const [uid = 0, gid = 0] = (values.user === '' ? config.User ?? '0:0' : values.user).split(':').map(Number)

/** @param {string} destination @param {string} type @param {string[]} options @returns {Mount} */
const mount = (destination, type, options) => ({ destination, type, source: type, options })

/** @param {string} spec @returns {Mount} */
const bind = (spec) => {
  const [source = '', destination = '', mode = 'rw'] = spec.split(':')
  return { destination, type: 'bind', source, options: ['rbind', mode] }
}

const spec = {
  ociVersion: '1.0.2',
  hostname: 'bank',
  root: { path: values.rootfs, readonly: values['read-only'] },
  process: {
    user: { uid, gid },
    cwd: config.WorkingDir ?? '/',
    // Words after the options stand in for the image's command, as after `docker run IMAGE`.
    args: [...config.Entrypoint ?? [], ...positionals.length > 0 ? positionals : config.Cmd ?? []],
    env: [...config.Env, ...values.env],
    capabilities: {},
    noNewPrivileges: true
  },
  mounts: [
    mount('/proc', 'proc', []),
    mount('/dev', 'tmpfs', ['nosuid', 'strictatime', 'mode=755', 'size=65536k']),
    mount('/dev/shm', 'tmpfs', ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k']),
    ...values.tmpfs.map((path) => mount(path, 'tmpfs', ['nosuid', 'nodev', 'mode=1777'])),
    ...values.volume.map(bind)
  ],
  linux: {
    namespaces: [
      { type: 'pid' }, { type: 'ipc' }, { type: 'uts' }, { type: 'mount' },
      ...values.netns === '' ? [] : [{ type: 'network', path: values.netns }]
    ],
    maskedPaths: ['/proc/kcore', '/proc/keys', '/proc/timer_list'],
    readonlyPaths: ['/proc/sys', '/proc/sysrq-trigger']
  }
}
writeFileSync(values.out, JSON.stringify(spec, undefined, 2))
