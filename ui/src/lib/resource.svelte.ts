/** Something loaded from the core: the value, the refusal, and whether it takes long enough to say so. */
export class Resource<T, F = unknown> {
  value = $state<T | undefined>();
  failure = $state<F | null>(null);
  loading = $state(false);
  /** Loading for more than 200 ms: time for a skeleton. */
  slow = $state(false);
  #load: () => Promise<T>;
  #turn = 0;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Loads again; an answer that was overtaken by a later question is dropped. */
  async reload(): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    const timer = setTimeout(() => (this.slow = turn === this.#turn), 200);
    try {
      const value = await this.#load();
      if (turn === this.#turn) {
        this.value = value;
        this.failure = null;
      }
    } catch (failure) {
      if (turn === this.#turn) this.failure = failure as F;
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.loading = this.slow = false;
    }
  }

  clear(): void {
    this.#turn++;
    this.value = undefined;
    this.failure = null;
    this.loading = this.slow = false;
  }
}
