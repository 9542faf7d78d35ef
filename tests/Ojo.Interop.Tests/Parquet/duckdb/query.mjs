// Runs the statements on standard input, parted by lines of one semicolon; the rows of the last are printed, a JSON array of texts for each.
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const statements = readFileSync(0, 'utf8').split('\n;\n');
for (const statement of statements.slice(0, -1)) await connection.run(statement);
const reader = await connection.runAndReadAll(statements.at(-1));
for (const row of reader.getRows()) console.log(JSON.stringify(row.map((value) => (value === null ? null : String(value)))));
