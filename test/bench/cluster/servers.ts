import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { stringify } from 'yaml';

import { type Account, Daemon, pause, statusOf } from './daemon';

/** How fast a pair finds out that its leader is gone: the lock in etcd ends after `ttl` seconds. */
const PACE = { ttl: 9, loop_wait: 2, retry_timeout: 3 };

/** One server of the pair, with the Patroni that looks after it. */
export interface Node {
  name: string;
  port: number;
  api: number;
  data: string;
  patroni: Daemon;
}

/** etcd, a pair of PostgreSQL with a synchronous standby, HAProxy and pgbouncer, all in one folder on loopback. */
export class Servers {
  readonly nodes: Node[] = [];
  private readonly daemons: Daemon[] = [];
  private readonly password = randomBytes(12).toString('hex');
  ports!: Record<'leader' | 'standby' | 'pooler' | 'web' | 'web1' | 'web2', number>;

  constructor(
    private readonly folder: string,
    private readonly account: Account,
    private readonly postgres: string,
  ) {}

  async start(): Promise<void> {
    const free = await freePorts(14);
    const take = (): number => free.pop() ?? 0;
    this.ports = {
      ...{ leader: take(), standby: take(), pooler: take() },
      ...{ web: take(), web1: take(), web2: take() },
    };
    const [etcd, peer] = [take(), take()];
    const store = this.daemon('etcd', '/usr/bin/etcd', etcdArgs(this.folder, etcd, peer));
    await store.until(async () => (await statusOf(`http://127.0.0.1:${etcd}/health`)) === 200);
    for (const name of ['a', 'b']) this.nodes.push(this.addNode(name, take(), take(), etcd));
    this.daemon('haproxy', '/usr/sbin/haproxy', ['-db', '-f', this.haproxyFile()]);
    this.daemon('pgbouncer', '/usr/sbin/pgbouncer', [this.pgbouncerFile()]);
    await this.untilSynchronous();
  }

  async stop(): Promise<void> {
    for (const daemon of this.daemons.reverse()) await daemon.stop();
    for (const { data } of this.nodes) killServer(data);
  }

  /** The address of the database, straight at the leader or through the pooler. */
  url(through: 'leader' | 'standby' | 'pooler', database = 'academie'): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.ports[through]}/${database}`;
  }

  /** Which of the two leads; undefined while none does. */
  async leader(): Promise<Node | undefined> {
    for (const node of this.nodes)
      if ((await statusOf(`http://127.0.0.1:${node.api}/primary`)) === 200) return node;
    return undefined;
  }

  /** Until one leads and the other follows in step, so that a failover loses nothing. */
  async untilSynchronous(seconds = 120): Promise<void> {
    for (let tenths = 0; tenths < seconds * 10; tenths += 1) {
      const led = await this.leader();
      const other = this.nodes.find((node) => node !== led);
      if (led && other && (await statusOf(`http://127.0.0.1:${other.api}/sync`)) === 200) return;
      await pause(100);
    }
    throw new Error(`the pair did not come into step; see ${this.folder}`);
  }

  /** What a machine does whose plug is pulled: server and Patroni are gone, and nobody was told. */
  async pullPlug(node: Node): Promise<void> {
    const stopped = node.patroni.stop('SIGKILL');
    killServer(node.data);
    await stopped;
  }

  private daemon(name: string, program: string, args: readonly string[]): Daemon {
    const options = { folder: this.folder, account: this.account };
    const daemon = new Daemon(name, program, args, options);
    this.daemons.push(daemon);
    daemon.start();
    return daemon;
  }

  private addNode(name: string, port: number, api: number, etcd: number): Node {
    const data = path.join(this.folder, `data-${name}`);
    const login = (username: string) => ({ username, password: this.password });
    const file = this.write(`patroni-${name}.yaml`, {
      scope: 'academie',
      name,
      restapi: { listen: `127.0.0.1:${api}`, connect_address: `127.0.0.1:${api}` },
      etcd3: { host: `127.0.0.1:${etcd}` },
      bootstrap: {
        dcs: {
          ...PACE,
          synchronous_mode: true,
          primary_start_timeout: 0,
          postgresql: { use_pg_rewind: true, parameters: { max_connections: 120 } },
        },
        initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
      },
      postgresql: {
        listen: `127.0.0.1:${port}`,
        connect_address: `127.0.0.1:${port}`,
        data_dir: data,
        bin_dir: this.postgres,
        pgpass: path.join(this.folder, `pgpass-${name}`),
        pg_hba: [
          'host all all 127.0.0.1/32 scram-sha-256',
          'host replication all 127.0.0.1/32 scram-sha-256',
        ],
        authentication: { superuser: login('postgres'), replication: login('replicator') },
        parameters: { unix_socket_directories: this.folder, password_encryption: 'scram-sha-256' },
      },
    });
    return {
      name,
      port,
      api,
      data,
      patroni: this.daemon(`patroni-${name}`, '/usr/bin/patroni', [file]),
    };
  }

  private haproxyFile(): string {
    const checked = (role: string): string[] => [
      '  option httpchk OPTIONS ' + role,
      '  http-check expect status 200',
      '  default-server inter 500ms fastinter 250ms fall 2 rise 1 on-marked-down shutdown-sessions',
      ...this.nodes.map(
        ({ name, port, api }) => `  server ${name} 127.0.0.1:${port} check port ${api}`,
      ),
    ];
    const { ports } = this;
    return this.writeText('haproxy.cfg', [
      'global',
      '  maxconn 1000',
      'defaults',
      '  mode tcp',
      '  retries 1',
      '  timeout connect 2s',
      '  timeout client 30m',
      '  timeout server 30m',
      '  timeout check 1s',
      'listen leader',
      `  bind 127.0.0.1:${ports.leader}`,
      ...checked('/primary'),
      'listen standby',
      `  bind 127.0.0.1:${ports.standby}`,
      ...checked('/replica'),
      'listen web',
      '  mode http',
      `  bind 127.0.0.1:${ports.web}`,
      '  balance roundrobin',
      // A process whose database is away says so to whoever asks; it is out only when it does not answer at all.
      '  option httpchk GET /livez',
      '  default-server inter 500ms fall 2 rise 1',
      `  server web1 127.0.0.1:${ports.web1} check`,
      `  server web2 127.0.0.1:${ports.web2} check`,
    ]);
  }

  private pgbouncerFile(): string {
    const users = this.writeText('users.txt', [`"postgres" "${this.password}"`]);
    return this.writeText('pgbouncer.ini', [
      '[databases]',
      `academie = host=127.0.0.1 port=${this.ports.leader} dbname=academie`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${this.ports.pooler}`,
      'unix_socket_dir =',
      'pool_mode = transaction',
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      'max_client_conn = 300',
      'default_pool_size = 30',
      'server_login_retry = 1',
      'server_connect_timeout = 2',
      'query_wait_timeout = 5',
    ]);
  }

  private write(name: string, content: object): string {
    return this.writeText(name, [stringify(content)]);
  }

  private writeText(name: string, lines: readonly string[]): string {
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    if (this.account) fs.chownSync(file, this.account.uid, this.account.gid);
    return file;
  }
}

const etcdArgs = (folder: string, port: number, peer: number): string[] => [
  ...['--name', 'etcd', '--data-dir', path.join(folder, 'etcd')],
  ...['--listen-client-urls', `http://127.0.0.1:${port}`],
  ...['--advertise-client-urls', `http://127.0.0.1:${port}`],
  ...['--listen-peer-urls', `http://127.0.0.1:${peer}`],
  ...['--initial-advertise-peer-urls', `http://127.0.0.1:${peer}`],
  ...['--initial-cluster', `etcd=http://127.0.0.1:${peer}`],
];

// Its children see that the first process is gone, and end.
function killServer(data: string): void {
  try {
    const [pid] = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // It does not run.
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
