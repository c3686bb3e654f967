// Records and servers for the tests: the programs that were built, on files of their own.
import {execFileSync, spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const BIN = process.env.QUOTH_BIN_DIR ?? join(ROOT, "build/bin");

// A record of invented articles, article 2 of which tries to be script (make_record.cc).
export function make_record(file, n_articles) {
  execFileSync(join(BIN, "tests/make_record"), [file, String(n_articles)]);
}

// Runs SQL on a record behind the back of quoth.
export function alter_record(file, sql) {
  const script = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2]); db.close()";
  execFileSync("python3", ["-c", script, file, sql]);
}

// A server on a free port with a record of its own, or with none where `articles` is 0. `sql` is run on
// the record before it opens.
export class Server {
  static async start({articles = 500, writable = false, sql = ""} = {}) {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), "quoth-web-"));
    const options = ["serve", "--port", "0"];
    if (articles) {
      server.record = join(server.folder, "record.db");
      make_record(server.record, articles);
      if (sql) alter_record(server.record, sql);
      options.push("--db", server.record);
    }
    if (writable) options.push("--write");
    server.process = spawn(join(BIN, "quoth"), options, {stdio: ["ignore", "pipe", "inherit"]});
    const [line] = await Promise.race([first_line(server.process.stdout), exit_of(server.process)]);
    const url = new URL(line);
    server.origin = url.origin;
    server.token = new URLSearchParams(url.hash.slice(1)).get("token");
    return server;
  }

  async get(path) {
    return (await fetch(this.origin + path)).json();
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", (status) => resolve(status)));
    this.process.kill("SIGTERM");
    const status = await ended;
    rmSync(this.folder, {recursive: true});
    if (status !== 0) throw new Error(`quoth serve ended with ${status}`);
  }
}

async function first_line(stream) {
  for await (const line of createInterface({input: stream})) return [line];
  return ["quoth serve printed no address"];
}

function exit_of(child) {
  return new Promise((_, reject) => child.once("exit", (status) => reject(new Error(`quoth serve ended with ${status}`))));
}
