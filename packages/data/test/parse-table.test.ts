import { DataError } from "@nabla/tensor";
import { describe, expect, test } from "vitest";
import { parseTable } from "../src/index.ts";

const values = (text: string, options?: Parameters<typeof parseTable>[1]): unknown[] => {
  const { x, y } = parseTable(text, options);
  return [x.toArray(), y.toArray()];
};

describe("parseTable reads", () => {
  const expected = [
    [
      [1, 2],
      [4, 5],
    ],
    [[3], [6]],
  ];

  test.each([
    ["commas", "1,2,3\n4,5,6\n"],
    ["semicolons", "1;2;3\n4;5;6\n"],
    ["tabs", "1\t2\t3\n4\t5\t6\n"],
    ["runs of spaces", "  1  2 3\n4 5    6  \n"],
    ["spaces around commas", "1, 2 ,3\n 4,5, 6"],
    ["no newline at the end", "1,2,3\n4,5,6"],
    ["Windows line ends", "1,2,3\r\n4,5,6\r\n"],
    ["old Mac line ends", "1,2,3\r4,5,6\r"],
    ["a byte-order mark", "\uFEFF1,2,3\n4,5,6\n"],
    ["comments and empty lines", "# made up\n1,2,3\n\n  # more\n4,5,6\n\n"],
    ["cells in quotes", '"1","2",3\n4,5,"6"\n'],
    ["signs and exponents", "+1,2e0,.3e1\n4.,500E-2,6\n"],
  ])("%s", (_, text) => {
    expect(values(text)).toEqual(expected);
  });

  test("a header, which it recognises by the lack of numbers", () => {
    const table = parseTable("a,b,c\n1,2,3\n4,5,6\n");
    expect(table.columns).toEqual(["a", "b", "c"]);
    expect(table.features).toEqual(["a", "b"]);
    expect(table.target).toBe("c");
    expect(table.rows).toBe(2);
    expect([table.x.toArray(), table.y.toArray()]).toEqual(expected);
  });

  test("a header with delimiters and quotes in its names", () => {
    const { columns } = parseTable('"Mass, g","so-called ""size"""\n1,2\n');
    expect(columns).toEqual(["Mass, g", 'so-called "size"']);
  });

  test("a header whose column of row numbers has no name", () => {
    expect(parseTable(",mass\n1,2\n").columns).toEqual(["column 1", "mass"]);
  });

  test("a header of numbers when told that it is one", () => {
    const table = parseTable("1990,1991\n3,4\n", { header: true });
    expect(table.columns).toEqual(["1990", "1991"]);
    expect(table.rows).toBe(1);
  });

  test("names from the options in place of the header's", () => {
    const table = parseTable("a,b\n1,2\n", { columns: ["first", "second"] });
    expect(table.target).toBe("second");
    expect(table.rows).toBe(1);
  });

  test.each([["b"], [1], [-2]])("target %j", (target) => {
    const table = parseTable("a,b,c\n1,2,3\n", { target });
    expect(table.features).toEqual(["a", "c"]);
    expect([table.x.toArray(), table.y.toArray()]).toEqual([[[1, 3]], [[2]]]);
  });

  test("any delimiter it is given", () => {
    expect(values("1::2::3\n4::5::6", { delimiter: "::" })).toEqual(expected);
    expect(values("1 \t2 3\n4 5 6", { delimiter: "whitespace" })).toEqual(expected);
  });

  test("into the dtype asked for", () => {
    expect(parseTable("0.1,1\n").x.dtype).toBe("float32");
    expect(values("0.1,1\n", { dtype: "float64" })).toEqual([[[0.1]], [[1]]]);
    expect(parseTable("0.1,1e300\n", { dtype: "float64" }).y.item()).toBe(1e300);
  });
});

describe("parseTable explains", () => {
  test.each([
    ["a word", "a,b\n1,2\n3,x7\n", 'line 3, column 2 ("b"): "x7" is no number'],
    ["a hexadecimal number", "a,b\n1,0x1F\n", '"0x1F" is no number'],
    ["a decimal comma", "a;b\n1,5;2\n", "write decimals with a point"],
    ["an empty cell", "a,b\n1,\n", 'line 2, column 2 ("b"): the cell is empty'],
    ["a cell of spaces", "a,b\n 1,  \n", "the cell is empty"],
    ["NA", "a,b\n1,NA\n", '"NA" stands for a missing value'],
    ["NaN", "a,b\n1,2\nnan,3\n", 'line 3, column 1 ("a"): "nan" is not a number (NaN)'],
    ["infinity", "a,b\n1,-inf\n", '"-inf" is infinite'],
    ["a number beyond float64", "a,b\n1,1e999\n", '"1e999" is infinite'],
    ["a number beyond float32", "a,b\n1,1e39\n", 'read it with { dtype: "float64" }'],
    ["a cell too many", "a,b\n1,2\n1,2,3\n", "line 3: 3 cells: needs 2 cells"],
    ["a cell too few", "a,b\n\n# note\n1\n", "line 4: 1 cell: needs 2 cells"],
    ["an empty text", "", "no line with data"],
    ["only comments", "# a\n#b\n", "no line with data"],
    ["a header without rows", "a,b\n", "0 rows of data: needs at least 1"],
    ["one column", "1\n2\n", "line 1: one column"],
    ["two columns of one name", "a,a\n1,2\n", 'two columns "a"'],
    ["a bad cell in the first line", "800,abc,3\n", 'line 1, column 2 ("column 2"): "abc"'],
    ["an open quote", 'a,b\n1,"2\n', '"\\"2" is no number'],
    ["a zip archive", "PK\u0003\u0004\0\0", "binary content"],
  ])("%s", (_, text, message) => {
    const parse = (): unknown => parseTable(text, { file: "my.csv" });
    expect(parse).toThrow(message);
    expect(parse).toThrow(DataError);
    expect(parse).toThrow(/^parseTable: my\.csv, /);
  });

  test("too few rows", () => {
    expect(() => parseTable("1,2\n3,4\n", { minRows: 3 })).toThrow(
      "parseTable: 2 rows of data: needs at least 3",
    );
  });

  test("a target that does not exist", () => {
    expect(() => parseTable("a,b\n1,2\n", { target: "c" })).toThrow(
      'target "c": needs one of the columns "a", "b", or an index',
    );
    for (const target of [2, -3, 0.5]) {
      expect(() => parseTable("a,b\n1,2\n", { target })).toThrow(`target ${target}`);
    }
  });

  test("names that are too many or too few", () => {
    expect(() => parseTable("1,2\n", { columns: ["a"] })).toThrow("2 columns: needs 1");
  });

  test("a cell of any length in a message that can be read", () => {
    expect(() => parseTable(`1,${"x".repeat(9999)}\n`, { header: false })).toThrow(/^.{1,200}$/);
  });
});
