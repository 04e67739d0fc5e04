/** A set of small whole numbers: one bit each. */
export class Bits {
  private bytes = new Uint8Array(1024);

  add(n: number): void {
    const at = n >>> 3;
    if (at >= this.bytes.length) {
      const more = new Uint8Array(Math.max(at + 1, this.bytes.length * 2));
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes[at] = (this.bytes[at] ?? 0) | (1 << (n & 7));
  }

  has(n: number): boolean {
    return ((this.bytes[n >>> 3] ?? 0) & (1 << (n & 7))) !== 0;
  }
}
