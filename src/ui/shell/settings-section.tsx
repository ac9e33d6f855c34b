import type { ReactNode } from 'react';

/** A part of the settings: what it is about, then its fields in two columns. */
export function SettingsSection({ title, hint, children }: { readonly title: string; readonly hint: string; readonly children: ReactNode }) {
  return (
    <section className="or-settings">
      <h3>{title}</h3>
      <p className="or-soft">{hint}</p>
      <div className="or-settings-grid">{children}</div>
    </section>
  );
}
