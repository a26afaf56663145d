"""Words around a name that say whether it is a place and of what kind. English; general, from no one corpus."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUNCTION = _set(
    "the a an in on at to of by for from with and or but as if it its he she they we you i his her their our this that these those "
    "there here when where while after before since until during under over into near inside outside between among across through "
    "around about against not no nor so yet both all some many most more two three four five six seven eight nine ten last next "
    "earlier later also meanwhile however according is was were are be been has have had will would could should may might can did "
    "do does said says what who why how which than then now only even still just up down out off another other each every one such "
    "via per amid despite because although though once again thus hence rather unlike like without within along toward towards "
    "behind beyond above below beneath beside besides upon onto"
)
DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ramadan eid "
    "easter christmas"
)
PLACE_PREPOSITIONS = _set(
    "in at near from to into inside outside around across throughout toward towards through via between within beyond onto"
)
SURE_PREPOSITIONS = _set("in at near into inside outside around across throughout toward towards within")
WEAK_PREPOSITIONS = _set("of on over against for by above along behind")
PLACE_VERBS = _set(
    "left leave leaving entered enter entering captured capture capturing seized seize seizing retook retake retaking recaptured "
    "recapture took take taking besiege besieged bombed shelled visited reached reach reaching liberated liberate liberating fled "
    "flee fleeing stormed overran overrun surround surrounded evacuated abandoned bombarded encircled quit retaken holds hold held "
    "controls control controlled defend defended pounded struck hit lost lose cleared clear secured reclaimed"
)
NUMBERED = _set("base hill kilo pk height checkpoint sector km camp division brigade regiment battalion point")

UNITS = {
    "province": "adm1 adm2",
    "provinces": "adm1 adm2",
    "governorate": "adm1",
    "governorates": "adm1",
    "oblast": "adm1",
    "state": "adm1",
    "states": "adm1",
    "prefecture": "adm1 adm2",
    "wilaya": "adm1",
    "department": "adm1",
    "canton": "adm2 adm1",
    "region": "adm1 region adm2",
    "district": "adm2 city",
    "districts": "adm2 city",
    "county": "adm2 adm1",
    "counties": "adm2 adm1",
    "co": "adm2",
    "parish": "adm2",
    "subdistrict": "adm2 city",
    "territory": "adm2 adm1",
    "raion": "adm2",
    "rayon": "adm2",
    "municipality": "adm2 city",
    "locality": "adm2 city",
    "division": "adm2",
    "zone": "adm2",
    "agency": "adm2",
    "woreda": "adm2",
    "commune": "adm2 city",
    "township": "adm2 city",
    "city": "city",
    "town": "city",
    "village": "city",
    "villages": "city",
    "towns": "city",
    "cities": "city",
    "suburb": "city",
    "hamlet": "city",
    "area": "",
    "areas": "",
    "regions": "adm1 region adm2",
    "countryside": "adm1 city",
}
"""Type words after a name ("Homs province") or before it ("the province of Homs") -> kinds of entry, the likeliest first."""

SETTLEMENTS = _set(
    "city town village hamlet suburb settlement municipality capital port enclave locality community bastion stronghold hometown "
    "resort commune township"
)
QUARTERS = _set("neighbourhood neighborhood neighbourhoods neighborhoods quarter suburb suburbs borough ward barrio sector enclave")
SITES = _set(
    "airbase airport airfield airstrip base barracks camp crossing checkpoint bridge dam prison hospital mosque church square "
    "junction roundabout hill hills mountain mountains mount ridge valley gorge pass plain plains forest river lake island islands "
    "refinery oilfield oilfields field fields mine mines port harbour harbor station plant factory university school market "
    "stadium road street avenue highway citadel castle cemetery park district districts village town city area front complex "
    "compound depot depots silo silos warehouse warehouses mill works brickworks steelworks dyke axis heights quarry shrine temple "
    "tomb ford ferry peninsula bay strait canal desert marsh dunes springs cave caves landfill bazaar monastery tunnel gate "
    "outpost"
)
FEATURES = _set(
    "river lake mountain mountains creek island islands valley bay peninsula park forest road street avenue highway bridge dam "
    "gorge ridge hills canal strait pass"
)
"""Written with a capital after a place's name they make another name of it, somewhere there: "Catawba River"."""
SITES_NAMED = SITES - _set("area front field city town village fields school")
NAME_PARTS = _set(
    "mount mt lake port camp fort ft tal tell tall tel kafr kfar jabal jebel wadi khan deir dayr umm bani beni beit bayt ain ayn "
    "bab jisr ras shaykh sheikh san santa santo saint st villa new puerto el al abu khirbat khirbet qalat burj hamlet cape point "
    "river bahr birkat bir nahr rio sierra monte cerro isla ile"
)
SORTS = _set("residential industrial military international civilian general central main public air naval agricultural commercial")
"""Adjectives between a name and its type word: "Kweyris military airport"."""
AIRBASES = frozenset({("air", "base"), ("military", "airport"), ("military", "airfield"), ("military", "airbase")})
"""Two words for what "airbase" says in one: a base is called the same in every report."""
PLURALS = _set(
    "provinces governorates districts counties villages towns cities neighbourhoods neighborhoods suburbs areas regions quarters camps "
    "hills mountains islands fields oilfields crossings checkpoints bases municipalities states parishes hamlets settlements"
)
"""A type word for several names at once."""
SETTLED = _set("town village city area front district districts fields")
"""Type words that are no part of a printed name: "the village of X" is X; "X camp" and "X bridge" stay."""


def singular(word: str) -> str:
    """ "provinces" -> "province"; a word that is no plural type word comes back as it is."""
    if word not in PLURALS:
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


ARABIC = _set("BHR DZA EGY ESH IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SYR TUN ARE YEM")
"""Countries where a name that begins with "al" begins with the article."""

DIRECTIONS = _set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-east north-west south-east south-west north-eastern north-western south-eastern "
    "south-western upper lower downtown inner outer greater rural old"
)
OUTSKIRTS = _set("outskirts countryside vicinity suburbs edge edges environs surroundings hinterland surrounding approaches")

TITLES = _set(
    "mr mrs ms miss dr prof professor sir lord lady president vice prime minister premier secretary chancellor king queen prince "
    "princess emir sultan sheikh sheik pope bishop archbishop father rabbi imam ayatollah mullah mufti general gen lt lieutenant "
    "col colonel maj major capt captain sgt sergeant cpl corporal private pvt admiral adm brigadier brig commander cmdr marshal "
    "chief deputy sheriff officer detective trooper constable judge justice senator sen representative rep congressman "
    "congresswoman governor gov mayor councillor councilman alderman ambassador envoy spokesman spokeswoman spokesperson director "
    "chairman chairwoman coach attorney lawyer doctor nurse reverend rev brother sister leader journalist reporter activist "
    "resident"
)
LOCAL_TITLES = _set(
    "governor gov mayor police sheriff council councillor mp lawmaker residents resident native hospital court fire school schools "
    "high airport university college international general central military station department dept county city town village "
    "province district road street highway river bridge valley area based correspondent bureau state region governorate campus "
    "cathedral market jail prison chamber countryside front suburb commander"
)
"""After a place's name these words leave it a place: "Homs Governor Talal Barazi", "Alexandria Police Department"."""

ORGANISATIONS = _set(
    "media observatory brigade brigades battalion battalions front army armies movement party times post herald news tribune "
    "gazette journal star sun mirror daily press radio tv television channel network agency bank company corp corporation inc ltd "
    "llc group union league association foundation institute society committee committees coalition alliance forces force guard "
    "guards militia legion corps division regiment club fc united rovers church team band project initiative fund trust centre "
    "center commission organisation organization authority ministry office congress assembly parliament senate treaty accord "
    "accords agreement agreements protocol convention declaration process talks conference summit shield storm hawks eagles hammer "
    "martyrs liberation revolutionary revolution operations operation room campaign council squad rebels shura today tomorrow "
    "online mail telegraph guardian monitor reports report watch"
)
"""After a place's name these words make it part of a body's, a paper's or an operation's name: "Aleppo Media Centre", "the Geneva
Convention"."""

BODIES = _set(
    "government army military troops forces soldiers regime president parliament ministry police navy air airforce jets warplanes "
    "fighters rebels militants embassy authorities officials official diplomat ambassador minister spokesman warplane helicopters "
    "commander commanders intelligence coalition government-held"
)
"""After an adjective of nationality these are its bodies; the adjective is no place in any case."""

SPEECH = _set(
    "said says told tells added adds announced claimed claims warned reported reports confirmed denied tweeted wrote replied "
    "insisted asked stated argued noted"
)
PERSON_VERBS = SPEECH | _set("who whom was were is has had who's died married born pleaded aged testified resigned smiled")
PEOPLES = _set(
    "kurdish kurds kurd arab arabs arabic sunni sunnis shia shias shiite shiites alawite alawites druze christian christians "
    "muslim muslims islamic islamist islamists jewish jews yazidi yazidis yezidi yezidis assyrian assyrians turkmens hutu hutus "
    "tutsi tutsis tuareg tuaregs pashtun pashtuns hazara hazaras rohingya tamil tamils sinhalese tigrayan tigrayans oromos chechen "
    "chechens ossetian ossetians abkhaz tatar tatars western european europeans african africans asian asians latin houthi houthis "
    "zionist baloch fulani berber berbers maronite orthodox catholic protestant hindu hindus buddhist sikh sikhs moro moros "
    "bengali bengalis punjabi karen shan gulf mondays tuesdays wednesdays thursdays fridays saturdays sundays"
)
"""Peoples, faiths and the like: never a place by themselves, as candidates that no gazetteer has."""
OF_HEADS = _set(
    "part parts half most rest swathes centre center heart streets siege battle capture fall control people residents capital side "
    "out all bombardment shelling liberation recapture loss mayor governor bishop council defenders market hospital road edge "
    "gates police inhabitants population garrison massacre seizure evacuation invasion occupation offensive attack portion percent "
    "cent shore coast valley port approaches entrance limits skies skyline ruins hills"
)
"""Before "of X" these words make X a place more often than not."""
GIVEN = _set("jordan georgia chad israel")
"""Names of countries that are given names too."""
PARTS = _set("part parts half most rest swathes centre center heart side edge gates portion percent cent limits entrance approaches")
"""Of OF_HEADS those that name a part of X or its rim: the place is X, less precisely."""
PLACE_TAILS = _set(
    "garrison siege defenders residents offensive massacre pocket axis frontline market detachment battle bombing front mayor "
    "outpost villagers townspeople inhabitants"
)
"""After a name, in lower case, these words make it a place more often than not."""
AGENCIES = _set(
    "reuters afp ap bbc cnn dpa upi tass xinhua interfax sana amaq anadolu irna aljazeera jazeera ria itar-tass efe ansa kyodo "
    "yonhap irin unicef unhcr unrwa ocha nato icrc msf hezbollah hizbullah hamas taliban isis isil daesh al-qaeda qaeda fatah "
    "amnesty facebook twitter telegram whatsapp youtube allah god islam internet web parliament congress"
)
"""Names that often stand after a preposition and are no place."""

SHIPS = _set("uss hms ins frigate destroyer ship vessel carrier cruiser submarine ferry tanker boat freighter corvette mv ss")

RELATIVE_DIRECTIONS = _set(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west northern southern "
    "eastern western outside near"
)
GENERIC = {
    "city": "city",
    "town": "city",
    "village": "city",
    "suburb": "city",
    "district": "adm2",
    "province": "adm1",
    "governorate": "adm1",
    "region": "adm1",
    "neighbourhood": "named",
    "neighborhood": "named",
    "capital": "city",
    "settlement": "city",
    "camp": "named",
    "airport": "named",
    "base": "named",
    "airbase": "named",
    "hospital": "named",
    "bridge": "named",
    "enclave": "city",
    "island": "region",
    "country": "country",
    "area": "",
}
