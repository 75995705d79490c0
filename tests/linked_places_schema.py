"""What the Linked Places format demands, as a JSON Schema written from its specification."""

PLACE = {
    "type": "object",
    "required": ["@id", "type", "properties", "names", "geometry"],
    "properties": {
        "@id": {"type": "string", "format": "uri-reference", "minLength": 1},
        "type": {"const": "Feature"},
        "properties": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"type": "string", "minLength": 1},
                "ccodes": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
            },
        },
        "names": {
            "type": "array",
            "minItems": 1,
            "contains": {"required": ["citations"]},
            "items": {
                "type": "object",
                "required": ["toponym"],
                "properties": {
                    "toponym": {"type": "string", "minLength": 1},
                    "lang": {"type": "string"},
                    "citations": {
                        "type": "array",
                        "items": {"type": "object", "required": ["label", "@id"]},
                    },
                },
            },
        },
        "types": {"type": "array", "items": {"type": "object", "required": ["label"]}},
        "when": {
            "type": "object",
            "anyOf": [{"required": ["timespans"]}, {"required": ["periods"]}],
            "properties": {
                "timespans": {"type": "array", "items": {"type": "object", "required": ["start"]}}
            },
        },
        "geometry": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "geometries"],
                    "properties": {
                        "type": {"const": "GeometryCollection"},
                        "geometries": {
                            "type": "array",
                            "minItems": 1,
                            "items": {
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "certainty": {"enum": ["certain", "less-certain", "uncertain"]}
                                },
                            },
                        },
                    },
                },
            ]
        },
        "links": {
            "type": "array",
            "items": {
                "required": ["type", "identifier"],
                "properties": {
                    "type": {
                        "enum": [
                            "exactMatch",
                            "closeMatch",
                            "primaryTopicOf",
                            "subjectOf",
                            "seeAlso",
                        ]
                    }
                },
            },
        },
        "relations": {
            "type": "array",
            "items": {"required": ["relationType", "relationTo", "label"]},
        },
        "descriptions": {"type": "array", "items": {"required": ["value"]}},
    },
}
#: Written from the specification of the Linked Places format, 1.2.
LINKED_PLACES = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "@context": {"type": "string", "format": "uri"},
        "features": {"type": "array", "items": PLACE},
    },
}
