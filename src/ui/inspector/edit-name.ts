/** How many frames the inspector has to show a column that was just made: it may have to be fetched first. */
const PATIENCE = 60;

/** Puts the focus in the name of a column, all of it selected, once the inspector shows it. */
export function editName(at: number, frames = PATIENCE): void {
  const cell = document.querySelectorAll<HTMLInputElement>('.or-column-list [data-cell="name"]')[at];
  if (cell) cell.select();
  else if (frames > 0) requestAnimationFrame(() => editName(at, frames - 1));
}
