"""Writes src/extract/data/first_names.txt: given names with the gender they are mostly given to.

    python first_names.py > src/extract/data/first_names.txt

Needs `pip install names Faker`. Sources: the counts of given names in the US census of 1990 (public
domain, as packed by `names`, MIT), and the lists of Faker's locales (MIT), names in Latin script.
A name is f or m where the census has it at least four times as often for one, else u; where the
census has it for one gender only or not at all, the number of Faker's locales decides likewise.
"""
import collections, importlib, pathlib, re, sys

import faker.providers.person
import names

WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)?")


def census():
    share = collections.defaultdict(lambda: [0.0, 0.0])
    for column, key in enumerate(("first:female", "first:male")):
        for line in open(names.FILES[key]):
            name, percent, *_ = line.split()
            share[name.lower()][column] += float(percent)
    return share


def flatten(names_of_locale):
    return names_of_locale.keys() if isinstance(names_of_locale, dict) else names_of_locale


def locales():
    count = collections.defaultdict(lambda: [0, 0])
    folder = pathlib.Path(faker.providers.person.__file__).parent
    for path in sorted(folder.iterdir()):
        if not (path / "__init__.py").exists():
            continue
        provider = importlib.import_module(f"faker.providers.person.{path.name}").Provider
        for column, gender in enumerate(("female", "male")):
            found = set()
            for kind in (f"first_names_{gender}", f"first_{gender}_names"):
                found |= set(flatten(getattr(provider, kind, ())))
            for name in found:
                if WORD.fullmatch(name) and name[0].isupper() and max(map(ord, name)) < 0x250:
                    count[name.lower()][column] += 1
    return count


def gender(pair):
    female, male = pair
    return "f" if female >= 4 * male else "m" if male >= 4 * female else "u"


def main():
    us, world = census(), locales()
    print("# Given names and whom they are given to: f, m, or u for both. Made by")
    print("# training/first_names.py of the US census of 1990 (public domain) and the lists of Faker (MIT).")
    for name in sorted(us.keys() | world.keys()):
        weight = us[name] if name in us and sum(us[name]) >= 0.01 else world.get(name, us[name])
        print(name, gender(weight))


if __name__ == "__main__":
    main()
