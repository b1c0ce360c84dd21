import { useEffect, useRef, useState } from "preact/hooks";
import { blobUrl } from "../api";
import { bytesText, exactText, momentText, positionText } from "../format";
import { useWords } from "../i18n";
import { Icon } from "../kit/icon";
import { Chip } from "../kit/parts";
import type { Photo, Visit } from "../types";
import { subjectText } from "./visit_photos";

type Check = "ok" | "bad" | "unknown" | "busy";

/// Recomputes the fingerprint in the reader's own browser: the server's word is not enough for evidence.
/// "unknown" where the browser offers no digest (plain HTTP from another machine) or the bytes cannot be read.
async function checkHash(photo: Photo): Promise<Check> {
  if (!window.crypto.subtle) return "unknown";
  try {
    const reply = await fetch(blobUrl(photo.sha256), { credentials: "same-origin" });
    if (!reply.ok) return "unknown";
    const digest = await window.crypto.subtle.digest("SHA-256", await reply.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex === photo.sha256 ? "ok" : "bad";
  } catch {
    return "unknown";
  }
}

function HashLine({ photo }: { photo: Photo }) {
  const words = useWords();
  const [check, setCheck] = useState<Check>("busy");
  useEffect(() => {
    let wanted = true;
    setCheck("busy");
    void checkHash(photo).then((result) => { if (wanted) setCheck(result); });
    return () => { wanted = false; };
  }, [photo.sha256]);
  const look = { ok: "success", bad: "danger", unknown: "plain", busy: "plain" } as const;
  return (
    <Chip tone={look[check]} icon={check === "ok" ? "shield" : check === "bad" ? "warning" : "clock"} testId="photo.hash">
      {words.t(`photos.hash_${check}`)}
    </Chip>
  );
}

function Facts({ visit, photo }: { visit: Visit; photo: Photo }) {
  const words = useWords();
  const { taken } = photo;
  const rows: [string, string][] = [[words.t("photos.subject"), `${subjectText(photo, visit, words)}·${words.code("photo.role", photo.role)}`]];
  if (taken.time !== null) rows.push([words.t("photos.taken"), exactText(taken.time)]);
  rows.push([words.t("photos.by"), photo.author.name]);
  if (taken.lat !== null && taken.lon !== null) rows.push([words.t("photos.where"), positionText(taken.lat, taken.lon)]);
  rows.push([words.t("photos.size"), `${photo.width} × ${photo.height}·${bytesText(photo.size)}`]);
  rows.push([words.t("photos.received"), photo.received === null ? words.t("photos.missing") : momentText(photo.received, words.lang)]);
  return (
    <div class="lightbox__facts" tabIndex={0} role="group" aria-label={words.t("photos.facts")}>
      {photo.caption && <p>{photo.caption}</p>}
      {taken.imported && <p><Chip tone="warning" icon="warning">{words.t("photos.imported")}</Chip></p>}
      <dl class="pairs">
        {rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        <div><dt>{words.t("photos.hash")}</dt><dd>{photo.received !== null && <HashLine photo={photo} />}<code class="hash">{photo.sha256}</code></dd></div>
      </dl>
      <p class="caption">{words.t("photos.keys")}</p>
    </div>
  );
}

const zoom_steps = 4;

/// One photo large, with its facts. Left and right change, plus and minus zoom, Esc closes; focus stays inside and goes back.
export function Lightbox({ visit, photos, at, move, close }:
    { visit: Visit; photos: Photo[]; at: number; move: (next: number) => void; close: () => void }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  // Kept with its photo: the next one starts whole at once, and a key pressed right after moving is not lost.
  const [zoomed, setZoomed] = useState({ at, zoom: 0 });
  const photo = photos[at];

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.focus();
    document.body.classList.add("behind_dialog");
    return () => {
      document.body.classList.remove("behind_dialog");
      before?.focus();
    };
  }, []);
  if (!photo) return null;

  const zoomOf = (state: { at: number; zoom: number }) => (state.at === at ? state.zoom : 0);
  const zoom = zoomOf(zoomed);
  const zoomBy = (by: number) => setZoomed((now) => ({ at, zoom: Math.max(0, Math.min(zoom_steps, zoomOf(now) + by)) }));
  const step = (by: number) => move((at + by + photos.length) % photos.length);
  const keepFocus = (event: KeyboardEvent) => {
    const stops = Array.from(box.current?.querySelectorAll<HTMLElement>("button, [tabindex='0']") ?? []);
    const first = stops[0];
    const last = stops[stops.length - 1];
    if (event.shiftKey && (document.activeElement === first || document.activeElement === box.current)) { event.preventDefault(); last?.focus(); }
    if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first?.focus(); }
  };
  const onKey = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      Escape: close, ArrowLeft: () => step(-1), ArrowRight: () => step(1), "+": () => zoomBy(1), "=": () => zoomBy(1), "-": () => zoomBy(-1),
    };
    if (event.key === "Tab") keepFocus(event);
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  const title = words.t("photos.title", { i: at + 1, n: photos.length });
  const tool = (name: "chevronLeft" | "chevronRight" | "plus" | "minus" | "cross", word: string, action: () => void, id: string) => (
    <button type="button" class="icon_button" aria-label={word} title={word} onClick={action} data-testid={`photo.${id}`}><Icon name={name} /></button>
  );
  return (
    <div class="lightbox" role="dialog" aria-modal="true" aria-label={title} tabIndex={-1} ref={box} onKeyDown={onKey} data-testid="photo.dialog">
      <div class="lightbox__bar">
        <strong aria-live="polite" data-testid="photo.title">{title}</strong>
        {tool("chevronLeft", words.t("photos.prev"), () => step(-1), "prev")}
        {tool("chevronRight", words.t("photos.next"), () => step(1), "next")}
        {tool("minus", words.t("photos.zoom_out"), () => zoomBy(-1), "zoom_out")}
        {tool("plus", words.t("photos.zoom_in"), () => zoomBy(1), "zoom_in")}
        {tool("cross", words.t("close"), close, "close")}
      </div>
      <div class="lightbox__stage" tabIndex={0} role="group" aria-label={title}>
        {photo.received === null
          ? <p class="lightbox__missing"><Icon name="image" size={24} />{words.t("photos.missing")}</p>
          : <img class={`lightbox__image lightbox__image--${zoom}`} src={blobUrl(photo.sha256)} alt={photo.caption ?? title} data-testid="photo.image" />}
      </div>
      <Facts visit={visit} photo={photo} />
    </div>
  );
}
