import net, { type AddressInfo } from 'node:net';

/**
 * The connection between a browser and the academie, which a test can cut as a cellar does. Really cut:
 * the port no longer answers, so neither a page nor a service worker can tell it from the real thing.
 */
export class CuttableProxy {
  private server: net.Server | undefined;
  private readonly open = new Set<net.Socket>();
  private losesAnswers = false;

  private constructor(
    private readonly to: number,
    private port = 0,
  ) {}

  /** A line to this port of this machine. */
  static async to(port: number): Promise<CuttableProxy> {
    const line = new CuttableProxy(port);
    await line.restore();
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Nobody gets through any more, not even who was talking. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const socket of this.open) socket.destroy();
    await new Promise((done) => (server ? server.close(done) : done(undefined)));
  }

  /** Everybody gets through again. */
  async restore(): Promise<void> {
    this.losesAnswers = false;
    if (this.server) return;
    const server = net.createServer((client) => this.connect(client));
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** What is asked arrives; what is answered does not. */
  loseAnswers(): void {
    this.losesAnswers = true;
  }

  private connect(client: net.Socket): void {
    const academie = net.connect(this.to, '127.0.0.1');
    client.pipe(academie);
    academie.on('data', (data) => {
      if (this.losesAnswers) client.destroy();
      else client.write(data);
    });
    for (const socket of [client, academie]) {
      this.open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.open.delete(socket);
        client.destroy();
        academie.destroy();
      });
    }
  }
}
