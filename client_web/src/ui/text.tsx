/** Gives the views their words, and lets every view follow the signals it reads. */
import "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Catalog } from "../i18n/catalog";

const CatalogContext = createContext<Catalog | null>(null);

export const TextProvider = CatalogContext.Provider;

export function useCatalog(): Catalog {
  const catalog = useContext(CatalogContext);
  if (!catalog) throw new Error("no catalogue around this view");
  return catalog;
}

export function useText() {
  return useCatalog().t;
}
