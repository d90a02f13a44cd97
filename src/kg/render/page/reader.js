/* The one reader of what Python packed (kg/render/contract.py): tables and their columns by name. Another name is an
   error, not an empty answer. */

function reader(packed) {
  const named = function (columns, where) {
    return new Proxy(columns, {
      get: function (target, name) {
        if (typeof name === "symbol" || Object.hasOwn(target, name)) return target[name];
        throw new ReferenceError("the page has no " + where + name);
      }
    });
  };
  const tables = {};
  for (const [name, columns] of Object.entries(packed)) tables[name] = named(columns, "column " + name + ".");
  return named(tables, "table ");
}
