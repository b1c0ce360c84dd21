import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../i18n";
import { followLink } from "../router";
import { Icon, type IconName } from "./icon";

export type Tone = "plain" | "info" | "success" | "warning" | "danger" | "pending";

export function Chip({ tone = "plain", icon, children, testId }:
    { tone?: Tone; icon?: IconName; children: ComponentChildren; testId?: string }) {
  return <span class={`chip chip--${tone}`} data-testid={testId}>{icon && <Icon name={icon} size={16} />}<span>{children}</span></span>;
}

const states: Record<string, { tone: Tone; icon: IconName }> = {
  confirmed: { tone: "success", icon: "check" }, accepted: { tone: "success", icon: "check" },
  reported: { tone: "success", icon: "file" }, published: { tone: "success", icon: "file" }, filed: { tone: "plain", icon: "file" },
  dissented: { tone: "warning", icon: "chat" }, unsigned: { tone: "warning", icon: "pen" }, returned: { tone: "warning", icon: "history" },
  refused: { tone: "danger", icon: "cross" }, broken_off: { tone: "warning", icon: "cross" },
  cancelled: { tone: "plain", icon: "cross" }, void: { tone: "plain", icon: "cross" },
  submitted: { tone: "info", icon: "inbox" }, reviewing: { tone: "info", icon: "eye" },
};

export function StateChip({ state, testId }: { state: string; testId?: string }) {
  const words = useWords();
  const look = states[state] ?? { tone: "plain" as const, icon: "clock" as const };
  return <Chip tone={look.tone} icon={look.icon} {...(testId ? { testId } : {})}>{words.code("state", state)}</Chip>;
}

/// A step on which the server has not yet ruled.
export function ProvisionalChip() {
  return <Chip tone="pending" icon="hourglass">{useWords().t("step.provisional")}</Chip>;
}

const flagLooks: Record<string, { tone: Tone; icon: IconName }> = {
  veto: { tone: "danger", icon: "flag" }, dissent: { tone: "warning", icon: "chat" }, conflict: { tone: "warning", icon: "split" },
  missing: { tone: "pending", icon: "image" }, deferred: { tone: "plain", icon: "clock" }, withdrawn: { tone: "plain", icon: "cross" },
  clock: { tone: "plain", icon: "clock" }, refused: { tone: "danger", icon: "cross" }, broken_off: { tone: "danger", icon: "warning" },
  unsigned: { tone: "warning", icon: "pen" },
};

export function FlagChip({ flag, count }: { flag: string; count?: number }) {
  const words = useWords();
  const look = flagLooks[flag];
  if (!look) return null;
  const word = words.code("flag", flag);
  return <Chip tone={look.tone} icon={look.icon}>{count ? words.t("flag.counted", { flag: word, n: count }) : word}</Chip>;
}

/// Text with one action, never over content.
export function Notice({ tone, icon = "warning", children, action, onAction, testId }:
    { tone: Tone; icon?: IconName; children: ComponentChildren; action?: string; onAction?: () => void; testId: string }) {
  return (
    <div class={`notice notice--${tone}`} data-testid={testId}>
      <Icon name={icon} />
      <p>{children}</p>
      {action && <button type="button" class="button" onClick={onAction} data-testid={`${testId}.action`}>{action}</button>}
    </div>
  );
}

export function Empty({ icon = "inbox", children, action, onAction, testId }:
    { icon?: IconName; children: ComponentChildren; action?: string; onAction?: () => void; testId: string }) {
  return (
    <div class="empty" data-testid={testId}>
      <Icon name={icon} size={24} />
      <p>{children}</p>
      {action && <button type="button" class="button" onClick={onAction} data-testid={`${testId}.action`}>{action}</button>}
    </div>
  );
}

export function Skeleton({ rows }: { rows: number }) {
  const words = useWords();
  const [late, setLate] = useState(false);
  // Most answers come sooner than the eye would want a skeleton.
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), 150);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div class="skeleton" data-testid="skeleton">
      <span class="hidden">{words.t("loading")}</span>
      {late && Array.from({ length: rows }, (_, row) => <div class="skeleton__row" key={row} />)}
    </div>
  );
}

export function Link({ href, children, ...rest }: { href: string; children: ComponentChildren; [attribute: string]: unknown }) {
  return <a href={href} onClick={followLink} {...rest}>{children}</a>;
}

/// How long a changed cell stays tinted (UX section 5).
const tint_duration = 2_000;

/// True for two seconds after `value` changed; the first value is no change.
export function useChanged(value: string): boolean {
  const before = useRef(value);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current === value) return undefined;
    before.current = value;
    setChanged(true);
    const timer = window.setTimeout(() => setChanged(false), tint_duration);
    return () => { window.clearTimeout(timer); setChanged(false); };
  }, [value]);
  return changed;
}

/// Content that tints when its value changes under the reader's eyes.
export function Watched({ value, children, testId }: { value: string; children: ComponentChildren; testId?: string }) {
  const changed = useChanged(value);
  return <span class={changed ? "watched watched--changed" : "watched"} data-testid={testId}>{children}</span>;
}
