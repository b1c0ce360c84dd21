import { useState } from "preact/hooks";
import { blobUrl } from "../api";
import { timeOf } from "../format";
import { useWords, type Words } from "../i18n";
import { Icon } from "../kit/icon";
import { Chip, Empty } from "../kit/parts";
import type { Photo, Visit } from "../types";
import { Lightbox } from "./lightbox";

/// What a photo shows, in words: an item's code, a finding's title, or the visit.
export function subjectText(photo: Photo, visit: Visit, words: Words): string {
  const { subject } = photo;
  if (subject.type === "finding") return visit.findings.find((one) => one.id === subject.id)?.title?.siblings[0]?.value ?? words.t("subject.finding");
  if (subject.item) return words.t("subject.item", { code: subject.item });
  return words.code("subject", subject.type);
}

function Thumb({ photo, label, large, onOpen }: { photo: Photo; label: string; large: boolean; onOpen: () => void }) {
  const words = useWords();
  const [broken, setBroken] = useState(false);
  const time = photo.taken.time === null ? "" : timeOf(photo.taken.time);
  const missing = photo.received === null;
  return (
    <button type="button" class={large ? "thumb thumb--large" : "thumb"} aria-label={missing ? `${label}${words.t("list.join")}${words.t("photos.missing")}` : label}
            onClick={onOpen} data-testid={`visit.photo.${photo.id}`}>
      {missing || broken
        ? <span class="thumb__missing"><Icon name="image" /><span>{words.t(missing ? "photos.missing" : "photos.broken")}</span></span>
        : <img class={photo.role === "signature" ? "thumb__image thumb__image--whole" : "thumb__image"} src={blobUrl(photo.sha256)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />}
      <span class="thumb__strip">{time}{photo.taken.imported && <span> {words.t("photos.imported")}</span>}</span>
    </button>
  );
}

/// Photos as small tiles; each opens the same lightbox over all of them.
export function Thumbs({ visit, photos, large = false }: { visit: Visit; photos: Photo[]; large?: boolean }) {
  const words = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const at = photos.findIndex((photo) => photo.id === open);
  const label = (photo: Photo, place: number) => words.t("photos.open", {
    i: place + 1, n: photos.length, what: subjectText(photo, visit, words), time: photo.taken.time === null ? "" : timeOf(photo.taken.time),
  });
  return (
    <>
      <ul class={large ? "thumbs thumbs--large" : "thumbs"}>
        {photos.map((photo, place) => (
          <li key={photo.id}>
            <Thumb photo={photo} label={label(photo, place)} large={large} onOpen={() => setOpen(photo.id)} />
            {large && (
              <p class="thumbs__text"><span>{subjectText(photo, visit, words)}{words.t("dot")}{words.code("photo.role", photo.role)}</span>
                {photo.caption && <span class="caption">{photo.caption}</span>}
                {photo.taken.imported && <Chip tone="warning" icon="warning">{words.t("photos.imported")}</Chip>}</p>
            )}
          </li>
        ))}
      </ul>
      {at >= 0 && <Lightbox visit={visit} photos={photos} at={at} move={(next) => setOpen(photos[next]?.id ?? null)} close={() => setOpen(null)} />}
    </>
  );
}

export function VisitPhotos({ visit, photos }: { visit: Visit; photos: Photo[] }) {
  const words = useWords();
  if (photos.length === 0) return <Empty testId="visit.photos.empty" icon="camera">{words.t("photos.empty")}</Empty>;
  return <Thumbs visit={visit} photos={photos} large />;
}
