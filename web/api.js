// Requests to the server. What fails throws an ApiError with the words of the server.

export class ApiError extends Error {
  constructor(status, error) {
    super(error.where ? `${error.message} (${error.where})` : error.message);
    this.name = "ApiError";
    this.status = status;
    this.code = error.code;
  }
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, {code: "unreachable", message: "the server does not answer; is it still running?"});
  }
  if (response.ok) return response;
  let error;
  try {
    ({error} = await response.json());
  } catch {
    error = {code: "internal", message: `the server answered ${response.status}`};
  }
  throw new ApiError(response.status, error);
}

export async function get(path, parameters = {}, signal = undefined) {
  return (await request(with_query(path, parameters), {signal})).json();
}

export async function post(path, body, {type = "application/json", signal = undefined, writes = false} = {}) {
  const bytes = type === "application/json" ? JSON.stringify(body) : body;
  const headers = {"content-type": type, ...(writes ? {"x-quoth-token": token()} : {})};
  return request(path, {method: "POST", body: bytes, headers, signal});
}

// For what changes the record: with the token that came in the address (#token=…) when it was
// opened from the terminal; it is kept for this tab alone.
export async function write(method, path, body) {
  const headers = {"content-type": "application/json", "x-quoth-token": token()};
  const response = await request(path, {method, headers, body: JSON.stringify(body ?? {})});
  return response.json();
}

export function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("quoth-token", given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem("quoth-token") ?? "";
}

export const is_writable = document.documentElement.dataset.writable === "yes";
export const has_record = document.documentElement.dataset.record === "yes";
token();

export function with_query(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, one);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
