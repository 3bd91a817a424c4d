// The check box in the head of a work list picks or frees every row of the page.
export function start(all) {
  const table = all.closest("table");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const show = () => {
    const picked = boxes.filter((box) => box.checked);
    all.checked = picked.length > 0 && picked.length === boxes.length;
    all.indeterminate = picked.length > 0 && !all.checked;
    boxes.forEach((box) => box.closest("tr").classList.toggle("selected", box.checked));
    const words = document.querySelector("[data-pick-count]");
    if (words?.dataset.words) words.textContent = words.dataset.words.replace("%1", picked.length);
  };
  const pickAll = () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    show();
  };
  all.addEventListener("change", pickAll);
  table.addEventListener("change", show);
  // Somebody may have ticked the head before this script came.
  if (all.checked) pickAll();
  else show();
}
