/** Who somebody is, always from the registration: "COUNTRY – Name". */

import { delegationName, plateDelegation } from "../../i18n/names";
import type { Person } from "../../protocol/messages";
import { useCatalog } from "../text";

export function Plate({ person }: { person: Person }) {
  const { language, t } = useCatalog();
  const office = t("role", { role: person.role }).toLocaleUpperCase(language.value);
  return (
    <span class="plate-text">
      <bdi class="plate-delegation">{plateDelegation(person.delegation, language.value) || office}</bdi>
      <span class="plate-dash"> – </span>
      <bdi class="plate-name">{person.name}</bdi>
    </span>
  );
}

/** The same for a list: delegation above, name below. */
export function PersonLines({ person }: { person: Pick<Person, "name" | "delegation" | "role"> }) {
  const { language, t } = useCatalog();
  const delegation = delegationName(person.delegation, language.value) || t("role", { role: person.role });
  return (
    <span class="person">
      <bdi class="person-delegation">{delegation}</bdi>
      <bdi class="person-name">{person.name}</bdi>
    </span>
  );
}
