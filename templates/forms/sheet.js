// A sheet's values as a form shows them, and back into its text: only what was changed is written anew.
// `shape` says of each key what it holds; values of YAML are texts, lists and groups, and nothing else.
import { isMap, isScalar, isSeq, parseDocument } from "./yaml/index.js";
import { diff3Merge } from "./merge/diff3.mjs";

const FRONT_MATTER = /^---[ \t]*\n([^]*?\n)---[ \t]*(?:\n|$)/;
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value) => value == null || value === "" || (typeof value === "object" && !Object.keys(value).length);
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const words = (value) => (value == null ? "" : String(value).replace(/\r\n/g, "\n").trim());

// Where the YAML of a text stands: all of a sheet, the head of an article.
export function parts(text) {
  const match = FRONT_MATTER.exec(text);
  if (!match) return { before: "", yaml: text, after: "", body: null };
  const start = match[0].indexOf("\n") + 1;
  const end = start + match[1].length;
  const body = match[0].length;
  return { before: text.slice(0, start), yaml: match[1], after: text.slice(end, body), body: text.slice(body) };
}

function parsed(yaml) {
  const document = parseDocument(yaml, { schema: "failsafe", keepSourceTokens: true });
  if (document.errors.length) throw new Error(`This file cannot be read: ${document.errors[0].message}`);
  return document;
}

// ---- As a form shows them ----------------------------------------------------------------------

export function shown(shape, values) {
  if (!isGroup(values)) return {};
  const found = {};
  for (const [key, value] of Object.entries(values))
    if (!isEmpty(value)) found[key] = shape[key] ? shownField(shape[key], value) : value;
  return found;
}

function shownField(field, value) {
  if (field.kind === "flag") return ["true", "yes"].includes(words(value).toLowerCase());
  if (field.kind === "names") return Object.entries(isGroup(value) ? value : {}).map(([name, party]) => ({ name, party }));
  if (field.kind === "group") return shown(field.inner, value);
  if (field.kind !== "list") return value;
  const rows = Array.isArray(value) ? value : [value];
  return field.inner ? rows.map((row) => shown(field.inner, isGroup(row) ? row : { words: row })) : rows;
}

export function read(text, shapes) {
  const { yaml, body } = parts(text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n"));
  const values = shown(body === null ? shapes.sheet : shapes.article, parsed(yaml).toJS());
  return body === null ? values : { ...values, body: body.replace(/^\n+|\n+$/g, "") };
}

// ---- As the sheet is to say them ---------------------------------------------------------------

function stored(shape, old, given) {
  const before = isGroup(old) ? old : {};
  const found = {};
  for (const [key, field] of Object.entries(shape)) {
    if (!(key in given)) continue;
    const same = key in before && isSame(shownField(field, before[key]), given[key]);
    const value = same ? before[key] : storedField(field, before[key], given[key]);
    if (!isEmpty(value)) found[key] = value;
  }
  const known = { ...found };
  for (const key of Object.keys(before)) if (!(key in shape)) known[key] = before[key];
  const order = [...Object.keys(before).filter((key) => key in known), ...Object.keys(known).filter((key) => !(key in before))];
  return Object.fromEntries(order.map((key) => [key, known[key]]));
}

function storedField(field, old, value) {
  if (field.kind === "flag") return value === true ? "true" : old == null ? "" : "false";
  if (field.kind === "names")
    return Object.fromEntries((value ?? []).filter((row) => row.name && row.party).map((row) => [words(row.name), words(row.party)]));
  if (field.kind === "group") return stored(field.inner, old, value ?? {});
  if (field.kind !== "list") return words(value);
  const before = Array.isArray(old) ? old : old == null ? [] : [old];
  const mayStandAlone = !Array.isArray(old);
  if (!field.inner) {
    const texts = (Array.isArray(value) ? value : [value]).map(words).filter(Boolean);
    return texts.length === 1 && mayStandAlone ? texts[0] : texts;
  }
  const rows = (value ?? []).map((row, number) => {
    const named = before.find((one) => isGroup(one) && row.id && one.id === row.id);
    const like = named ?? ("id" in field.inner ? undefined : before[number]);
    const whole = stored(field.inner, isGroup(like) ? like : like == null ? {} : { words: like }, row);
    return field.short && Object.keys(whole).join() === "words" ? whole.words : whole;
  });
  const kept = rows.filter((row) => !isEmpty(row));
  return field.short && kept.length === 1 && mayStandAlone ? kept[0] : kept;
}

// ---- Into the text -----------------------------------------------------------------------------

// The same node wherever it can stay, for comments and quotation marks hang on nodes.
function grown(document, node, old, wanted) {
  if (node && isSame(old, wanted)) return node;
  if (isMap(node) && isGroup(wanted)) {
    for (const key of Object.keys(old)) if (!(key in wanted)) node.delete(key);
    for (const [key, value] of Object.entries(wanted))
      if (!(key in old) || !isSame(old[key], value)) node.set(key, grown(document, node.get(key, true), old[key], value));
    return node;
  }
  if (isSeq(node) && Array.isArray(wanted)) {
    const parted = node.items.some((item) => item.spaceBefore);
    node.items = wanted.map((value, number) => {
      const at = old.findIndex((one) => isSame(one, value) || (isGroup(one) && one.id && one.id === value.id));
      const from = at >= 0 ? at : old.length === wanted.length ? number : -1;
      const item = grown(document, node.items[from], old[from], value);
      if (from < 0 && number > 0) item.spaceBefore = parted;
      return item;
    });
    return node;
  }
  if (isScalar(node) && typeof wanted === "string") {
    node.value = wanted;
    return node;
  }
  return document.createNode(wanted);
}

function printed(document, yaml) {
  const isIndented = !/^[\w-]+:[^\n]*\n(?:\s*\n)*- /m.test(yaml);
  return document.toString({ lineWidth: 100, indentSeq: isIndented, flowCollectionPadding: false });
}

// The text with what a printer would change between two values, and with nothing else of the printer's.
function spliced(yaml, wanted) {
  const document = parsed(yaml);
  const old = document.toJS();
  const before = printed(document, yaml);
  document.contents = grown(document, document.contents, old, wanted);
  const after = printed(document, yaml);
  const regions = diff3Merge(yaml.split("\n"), before.split("\n"), after.split("\n"), { excludeFalseConflicts: true });
  return regions.flatMap((region) => region.ok ?? settled(region.conflict)).join("\n");
}

// Where a change meets a line that the printer writes otherwise: line by line, or as printed.
function settled({ a: own, o: before, b: after }) {
  if (own.length !== before.length || before.length !== after.length) return after;
  return after.map((line, number) => (line === before[number] ? own[number] : line));
}

export function write(original, given, shapes) {
  const mark = original.startsWith("\uFEFF") ? "\uFEFF" : "";
  const end = original.includes("\r\n") ? "\r\n" : "\n";
  const { before, yaml, after, body } = parts(original.slice(mark.length).replace(/\r\n/g, "\n"));
  const shape = body === null ? shapes.sheet : shapes.article;
  const old = parsed(yaml).toJS();
  const wanted = stored(shape, old, given);
  const text = isSame(old, wanted) ? yaml : spliced(yaml, wanted);
  if (!isSame(parsed(text).toJS(), wanted))
    throw new Error("These changes do not fit how the file is written: make them in the file itself.");
  const whole = before + text + after + (body === null ? "" : written(body, given.body));
  return mark + whole.replace(/\n/g, end);
}

// An article's text, with the empty lines around it as they were.
function written(old, given) {
  const fresh = String(given ?? old).replace(/\r\n/g, "\n").replace(/^\n+|\n+$/g, "");
  if (old.replace(/^\n+|\n+$/g, "") === fresh) return old;
  return `${/^\n*/.exec(old)[0]}${fresh}\n`;
}
