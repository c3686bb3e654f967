// Every page that quoth serves, with what each is for on it.
export const ARTICLE = `Harbour chief rejects blame

The head of the harbour authority, Maria Keller, on Monday rejected claims that her staff had ignored warnings before the flood.

“We closed the gates at noon, an hour before the water came,” Keller told reporters. “Nobody was asleep.”

The day before, councillor Jonas Brandt had accused the authority of negligence. “They knew, and they did nothing,” he said in a radio interview.

Keller said Brandt was wrong and that she would publish the log of the gates next week.`;

export const DRAFT = `The harbour was closed in time, Maria Keller said. “We closed the gates at noon, two hours before the water came,” she told reporters. “Nobody was asleep,” she added.

“They knew, and they did nothing,” said Ines Duarte. “Nobody paid,” Jonas Brandt said.`;

async function read_article(page) {
  await page.fill("#text", ARTICLE);
  await page.click("text=Read it");
  await page.waitForSelector("#result:not([hidden])");
}

async function check_draft(page) {
  await page.fill("#draft", DRAFT);
  await page.fill("#against", ARTICLE);
  await page.click("text=Check it");
  await page.waitForSelector("#result:not([hidden])");
}

// What the addresses of the pages are made of, looked up in the record of the tests.
export async function find_places(server) {
  const find = async (query) => (await server.get(`/api/search?${query}`)).results[0];
  return {
    hit: await find("q=%22before+the+water+came%22"),
    hostile: await find("q=payload"),
    person: (await server.get("/api/people?kind=person&limit=1")).people[0],
  };
}

// Each page of a server with a record: `ready` selects what is there once it shows what it is for, which
// `act` brings it to. `expected` matches the errors in the console that belong to it. network.test.js looks at
// five hundred.
export const PAGES = [
  {name: "read", path: "/", ready: "#text"},
  {name: "read-result", path: "/", ready: "#result .statements", act: read_article},
  {name: "search", path: "/search", ready: ".hit"},
  {name: "search-words", path: "/search?q=gates&act=accuse&act=deny", ready: ".hit"},
  {name: "search-nothing", path: "/search?q=zzzz", ready: "#count"},
  {name: "people", path: "/people", ready: "#people table"},
  {name: "person", path: ({person}) => `/people/${person.id}`, ready: ".stands"},
  {name: "audit", path: "/audit", ready: ".bars"},
  {name: "network", path: "/network", ready: ".net"},
  {name: "network-500", only_shots: true, path: "/network?limit=500", ready: ".net"},
  {name: "check", path: "/check", ready: "#draft"},
  {name: "check-result", path: "/check", ready: "#result .verdict", act: check_draft},
  {name: "statement", path: ({hit}) => `/statements/${hit.id}`, ready: ".badge.verified"},
  {name: "article", path: ({hit}) => `/articles/${hit.article.id}`, ready: ".statements"},
  {name: "statement-hostile", path: ({hostile}) => `/statements/${hostile.id}`, ready: ".badge.verified"},
  {name: "article-hostile", path: ({hostile}) => `/articles/${hostile.article.id}`, ready: ".statements"},
  {name: "person-hostile", path: ({hostile}) => `/people/${hostile.speakers[0].person}`, ready: "h1 bdi"},
  {name: "statement-missing", path: "/statements/0000000000000000-s1", ready: ".notice.error", expected: /status of 404/},
];

export function path_of({path}, places) {
  return typeof path === "function" ? path(places) : path;
}
