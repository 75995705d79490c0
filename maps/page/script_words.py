"""What the scripts of the page say; text of the program, not of a case."""

from geo.words import say, word_forms

#: What the map says.
_MAP = {
    "map": say("Map"),
    "keys": say("Arrow keys go from mark to mark, Page Down through all of them, Enter opens"),
    "layers": say("Layers"),
    "zoom_in": say("Zoom in"),
    "zoom_out": say("Zoom out"),
    "close_popup": say("Close popup"),
    "routes": say("Routes"),
    "events": say("Events"),
    "places": say("Places"),
    "open_in_list": say("Open in list"),
    "off_map": say("Beyond the edge of the map"),
    "km": say("{km} km"),
    "m": say("{m} m"),
    "method": say("How this map was made"),
    "disputed": say("Dotted borders are disputed; drawing them takes no side"),
    "events_here": word_forms("{n} event here", "{n} events here"),
    "routes_here": word_forms("{n} route runs here", "{n} routes run here"),
    "routes_across": word_forms("{n} route, left to right", "{n} routes, left to right"),
    "routes_down": word_forms("{n} route, top to bottom", "{n} routes, top to bottom"),
    "sources_differ": say("sources differ"),
}
#: What search, filters, story and addresses say.
_LIST = {
    "found_one": say("{n} entry; Enter opens it"),
    "found": word_forms("{n} entry; Enter opens the first", "{n} entries; Enter opens the first"),
    "narrowed": word_forms("{n} of {all} entry shown", "{n} of {all} entries shown"),
    "none_left": say("Nothing passes all of this."),
    "no_event_left": say("No event passes all of this."),
    "loosen": say("Leave out:"),
    "words_typed": say("the words “{text}”"),
    "time_chosen": say("the time {range}"),
    "facet_is": say("{facet}: {values}"),
    "part_of": say("{n} of"),
    "of_all": say("{n} of {all}"),
    "no_filter": say("“{text}” is nothing that this page can be filtered by."),
    "no_entry": say("No entry of that name on this page."),
    "no_time": say("“{text}” is no time."),
    "no_view": say("This page has no view “{text}”."),
    "no_step": say("The story of this page has no step “{text}”."),
    "copy_by_hand": say("Press Ctrl+C to copy"),
    "copied": say("Link copied"),
    "sought": say("{n} of {all} are listed: write part of a name to find others."),
    "later": say("Show more: {n} further"),
    "earlier": say("Show those before: {n}"),
    "unprinted": say(
        "Printed are the first {n} of {all}: filters and a range of time choose others."
    ),
    "in_address": say("The address of the page now leads to this entry"),
}
#: What the timeline says.
_TIME = {
    "time_play": say("Play"),
    "time_pause": say("Pause"),
    "time_all": word_forms("{range}: {all} event", "{range}: all {all} events"),
    "time_some": word_forms("{range}: {n} of {all} event", "{range}: {n} of {all} events"),
    "time_loose": word_forms("{n} without a year left out", "{n} without a year left out"),
    "time_early": word_forms("{n} route not yet on record", "{n} routes not yet on record"),
    "time_last_known": say("routes as last known on {day}"),
    "time_as_of": say("as of"),
    "time_no_year": say("no year"),
    "time_no_date": say("“{text}” is no date: write 2024, 2024-02 or 2024-02-05"),
    "time_backwards": say("The first day is after the last"),
    "time_outside": word_forms(
        "{n} event outside {range} is not listed.", "{n} events outside {range} are not listed."
    ),
    "time_show_all": say("Show all of time"),
    "time_entry_outside": say("Outside the chosen time."),
    "time_lanes_why": word_forms(
        "{n} of {all} route that changes has room here; the map has all",
        "{n} of {all} routes that change have room here; the map has all",
    ),
}
SCRIPT_WORDS = _MAP | _LIST | _TIME
