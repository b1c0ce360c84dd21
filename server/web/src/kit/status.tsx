import { useEffect, useState } from "preact/hooks";

/// The page's one polite and one urgent announcement for screen readers.
type Kind = "status" | "alert";
let tell: (kind: Kind, text: string) => void = () => undefined;

export const announce = (text: string) => tell("status", text);
export const alertNow = (text: string) => tell("alert", text);

export function Announcer() {
  const [said, setSaid] = useState({ status: "", alert: "" });
  useEffect(() => {
    tell = (kind, text) => setSaid((before) => ({ ...before, [kind]: text }));
    return () => { tell = () => undefined; };
  }, []);
  return (
    <div class="hidden">
      <div role="status" data-testid="app.status">{said.status}</div>
      <div role="alert" data-testid="app.alert">{said.alert}</div>
    </div>
  );
}
