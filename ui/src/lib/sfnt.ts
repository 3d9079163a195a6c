/**
 * TrueType, as far as it takes to lift single glyphs out of a font: which glyph stands for a kanji with a
 * variation selector, and a small font that holds just those glyphs. Knows nothing of the window.
 */

/** A kanji and the selector after it: `辻` U+E0100. Selector 0: the plain kanji. */
export interface Sequence {
  base: number;
  selector: number;
}

type Tables = Map<string, DataView>;

function tablesOf(font: ArrayBuffer): Tables {
  const view = new DataView(font);
  const tables: Tables = new Map();
  for (let n = 0; n < view.getUint16(4); n++) {
    const at = 12 + n * 16;
    const tag = String.fromCharCode(...new Uint8Array(font, at, 4));
    tables.set(tag, new DataView(font, view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return tables;
}

function need(tables: Tables, tag: string): DataView {
  const table = tables.get(tag);
  if (!table) throw new Error(`the font has no table ${tag}`);
  return table;
}

/** Offset of the cmap subtable with this format; 0 where there is none. */
function subtable(cmap: DataView, format: number): number {
  for (let n = 0; n < cmap.getUint16(2); n++) {
    const at = cmap.getUint32(4 + n * 8 + 4);
    if (cmap.getUint16(at) === format) return at;
  }
  return 0;
}

const uint24 = (view: DataView, at: number) => (view.getUint8(at) << 16) | view.getUint16(at + 1);

function plainGlyph(cmap: DataView, code: number): number {
  const at = subtable(cmap, 12);
  for (let n = 0; at && n < cmap.getUint32(at + 12); n++) {
    const group = at + 16 + n * 12;
    const first = cmap.getUint32(group);
    if (code >= first && code <= cmap.getUint32(group + 4)) return cmap.getUint32(group + 8) + code - first;
  }
  return 0;
}

/** The glyph of a sequence (cmap format 14), or 0 where the font does not have it. */
function glyphOf(cmap: DataView, { base, selector }: Sequence): number {
  if (selector === 0) return plainGlyph(cmap, base);
  const at = subtable(cmap, 14);
  for (let n = 0; at && n < cmap.getUint32(at + 6); n++) {
    const record = at + 10 + n * 11;
    if (uint24(cmap, record) !== selector) continue;
    const plain = cmap.getUint32(record + 3);
    for (let i = 0; plain && i < cmap.getUint32(at + plain); i++) {
      const first = uint24(cmap, at + plain + 4 + i * 4);
      if (base >= first && base <= first + cmap.getUint8(at + plain + 4 + i * 4 + 3)) return plainGlyph(cmap, base);
    }
    const own = cmap.getUint32(record + 7);
    for (let i = 0; own && i < cmap.getUint32(at + own); i++) {
      const mapping = at + own + 4 + i * 5;
      if (uint24(cmap, mapping) === base) return cmap.getUint16(mapping + 3);
    }
  }
  return 0;
}

/** The outline of a glyph; empty for a blank one. */
function outline(tables: Tables, glyph: number): Uint8Array {
  const loca = need(tables, "loca");
  const long = need(tables, "head").getInt16(50) === 1;
  const at = (n: number) => (long ? loca.getUint32(n * 4) : loca.getUint16(n * 2) * 2);
  const glyf = need(tables, "glyf");
  return new Uint8Array(glyf.buffer, glyf.byteOffset + at(glyph), at(glyph + 1) - at(glyph)).slice();
}

/** Where in a composite glyph's outline the numbers of its parts stand. */
function partsOf(shape: Uint8Array): number[] {
  const view = new DataView(shape.buffer);
  if (shape.length < 10 || view.getInt16(0) >= 0) return [];
  const places = [];
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at);
    places.push(at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    more = (flags & 0x20) !== 0;
  }
  return places;
}

/** A font in which the wanted codes stand for their sequences; `held` are those this font has. */
export function lift(font: ArrayBuffer, wanted: Map<number, Sequence>): { font: ArrayBuffer; held: number[] } {
  const tables = tablesOf(font);
  const cmap = need(tables, "cmap");
  const old: number[] = [0];
  const codes: [number, number][] = [];
  for (const [code, sequence] of [...wanted].sort(([a], [b]) => a - b)) {
    const glyph = glyphOf(cmap, sequence);
    if (glyph !== 0) codes.push([code, old.push(glyph) - 1]);
  }
  const shapes: Uint8Array[] = [];
  for (let n = 0; n < old.length; n++) {
    const shape = outline(tables, old[n] ?? 0);
    for (const place of partsOf(shape)) {
      const view = new DataView(shape.buffer);
      const part = view.getUint16(place);
      const known = old.indexOf(part);
      view.setUint16(place, known >= 0 ? known : old.push(part) - 1);
    }
    shapes.push(shape);
  }
  return { font: assemble(tables, old, shapes, codes), held: codes.map(([code]) => code) };
}

function bytes(length: number, write: (view: DataView) => void): Uint8Array {
  const array = new Uint8Array(length);
  write(new DataView(array.buffer));
  return array;
}

const copy = (table: DataView) => new Uint8Array(table.buffer, table.byteOffset, table.byteLength).slice();

function assemble(tables: Tables, old: number[], shapes: Uint8Array[], codes: [number, number][]): ArrayBuffer {
  const padded = shapes.map((shape) => (shape.length + 3) & ~3);
  const starts = padded.reduce((all, length) => [...all, (all.at(-1) ?? 0) + length], [0]);
  const metrics = need(tables, "hhea").getUint16(34);
  const hmtx = need(tables, "hmtx");
  const out = new Map<string, Uint8Array>();
  out.set("cmap", bytes(28 + codes.length * 12, (view) => {
    [[0, 0], [2, 1], [4, 3], [6, 10], [12, 12]].forEach(([at, value]) => view.setUint16(at!, value!));
    [[8, 12], [16, 16 + codes.length * 12], [24, codes.length]].forEach(([at, value]) => view.setUint32(at!, value!));
    codes.forEach(([code, glyph], n) => [code, code, glyph].forEach((value, i) => view.setUint32(28 + n * 12 + i * 4, value)));
  }));
  out.set("glyf", bytes(Math.max(4, starts.at(-1) ?? 0), (view) => {
    shapes.forEach((shape, n) => new Uint8Array(view.buffer).set(shape, starts[n]));
  }));
  out.set("loca", bytes(starts.length * 4, (view) => starts.forEach((start, n) => view.setUint32(n * 4, start))));
  out.set("hmtx", bytes(old.length * 4, (view) => {
    old.forEach((glyph, n) => view.setUint32(n * 4, hmtx.getUint32(Math.min(glyph, metrics - 1) * 4)));
  }));
  const counted = (tag: string, at: number, value: number) => {
    const table = copy(need(tables, tag));
    new DataView(table.buffer).setUint16(at, value);
    out.set(tag, table);
  };
  counted("head", 50, 1);
  counted("hhea", 34, old.length);
  counted("maxp", 4, old.length);
  for (const tag of ["OS/2", "name"]) if (tables.has(tag)) out.set(tag, copy(need(tables, tag)));
  out.set("post", bytes(32, (view) => view.setUint32(0, 0x00030000)));
  return file(out);
}

function file(tables: Map<string, Uint8Array>): ArrayBuffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = 12 + sorted.length * 16;
  const total = sorted.reduce((sum, [, table]) => sum + ((table.length + 3) & ~3), head);
  const font = new Uint8Array(total);
  const view = new DataView(font.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, sorted.length);
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  [power * 16, Math.log2(power), (sorted.length - power) * 16].forEach((value, n) => view.setUint16(6 + n * 2, value));
  let at = head;
  sorted.forEach(([tag, table], n) => {
    const entry = 12 + n * 16;
    [...tag].forEach((letter, i) => view.setUint8(entry + i, letter.charCodeAt(0)));
    font.set(table, at);
    let sum = 0;
    for (let i = 0; i < table.length; i += 4) sum = (sum + view.getUint32(at + i)) >>> 0;
    [sum, at, table.length].forEach((value, i) => view.setUint32(entry + 4 + i * 4, value));
    at += (table.length + 3) & ~3;
  });
  return font.buffer;
}
