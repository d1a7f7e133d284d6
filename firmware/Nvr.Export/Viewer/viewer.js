const manifest = JSON.parse(document.getElementById("manifest").textContent);
const $ = id => document.getElementById(id);

function make(tag, text, cls) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (cls) element.className = cls;
  return element;
}

const two = n => String(n).padStart(2, "0");
const utcText = ms => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
const size = bytes => bytes < 1e6 ? Math.ceil(bytes / 1e3) + " kB" : bytes < 1e9 ? (bytes / 1e6).toFixed(1) + " MB" : (bytes / 1e9).toFixed(1) + " GB";

function localText(ms) {
  const d = new Date(ms);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

function span(from, to) {
  const a = utcText(Date.parse(from)), b = utcText(Date.parse(to));
  return a.slice(0, 10) === b.slice(0, 10) ? `${a} – ${b.slice(11)} UTC` : `${a} – ${b} UTC`;
}

// Which moment the picture at this position shows; gaps are left out of the movie.
function momentAt(file, seconds) {
  let found = file.times[0];
  for (const time of file.times) if (time.movieUs <= seconds * 1e6 + 500) found = time;
  return Date.parse(found.utc) + Math.min(seconds * 1e6 - found.movieUs, found.durationUs) / 1000;
}

let playing = null;

function showClock() {
  if (!playing) return;
  const ms = momentAt(playing, $("video").currentTime);
  $("utc").textContent = utcText(ms);
  $("local").textContent = localText(ms);
  const offset = -new Date(ms).getTimezoneOffset(), sign = offset < 0 ? "−" : "+";
  $("zone").textContent = `in this computer's time zone (UTC${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)})`;
}

function play(camera, file, button) {
  playing = file;
  for (const other of document.querySelectorAll("button[aria-pressed]")) other.setAttribute("aria-pressed", String(other === button));
  $("player").hidden = false;
  $("player-title").textContent = camera.name || "Camera";
  $("player-problem").hidden = true;
  $("video").src = encodeURIComponent(file.name);
  $("video").play().catch(() => { });
  showClock();
  $("player-title").focus();
}

function fileItem(camera, file) {
  const item = make("li", undefined, "file"), text = make("div"), button = make("button", "Play");
  text.append(make("div", span(file.from, file.to)), make("div", `${file.name} · ${size(file.bytes)}${file.part ? ` · part ${file.part}` : ""}`, "small"));
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-label", `Play ${camera.name}, ${span(file.from, file.to)}`);
  button.addEventListener("click", () => play(camera, file, button));
  item.append(text, button);
  return item;
}

function showCameras() {
  for (const camera of manifest.cameras) {
    const box = make("div"), list = make("ul");
    box.append(make("h3", camera.name || "Camera"), make("p", "Asked for: " + camera.asked.map(r => span(r.from, r.to)).join("; "), "small"));
    for (const problem of camera.problems) box.append(make("p", problem, "alert"));
    if (camera.files.length === 0) box.append(make("p", manifest.complete ? "No recording." : "Nothing of this camera was exported."));
    list.append(...camera.files.map(file => fileItem(camera, file)));
    box.append(list);
    if (camera.gaps.length > 0) {
      const gaps = make("ul");
      for (const gap of camera.gaps) {
        const item = make("li", undefined, "gap");
        item.append(make("div", span(gap.from, gap.to)), make("div", gap.sentence, "small"));
        gaps.append(item);
      }
      box.append(make("h4", "Missing"), gaps);
    }
    $("cameras").append(box);
  }
}

function showAbout() {
  const unit = manifest.unit, clock = manifest.clock;
  const rows = [
    ["Exported", utcText(Date.parse(manifest.created)) + " UTC"], ["By", manifest.operator], ["Recorder", [unit.name, unit.serial && "serial " + unit.serial].filter(Boolean).join(", ")],
    ["Address", [unit.url, unit.mac].filter(Boolean).join(", ")], ["Software", unit.software], ["Clock", clock.sentence],
    ["Time source", `${clock.source || "none"}, ${clock.isSynchronised ? "synchronised" : "not synchronised"}`],
    ["Deviation", clock.offsetMs === null || clock.offsetMs === undefined ? "not known" : `${clock.offsetMs} ms`],
    ["Fingerprint", manifest.certificateSha256],
  ];
  for (const [name, value] of rows) if (value) $("about").append(make("dt", name), make("dd", value));
}

function showStatement() {
  $("statement").textContent = manifest.statement;
  $("statement").className = manifest.complete ? "good" : "alert";
  document.title = `${manifest.folder}: exported recordings`;
}

const CLASSES = { "unchanged": "good", "missing": "bad", "changed": "bad", "unreadable": "bad", "not in the list": "warn", "unfinished": "warn" };

function showResults(report) {
  const rows = report.results.map(result => {
    const row = make("tr");
    row.append(make("td", result.name), make("td", result.verdict, CLASSES[result.verdict]));
    return row;
  });
  $("results").tBodies[0].replaceChildren(...rows);
  $("results").hidden = rows.length === 0;
  const bad = report.results.filter(r => r.verdict !== "unchanged").length;
  const complete = report.manifest.complete && !report.marker;
  const same = report.manifest.folder === manifest.folder;
  const lines = [
    bad > 0 ? ["bad", `${bad} of ${report.results.length} files are not as they were exported.`]
      : report.results.length === 0 ? ["warn", "The list names no file."]
      : ["good", report.results.length === 1 ? "The file is unchanged." : `All ${report.results.length} files are unchanged.`],
    [report.signature.good === true ? "good" : report.signature.good === false ? "bad" : "warn", report.signature.text],
    ...(complete ? [] : [["warn", `The export is not complete: ${report.manifest.statement}`]]),
    ...(same ? [] : [["warn", `This is another export (${report.manifest.folder}) than the one this page belongs to.`]]),
    ...(report.signature.fingerprint ? [["small", `Fingerprint of the key: ${report.signature.fingerprint}. Compare it with the one the recorder shows: only then is it certain which recorder signed.`]] : []),
  ];
  $("verdict").replaceChildren(...lines.map(([cls, text]) => make("p", text, cls)));
}

let busy = false;

async function verify(chosen) {
  if (busy) return;
  busy = true;
  $("verdict").replaceChildren();
  $("results").hidden = true;
  $("progress").hidden = false;
  try {
    showResults(await verifyFolder(chosen, (done, total, name) => {
      $("progress").value = total ? done / total : 0;
      $("progress-text").textContent = `Checking ${name}: ${size(done)} of ${size(total)}`;
    }));
  } catch (failure) {
    $("verdict").replaceChildren(make("p", failure.message, "bad"));
  }
  $("progress").hidden = true;
  $("progress-text").textContent = "";
  busy = false;
}

async function entriesOf(entry, path) {
  if (entry.isFile) return [{ path: path + entry.name, file: await new Promise((done, fail) => entry.file(done, fail)) }];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return found;
    for (const child of some) found.push(...await entriesOf(child, path + entry.name + "/"));
  }
}

$("folder").addEventListener("change", () => {
  const chosen = Array.from($("folder").files, file => ({ path: file.webkitRelativePath || file.name, file }));
  // Else choosing the same folder again would be no change.
  $("folder").value = "";
  if (chosen.length > 0) verify(chosen);
});
$("drop").addEventListener("dragover", event => { event.preventDefault(); $("drop").classList.add("over"); });
$("drop").addEventListener("dragleave", () => $("drop").classList.remove("over"));
$("drop").addEventListener("drop", async event => {
  event.preventDefault();
  $("drop").classList.remove("over");
  const entries = Array.from(event.dataTransfer.items, item => item.webkitGetAsEntry()).filter(Boolean);
  try {
    verify((await Promise.all(entries.map(entry => entriesOf(entry, "")))).flat());
  } catch {
    $("verdict").replaceChildren(make("p", "The folder could not be read. Choose it with the button instead.", "bad"));
  }
});
$("video").addEventListener("timeupdate", showClock);
$("video").addEventListener("seeking", showClock);
$("video").addEventListener("error", () => {
  $("player-problem").textContent = "This browser cannot play the file. Is it still in the folder? H.265 recordings need a browser or player that knows H.265, for example VLC.";
  $("player-problem").hidden = false;
});
showStatement();
showCameras();
showAbout();
