"""Words around a name that say what kind of thing is meant, in some larger languages."""

from geo.places import PlaceKind

#: Words around a name that say what kind of thing is meant, in some larger languages; read
#: as words where the script has spaces, else as an ending.
KIND_WORDS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.STATION: (
        "train station", "railway station", "rail station", "station", "gare de", "gare",
        "bahnhof", "hauptbahnhof", "hbf", "stazione di", "estación de", "estacion de",
        "железнодорожная станция", "станция", "ст.", "вокзал", "기차역", "역", "火车站", "火車站",
        "站", "駅",
    ),
    PlaceKind.PORT: (
        "seaport", "sea port", "port of", "port", "harbour", "harbor", "puerto de", "porto di",
        "porto de", "port de", "hafen", "морской порт", "порт", "항구", "항", "港口", "港",
    ),
    PlaceKind.AIRPORT: (
        "international airport", "airport", "flughafen", "aéroport de", "aeropuerto de",
        "международный аэропорт", "аэропорт", "국제공항", "공항", "国际机场", "國際機場", "机场",
        "機場", "空港",
    ),
    PlaceKind.BORDER_CROSSING: (
        "border crossing", "border post", "border checkpoint", "checkpoint", "crossing",
        "пункт пропуска", "кпп", "口岸",
    ),
    PlaceKind.CITY: (
        "city of", "city", "town of", "town", "ciudad de", "город", "гор.", "г.", "посёлок",
        "поселок", "пос.", "특별시", "직할시", "광역시", "시", "直轄市", "直辖市", "市",
    ),
    PlaceKind.REGION: (
        "special city", "metropolitan city", "province of", "province", "oblast", "krai", "kray",
        "prefecture", "region", "state of",
        "state", "territory", "область", "край", "республика", "провинция",
        "자치구", "도", "주", "성", "自治区", "省", "州",
    ),
}  # fmt: skip

#: What follows the name of a settlement or district: official endings that a source may add or
#: leave away. They are no part of how the gazetteer files names. Short ones only with a hyphen.
ENDINGS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.TOWN: (
        "nodongjagu", "rodongjagu", "-nodongjagu", "-rodongjagu", "-eup", "-up", "-myeon", "-myon",
        "-ri", "-dong", "-si", "-shi", "village", "settlement", "township", "노동자구",
        "로동자구", "읍", "면", "리", "동", "пгт", "село", "деревня", "станица", "аул", "місто",
        "селище", "镇", "乡", "村", "町",
    ),
    PlaceKind.REGION: (
        "county", "district", "rayon", "raion", "governorate", "department", "-gun", "-kun", "-gu",
        "-guyok", "-guyeok", "-do", "район", "уезд", "округ", "군", "구", "구역", "县", "郡", "区",
        "盟", "自治州",
    ),
}  # fmt: skip

#: Endings of an adjective made of the name of a town: Владивостокский порт.
ADJECTIVES = ("ский", "ская", "ское")

#: Words that stand between a name and the word `station`: a station by a river bears its name.
RIVER_WORDS = ("river", "река")
