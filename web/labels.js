// The closed lists of the record in words for people, with what they mean.
import {h} from "./dom.js";

export const LABELS = {
  act: {
    assert: ["states", "states as a fact"], opine: ["thinks", "gives an opinion"],
    accuse: ["accuses", "blames or attacks somebody"], support: ["supports", "backs or praises somebody"],
    deny: ["denies", "says that something is not so"], concede: ["concedes", "admits, regrets or apologises"],
    demand: ["demands", "asks for something to be done"], commit: ["promises", "says what the speaker will do"],
    predict: ["predicts", "says what will happen"], ask: ["asks", "asks a question"],
  },
  channel: {
    interview: ["interview"], speech: ["speech"], debate: ["debate"], statement: ["written statement"],
    letter: ["letter"], social: ["social media"], broadcast: ["broadcast"], article: ["article"],
    report: ["report"], poll: ["poll"], testimony: ["testimony"], meeting: ["meeting"], ad: ["advertisement"],
    press: ["to the press"],
  },
  form: {
    direct: ["direct", "in quotation marks throughout"], indirect: ["indirect", "without quotation marks"],
    mixed: ["mixed", "partly in quotation marks"],
  },
  kind: {
    person: ["person"], organisation: ["organisation"], group: ["group"], document: ["document"],
    anonymous: ["unnamed"], author: ["the author"], none: ["nobody"],
  },
};

export function label(list, value) {
  return LABELS[list]?.[value]?.[0] ?? value;
}

export function tag(list, value) {
  return h("span", {class: `tag ${list} ${list}-${value}`, title: LABELS[list]?.[value]?.[1]},
    label(list, value));
}
