"""Words by which a page's furniture tells what it is, in class and id and in the headings above it. Lists alone."""

# ruff: noqa: E501  lists of words, one thing a line

from __future__ import annotations

import re

# Tokens of a class or an id that no container of a report's own text bears.
FURNITURE = frozenset(
    (
        "advert advertisement advertising adverts ads sponsored sponsor promo promotion promoted taboola outbrain mgid"
        " breadcrumb breadcrumbs bread crumb crumbs cookie cookies consent gdpr cmp ccpa onetrust"
        " newsletter signup subscribe subscription subscribers paywall barrier regwall piano"
        " share sharing sharedaddy shares social socials addthis addtoany"
        " related relatedposts recommended recommendations recirculation recirc trending popular mostread readmore alsoread"
        " sidebar rail navigation navbar menu submenu pagination pager pagenav"
        " comments comment commenting disqus talkback talkbacks respond discussion"
        " caption captions imagecaption wp-caption-text pullquote callout"
        " footnotes popup popups modal lightbox toolbar tools printfooter catlinks"
        " tweet embed embeds instagram facebook"
        " tagcloud toc editsection jumplinks masthead topbar"
    ).split()
)
# Two tokens, one after the other, that are furniture only together.
PARTS = frozenset(
    tuple(pair.split())
    for pair in (
        "read next|read more|also read|read also|see also|most read|what next|you may|more stories|top stories|recent posts|author card|"
        "author bio|about author|post tags|tag list|image caption|photo caption|photo credit|pull quote|sign up|app wrap|post footer|"
        "entry utility|entry footer|site footer|site header|page footer|page header|post meta|entry meta|news info|jump to|site sub|"
        "widget area|post profile|user info|article tags|story box|twitter tweet"
    ).split("|")
)
# A heading that opens furniture: the heading and what stands under it go.
_BEFORE = (
    r"related(?: (?:stories|articles|content|publications|topics|news|links|posts|coverage|items|reading))?|read (?:next|more|also|on)|also (?:on|in|from|read)\b.*"
    r"|more (?:on|from|in|about|news|stories|ways)\b.*|most (?:read|popular|viewed|commented)|trending(?: (?:stories|now|news))?|latest(?: (?:news|stories|posts|updates))?"
    r"|recent (?:news|posts|stories|comments|articles)|top (?:stories|news|latest)|popular(?: (?:stories|posts|now))?|recommended(?: .{0,20})?|you (?:may|might) also .{0,20}"
    r"|what to read next|in other news|other (?:news|stories)|in this (?:story|section)|editor'?s'? (?:picks?|choice)|don'?t miss|sponsored(?: (?:links|content))?"
    r"|newsletter|share(?: (?:this|on|article|post|story))?.{0,20}|follow (?:us|the topics)\b.*|subscribe.{0,30}|sign (?:up|in).{0,30}|advertisement|donate"
    r"|about (?:me|the author|us)|(?:blog )?archives?|tags?|topics|categories|labels|cite this.{0,20}|report details|news info|public domain|support provided by:?"
    r"|sources|references|external links|see also|footnotes|we value your privacy|keep reading.{0,30}|who'?s online|polls?|survey|navigation|menu|modules"
    r"|(?:lire|voir) (?:aussi|également)|à lire(?: aussi)?|sur le même (?:sujet|thème)|plus d'articles|les plus lus|articles liés"
    r"|más (?:información|noticias|leídas?|sobre .{0,20})|lo más (?:leído|visto)|archivado en|noticias relacionadas|te puede interesar|lea también"
    r"|mais lidas|leia (?:também|mais)|notícias relacionadas|mehr zum thema|mehr (?:von|aus) .{0,20}|meistgelesen|lesen sie auch|das könnte sie auch .{0,20}"
    r"|leggi anche|altre notizie|correlati|другие новости|читайте также|по теме|ещё по теме|последние новости|популярное|читайте (?:ещё|далее)"
    r"|читайте також|інші новини|останні новини|за темою|ilgili (?:konular|haberler)|son haberler|en çok okunanlar"
    r"|اقرأ أيضا?|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|اخبار مرتبط|پربازدید(?:ترین)?"
)
BEFORE = re.compile(rf"(?i)(?:{_BEFORE})[\s:|»›.…]*")
# Where comments begin: they come last, and all that follows goes.
COMMENTS = re.compile(
    r"(?i)\d{1,6}\s+(?:comment|reply)[:\s]*|(?:\d{1,6}\s+)?(?:comments|replies|reader comments|commentaires?|comentarios?|comentários?|kommentare?|commenti|комментари[ийя]|коментар[іi]|yorumlar?"
    r"|التعليقات|تعليقات|نظرات)(?:\s*[(:]?\s*\d{1,6}\s*[):]?)?[:\s]*|leave a (?:reply|comment)|join the (?:conversation|discussion)|discussion about this post"
    r"|(?:add|post) (?:a |your )?comment|laisser un commentaire|deja(?:r)? un comentario"
)
# A line of a text that is furniture wherever it stands.
LINES = re.compile(
    r"(?i)(?:share(?: or comment)? (?:on )?this (?:article|story|page|post).{0,20}|share on \w+|\d{1,3} min(?:ute)?s? read|advertisement|read more:?|print(?: version)?|e-?mail this.{0,20}"
    r"|(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,100}|sign up (?:for|to) .{0,120}|subscribe .{0,60}|continue reading .{0,100}|to read the full story.{0,60}"
    r"|jump to:.{0,60}|skip to .{0,40}|follow (?:us|him|her) on .{0,60}|our standards: .{0,60}|leave your feedback|click here to .{0,80}"
    r"|partager la page.{0,80}|vous êtes ici.{0,120}|you are here.{0,120}|home\s?[/>»].{0,120}|source [A-Z][^.]{0,60}|printed from .{0,250}"
    r"|reporting by .{2,200}|\W{0,2}(?:this|the) (?:story|report|article) (?:has not been|was not) edited by .{0,150}"
    r"|to embed this .{0,60}|(?:[^|·»•]{1,40}\s?[|·»•]{1,2}\s?){4,}[^|·»•]{0,40}"
    r"|[<«‹]?\s?prev(?:ious)?|next\s?[>»›]?|back to (?:top|archive|list|news).{0,20}|[♦■●•*\s]+)"
)
# --- what a page prints of itself ---
CHANGED = re.compile(
    r"(?i)(?:\bupdated\b|\bupdate:|last (?:modified|updated?|changed?)|modified|edited|revised|mis à jour|modifié|actualiz\w+|atualiz\w+|modificad\w+|aggiornat\w+|aktualisiert|geändert"
    r"|обновл\w+|изменен\w+|оновлен\w+|güncelle\w+|تحديث|بروزرسانی|به ?روز|retrieved|accessed|printed|archived|captured|joined|expires?|born|copyright|©)"
)
ISSUED = re.compile(
    r"(?i)(?:publi(?:shed|cation|sh)|posted|issued|released?|date|filed|created|submitted|publié|parution|publicad\w|fecha|data|veröffentlicht|erschienen|pubblicat\w"
    r"|опублик\w+|дата|yayın\w*|tarih|نشر|تاريخ|تاریخ)"
)
FIRST = re.compile(r"(?i)(?:first|originally) (?:published|posted|issued|appeared)|original (?:publication )?date|première publication")
DAYS_IN_META = (
    "article:published_time article:published article.published og:published_time og:article:published_time datepublished date_published pubdate publishdate"
    " publish-date publish_date publication_date publication-date published-date published_date published_time dc.date.issued dcterms.issued dc.date.created"
    " dcterms.created dc.created dc:created dc.date dc:date dcterms.date citation_publication_date citation_online_date citation_date sailthru.date"
    " parsely-pub-date article_date_original originalpublicationdate cxenseparse:recs:publishtime release_date date"
).split()
NAMES_IN_META = "og:site_name application-name dc.publisher dcterms.publisher citation_publisher publisher article:publisher apple-mobile-web-app-title".split()
LABELS = re.compile(
    r"(?i)(?:source|news provided by|provided by|published by|issued by|issuing body|publisher|organi[sz]ation|источник|fuente|quelle|kaynak|المصدر)\s*:?"
)
DAY_IN_STATE = re.compile(
    r"""(?i)["'](?:date_?published|published_?(?:at|on|date|time)|publish_?(?:ed)?_?date|publication_?date|first_?published(?:_?at)?|pub_?date)["']\s*:\s*["']([^"']{8,40})["']"""
)
NO_NAMES = re.compile(
    r"(?i)(?:home(?:page)?|logo|coat of arms|emblem|banner|header|image|menu|news|print(?:er)?(?: version)?|english|en|ru|fr|main|index|back|skip.*|welcome|untitled"
    r"|world|politics|international|internacional|monde|view topic|live updates?|rolling coverage|press releases?|all rights reserved.*|главная|accueil|inicio|início|startseite"
    r"|ana ?sayfa|الرئيسية|صفحه اصلی|\W*)"
)
