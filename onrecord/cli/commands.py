"""The commands: where each is defined, and what it does in one line, so that the program's help loads none of them."""

from __future__ import annotations

# By name, in the order of the help: module and name of the function, or of the group of commands; and the first line of its own help.
COMMANDS: dict[str, tuple[str, str]] = {
    "brief": (
        "briefing:brief",
        "Write a brief of the events in some reports: what is agreed, what is disputed, who holds what according to whom.",
    ),
    "add": (
        "recording:add",
        "Read reports into the ledger: each report, its archived original, and the claims in it. Addresses of the web are fetched.",
    ),
    "watch": (
        "watching:watch",
        "Poll feeds, add what is new, and say which contradictions, reversals and admissions came with it.",
    ),
    "claims": (
        "viewing:claims",
        "Show who said what: every claim with its speaker, place, date, figures and exact words.",
    ),
    "events": (
        "viewing:events",
        "Show what the claims are about: events with roots, figures, findings and grades.",
    ),
    "control": (
        "viewing:control",
        "Show who held which place: the consolidated view and each root's own, as spells with reasons.",
    ),
    "explain": (
        "explaining:explain",
        "Show why: from the words of the reports to an event, a finding or a claim; or why two claims stand together or apart.",
    ),
    "annotate": (
        "annotating:annotate",
        "Mark attributions, dates, places, figures and actors in any text.",
    ),
    "register": (
        "registering:register",
        "Show a register: casualties and more, each entry led back to the words of the reports.",
    ),
    "serve": (
        "serve:serve",
        "Open the review desk: read, check, correct and release in the browser.",
    ),
    "judgements": (
        "judging:judgements",
        "List the decisions that stand, with who, when and why.",
    ),
    "reread": (
        "judging:reread",
        "Read the recorded reports again, with a better reader: what changes, and which decisions no longer find their claim.",
    ),
    "verify": (
        "keeping:verify",
        "Check every entry and every archived original, and name what was changed, is missing or was removed.",
    ),
    "checkpoint": (
        "keeping:checkpoint",
        "Write down what the ledger is now, in a small file that shows later whether its past was rewritten.",
    ),
    "prove": (
        "keeping:prove",
        "Write a proof that one entry stands in the ledger, which anybody can check without the ledger (docs/check_proof.py).",
    ),
    "migrate": (
        "keeping:migrate",
        "Bring a ledger of an older version to the present form; on PostgreSQL, make it and say who may write.",
    ),
    "rebuild": (
        "rebuilding:rebuild",
        "Work out events, grades, figures and control from the entries, and store them so that questions are answered at once.",
    ),
    "backup": (
        "moving:backup",
        "Write ledger and originals into one file, checked first.",
    ),
    "restore": (
        "moving:restore",
        "Make a ledger of a backup where there is none yet, and check it.",
    ),
    "import": (
        "moving:import_",
        "Make a new ledger of an exported one, or of one on another kind of database; same entries, same chain.",
    ),
    "export": (
        "exporting:export",
        "Write the ledger in a form that `import` reads, or events and claims for other tools, private names covered.",
    ),
    "dossier": (
        "dossiers:make",
        "Write a dossier: summary with numbered citations, accounts side by side, figures, control, custody, and what is withheld.",
    ),
    "api": (
        "serving:api",
        "Answer over HTTP: claims, events, findings, control; read-only, by token, private names covered.",
    ),
    "mcp": (
        "serving:mcp",
        "Answer as a Model Context Protocol server: who said what, how firmly, in whose words; read-only, private names covered.",
    ),
    "remove": (
        "removing:remove",
        "Remove something for safety or law: its words go, the fact that it was removed stays.",
    ),
    "actors": (
        "acting:app",
        "The register of actors: list it, explain a name, add a team's own file.",
    ),
    "gazetteer": (
        "gazetteer:app",
        "The gazetteer: look up a name, add a team's own places, list them.",
    ),
    "reader": (
        "reading:one",
        "The reader behind --reader llm.",
    ),
    "readers": (
        "reading:many",
        "Readers beside each other.",
    ),
    "corpus": (
        "corpus:app",
        "Reports with their claims in the form that readers learn from.",
    ),
    "judge": (
        "judging:app",
        "Decide on claims: each decision is an entry with who, when and why, undone by another.",
    ),
    "token": (
        "serving:tokens_app",
        "Who may ask over HTTP.",
    ),
}
