/** Who somebody is, always from the registration. */

import { delegationName } from "../../i18n/names";
import type { Person } from "../../protocol/messages";
import { useCatalog } from "../text";

/** "COUNTRY – Name" as the server has it: the same plate for everyone, as in a hall. */
export function Plate({ person }: { person: Person }) {
  const { language, t } = useCatalog();
  const before = person.plate.endsWith(` – ${person.name}`) ? person.plate.slice(0, -person.name.length - 3) : "";
  const office = t("role", { role: person.role }).toLocaleUpperCase(language.value);
  return (
    <span class="plate-text">
      <bdi class="plate-delegation">{before || office}</bdi>
      <span class="plate-dash"> – </span>
      <bdi class="plate-name">{person.name}</bdi>
    </span>
  );
}

/** For a list: the delegation in the reader's language, the name below. */
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
