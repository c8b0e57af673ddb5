import { RestError, sentence, type Rest } from './rest.ts';
import type { Credentials, Role, Who } from './types.ts';

const ORDER: readonly Role[] = ['viewer', 'operator', 'admin'];
const ASK_AGAIN_MS = 1_000;
const TOKEN_IN_ADDRESS = /^#token=(.+)$/;

/** Whether somebody is logged in, and who. The proof is a cookie that this page cannot read; nothing of it is kept here. */
export class Session {
  /** `asking`: not known yet. */
  phase: 'asking' | 'out' | 'in' = $state('asking');
  who: Who | undefined = $state.raw();
  /** Why not, in a sentence. */
  problem: string | undefined = $state();

  private readonly rest: Rest;
  private readonly began: () => void;
  private readonly ended: () => void;

  constructor(rest: Rest, began: () => void, ended: () => void) {
    this.rest = rest;
    this.began = began;
    this.ended = ended;
  }

  /** Whether this person's role includes another. */
  may(role: Role): boolean {
    return this.who !== undefined && ORDER.indexOf(this.who.role) >= ORDER.indexOf(role);
  }

  /** Logs in with the token in the address, as `./fleet up` prints it, and takes it out of the address; else asks who we are. */
  async begin(): Promise<void> {
    const token = TOKEN_IN_ADDRESS.exec(location.hash)?.[1];
    if (token === undefined) return this.ask();
    history.replaceState(null, '', '#/');
    await this.logIn({ token: decodeURIComponent(token) });
  }

  private async ask(): Promise<void> {
    try {
      this.enter(await this.rest.who());
    } catch (error) {
      if (error instanceof RestError && error.status === 401) {
        this.phase = 'out';
      } else {
        this.problem = sentence(error);
        setTimeout(() => void this.ask(), ASK_AGAIN_MS);
      }
    }
  }

  async logIn(credentials: Credentials): Promise<void> {
    this.problem = undefined;
    try {
      this.enter(await this.rest.logIn(credentials));
    } catch (error) {
      this.problem = sentence(error);
      this.phase = 'out';
    }
  }

  private enter(who: Who): void {
    this.who = who;
    this.problem = undefined;
    this.phase = 'in';
    this.began();
  }

  async logOut(): Promise<void> {
    await this.rest.logOut().catch(() => undefined); // it may be over already
    this.leave(undefined);
  }

  /** The server does not know us any more. */
  over(): void {
    if (this.phase === 'in') this.leave('Your session has expired. Log in again.');
  }

  private leave(problem: string | undefined): void {
    this.who = undefined;
    this.problem = problem;
    this.phase = 'out';
    this.ended();
  }
}
