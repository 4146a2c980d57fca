import net from 'node:net';

/** Stands between an academie and its database, and does to the wire what networks do. */
export class DatabaseProxy {
  /** Called with what goes to the server; `cut` lets it through and breaks the line before an
   * answer comes, `lose` breaks it before, `hold` keeps it for ever. */
  onQuestion: (bytes: Buffer) => 'pass' | 'cut' | 'lose' | 'hold' = () => 'pass';

  private readonly open = new Set<net.Socket>();
  private readonly server: net.Server;

  constructor(database: string) {
    const { hostname, port } = new URL(database);
    this.server = net.createServer((client) => {
      const upstream = net.connect(Number(port), hostname);
      let isDeaf = false;
      for (const socket of [client, upstream]) {
        this.open.add(socket);
        socket.on('close', () => {
          this.open.delete(socket);
          client.destroy();
          if (!isDeaf) upstream.destroy();
        });
        socket.on('error', () => undefined);
      }
      client.on('data', (bytes) => {
        const what = this.onQuestion(bytes);
        if (what === 'hold') return;
        if (what === 'lose') {
          client.destroy();
          return;
        }
        if (what === 'cut') {
          // The server goes on with what it was asked; only nobody hears of it.
          isDeaf = true;
          upstream.write(bytes, () => setTimeout(() => client.destroy(), 20));
          setTimeout(() => upstream.destroy(), 500);
          return;
        }
        upstream.write(bytes);
      });
      upstream.on('data', (bytes) => {
        if (!isDeaf) client.write(bytes);
      });
    });
  }

  /** Starts it; returns the address of the database through it. */
  async start(database: string): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = this.server.address() as net.AddressInfo;
    return Object.assign(new URL(database), { hostname: '127.0.0.1', port: String(port) }).href;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
