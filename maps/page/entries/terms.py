"""Words of the tables' closed sets and names of their columns, as a reader is told them."""

from geo.words import Words, say

#: States, certainties, kinds and modes, as cells have them but for the underscore.
_TERMS: dict[str, Words] = {
    str(words): words
    for words in (
        say("confirmed"),
        say("official"),
        say("reported"),
        say("hearsay"),
        say("inferred"),
        say("speculated"),
        say("planned"),
        say("denied"),
        say("operating"),
        say("suspended"),
        say("ended"),
        say("reported once"),
        say("stated"),
        say("relative"),
        say("country"),
        say("region"),
        say("city"),
        say("town"),
        say("station"),
        say("port"),
        say("airport"),
        say("border crossing"),
        say("facility"),
        say("river"),
        say("area"),
        say("person"),
        say("organisation"),
        say("agency"),
        say("media"),
        say("rail"),
        say("air"),
        say("ferry"),
        say("road"),
        say("foot"),
        say("unknown"),
        say("vehicle"),
        say("water"),
        say("other"),
        say("passenger"),
        say("freight"),
        say("mixed"),
        say("added"),
        say("removed"),
        say("changed"),
    )
}
#: Columns whose names say too little to a reader, or stand for others.
_COLUMNS: dict[str, Words] = {
    "": say("whether it is so"),
    "actors": say("people and organisations"),
    "aliases": say("other spellings"),
    "category": say("category"),
    "country": say("country"),
    "date": say("date"),
    "date_text": say("date as printed"),
    "destination": say("destination"),
    "duration": say("duration"),
    "from": say("start"),
    "kind": say("kind"),
    "lat": say("position"),
    "lon": say("position"),
    "measure": say("what is counted"),
    "mode": say("mode"),
    "name": say("name"),
    "operator": say("operator"),
    "origin": say("origin"),
    "period": say("period"),
    "persons": say("number of persons"),
    "place": say("place"),
    "published": say("date of publication"),
    "purpose": say("purpose"),
    "radius_km": say("precision"),
    "role": say("role"),
    "stated_km": say("distance"),
    "status": say("state"),
    "stay": say("stay"),
    "stops": say("stops"),
    "summary": say("summary"),
    "title": say("title"),
    "to": say("end"),
    "value": say("number"),
    "within": say("where it lies"),
}


def term(text: str) -> str:
    """Say a word of a closed set; another text stays, its underscores as spaces."""
    plain = text.replace("_", " ")
    return _TERMS.get(plain, plain)


def own_term(text: str) -> str:
    """Say a word that may be the editors' own, which stays as they wrote it."""
    return _TERMS.get(text, text)


def column_words(column: str) -> str:
    """Name a column, or what else sources may differ about."""
    if isinstance(column, Words):
        return column
    return _COLUMNS.get(column, column.replace("_", " "))
