// Checks a chosen folder against the manifest that lies in it; what this page brought along serves the listing only.
const OWN_NAMES = ["manifest.json", "manifest.sig", "certificate.pem", "index.html", "README.txt", "INCOMPLETE.txt"];
const PIECE = 4 << 20;
const MOST_MANIFEST = 32 << 20;

async function hashFile(file, advanced) {
  const sha = new Sha256();
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    sha.update(piece);
    advanced(piece.length);
  }
  return sha.hex();
}

function hashBytes(bytes) {
  const sha = new Sha256();
  sha.update(bytes);
  return sha.hex();
}

function derOfPem(text) {
  const match = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(text);
  return match ? Uint8Array.from(atob(match[1].replace(/\s/g, "")), c => c.charCodeAt(0)) : null;
}

// One element of DER (ITU-T X.690, 8.1): where its content begins and where it ends.
function derElement(der, at) {
  let length = der[at + 1], start = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + der[start + i];
    start += count;
  }
  if (!(start + length <= der.length)) throw new Error("The certificate is damaged.");
  return { tag: der[at], start, end: start + length };
}

// RFC 5280, 4.1: TBSCertificate has version [0], serial, signature, issuer, validity, subject, and then the key.
function publicKeyOf(der) {
  const body = derElement(der, derElement(der, 0).start);
  let at = body.start;
  if (der[at] === 0xa0) at = derElement(der, at).end;
  for (let i = 0; i < 5; i++) at = derElement(der, at).end;
  return der.slice(at, derElement(der, at).end);
}

async function isSigned(manifest, signatures, der) {
  const key = await crypto.subtle.importKey("spki", publicKeyOf(der), { name: "RSA-PSS", hash: "SHA-256" }, false, ["verify"]);
  const length = key.algorithm.modulusLength / 8;
  if (key.algorithm.modulusLength < 2048 || signatures.length === 0 || signatures.length % length !== 0) return false;
  for (let at = 0; at < signatures.length; at += length) {
    if (await crypto.subtle.verify({ name: "RSA-PSS", saltLength: 20 }, key, signatures.slice(at, at + length), manifest)) return true;
  }
  return false;
}

// The folder that was chosen, or the one within it that holds the manifest.
function filesOf(chosen) {
  const manifests = chosen.filter(f => f.path.split("/").pop() === "manifest.json");
  if (manifests.length !== 1) {
    throw new Error(manifests.length === 0 ? "This folder holds no manifest.json. Choose the folder in which this page lies." : "There are several exports in this folder. Choose the one in which this page lies.");
  }
  const folder = manifests[0].path.slice(0, -"manifest.json".length);
  return new Map(chosen.filter(f => f.path.startsWith(folder)).map(f => [f.path.slice(folder.length), f.file]));
}

async function read(files, name, most) {
  const file = files.get(name);
  return file && file.size <= most ? new Uint8Array(await file.arrayBuffer()) : null;
}

async function checkSignature(files, manifestBytes) {
  const pem = await read(files, "certificate.pem", 1 << 16), signatures = await read(files, "manifest.sig", 1 << 12);
  const der = pem && derOfPem(new TextDecoder().decode(pem));
  if (!der || !signatures) return { good: false, text: "The signature or its certificate is missing: nobody can tell who made the list of files." };
  const fingerprint = hashBytes(der);
  if (!(window.crypto && crypto.subtle)) {
    return { good: null, fingerprint, text: "This browser cannot check the signature of the list. The files were compared with the list all the same; another browser, or the tools in README.txt, can check who made it." };
  }
  try {
    return await isSigned(manifestBytes, signatures, der)
      ? { good: true, fingerprint, text: "The list of files is signed and was not changed." }
      : { good: false, fingerprint, text: "The list of files was changed, or signed by another key." };
  } catch {
    return { good: false, text: "The certificate is damaged." };
  }
}

async function verifyFolder(chosen, onProgress) {
  const files = filesOf(chosen);
  const manifestBytes = await read(files, "manifest.json", MOST_MANIFEST);
  if (!manifestBytes) throw new Error("The manifest is too long.");
  let manifest, listed;
  try {
    manifest = JSON.parse(new TextDecoder().decode(manifestBytes));
    if (manifest.format !== "nvr-export" || manifest.version !== 1) throw new Error();
    listed = [...manifest.cameras.flatMap(c => c.files), ...(manifest.documents || [])].map(f => ({ name: String(f.name), bytes: f.bytes, sha256: f.sha256 }));
  } catch {
    throw new Error("The manifest is damaged, or of a newer kind than this page.");
  }
  const total = listed.reduce((sum, f) => sum + (files.get(f.name)?.size ?? 0), 0);
  const results = [];
  let done = 0;
  for (const entry of listed) {
    const file = files.get(entry.name);
    onProgress(done, total, entry.name);
    if (!file) {
      results.push({ name: entry.name, verdict: "missing" });
      continue;
    }
    try {
      const same = file.size === entry.bytes && await hashFile(file, count => { done += count; onProgress(done, total, entry.name); }) === entry.sha256;
      results.push({ name: entry.name, verdict: same ? "unchanged" : "changed" });
    } catch {
      results.push({ name: entry.name, verdict: "unreadable" });
    }
  }
  const names = new Set([...listed.map(f => f.name), ...OWN_NAMES]);
  for (const name of [...files.keys()].sort()) {
    if (!names.has(name)) results.push({ name, verdict: name.endsWith(".part") ? "unfinished" : "not in the list" });
  }
  return { manifest, results, signature: await checkSignature(files, manifestBytes), marker: files.has("INCOMPLETE.txt") };
}
