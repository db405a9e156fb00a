/** The head of every page: the product, where one is, and what concerns the page itself. */
import type { ComponentChildren } from "preact";
import { Mark } from "../kit/Icon";

export function Header({ children, heading }: { heading?: ComponentChildren; children: ComponentChildren }) {
  return (
    <header class="page-header">
      <a class="brand" href="/">
        <Mark />
        <span class="brand-name">Hemicycle</span>
      </a>
      {heading && <div class="page-heading">{heading}</div>}
      <div class="page-tools">{children}</div>
    </header>
  );
}
