"""Words and kinds of types by which a clash is weighed: general word lists, not learned."""

from __future__ import annotations

import re

from onrecord.vocab.event_types import EventType as T

# Types by what they tell; two of them make a sign of their own ("types: strike and toll").
FAMILIES: dict[T, str] = {
    **dict.fromkeys((T.GOVERNMENT_REGAINS_TERRITORY, T.NONSTATE_OVERTAKES_TERRITORY, T.NONVIOLENT_TRANSFER), "taking"),
    T.CONTROL_STATUS: "holding",
    **dict.fromkeys((T.TROOP_MOVEMENT, T.BASE_ESTABLISHED, T.OTHER_STRATEGIC), "move"),
    **dict.fromkeys((T.ARMED_CLASH, T.DISRUPTED_WEAPONS_USE), "fight"),
    **dict.fromkeys((T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON), "strike"),
    **dict.fromkeys((T.ATTACK_ON_CIVILIANS, T.SEXUAL_VIOLENCE, T.MOB_VIOLENCE, T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING), "harm"),
    **dict.fromkeys((T.LOOTING_DESTRUCTION, T.HERITAGE_DAMAGE), "damage"),
    T.CASUALTY_TOLL: "toll",
    **dict.fromkeys((T.PEACEFUL_PROTEST, T.VIOLENT_DEMONSTRATION), "protest"),
    **dict.fromkeys((T.DISPLACEMENT, T.EVACUATION, T.AID_ACCESS), "people"),
    **dict.fromkeys((T.ACCUSATION, T.DEMAND, T.STATEMENT, T.AGREEMENT), "talk"),
}
# What goes on at large, or was so for long: not one happening.
AT_LARGE = re.compile(
    r"\b(?:for (?:years|months|weeks|decades)|since (?:the )?(?:war|conflict|uprising|start|beginning|\d{4})|every (?:day|night|week)"
    r"|daily|often|regularly|repeatedly|usually|frequently|again and again"
    r"|in recent (?:days|weeks|months|years)|always|so far this (?:year|month)|long)\b",
    re.IGNORECASE,
)
STAGE_OVER = re.compile(
    r"\b(?:earlier|initially|at first|before|until|had (?:been|said|earlier|claimed)|previously|by then|hours? (?:before|earlier))\b",
    re.IGNORECASE,
)
STAGE_NEXT = re.compile(
    r"\b(?:later|then|after(?:wards?)?|subsequently|finally|eventually|now|meanwhile|since then"
    r"|following|by (?:noon|night(?:fall)?|evening|midday))\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|would|could|might|may|should|whether|threat\w*|plan\w*|want\w*|try\w*|tried|attempt\w*)\b", re.IGNORECASE
)
