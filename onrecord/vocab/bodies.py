"""Words by which bodies and places are told apart or held to be one: what every army is called, what any body may hide behind."""

from __future__ import annotations

# Words that spellings of a place add and drop; "east", "airport", "province" stay: they name a part or a whole.
PLACE_KIND = frozenset("the a an of in near around outside city town village neighbourhood neighborhood area al el".split())
# What every army and ministry is called: these words alone do not make two bodies one.
BODY_KIND = frozenset(
    (
        "army armed force forces military police soldier soldiers troop troops fighter fighters militant militants rebel rebels militia "
        "government authorities ministry defence defense interior health of and for in on at to the from general command national state "
        "official officials group groups men gunmen unit units brigade council spokesman"
    ).split()
)
# Words that any body may hide behind.
ANYBODY = frozenset(
    "rebel rebels militant militants insurgent insurgents gunmen terrorist terrorists armed group groups men fighters opposition unknown "
    "foreign forces separatists jihadists attackers assailants warplanes aircraft drone".split()
)
OF_A_STATE = frozenset("army government ministry police regime military soldiers troops president minister governor gendarmerie".split())
AGAINST_A_STATE = frozenset(
    "rebel rebels opposition insurgent insurgents militant militants separatist separatists guerrillas resistance".split()
)
CIVIL = frozenset(
    (
        "civilian civilians people resident residents villager villagers child children woman women patient patients family families "
        "passenger passengers worshipper worshippers worker workers student students pupil pupils person persons citizen citizens boy boys "
        "girl girls man youth youths demonstrator demonstrators protester protesters herder herders farmer farmers refugee "
        "refugees displaced medic medics doctor doctors nurse nurses journalist journalists teacher teachers inhabitant inhabitants "
        "mourner mourners shopper shoppers trader traders fisherman fishermen labourer labourers prisoner prisoners elder elders"
    ).split()
)
