"""JSON-LD contexts for reading without a network: of the terms that quoth writes, each as the published
context defines it. A term that is missing here is lost in expansion, which the tests notice."""

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
SCHEMA_ORG = "https://schema.org"

OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"


def link(iri):
    return {"@id": iri, "@type": "@id"}


# From the tables of the Web Annotation Vocabulary (W3C Recommendation, 2017), appendix A.
ANNOTATION_CONTEXT = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": SCHEMA,
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "DataPositionSelector": "oa:DataPositionSelector",
    "Software": "as:Application",
    "SpecificResource": "oa:SpecificResource",
    "Text": "dctypes:Text",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextualBody": "oa:TextualBody",
    "describing": "oa:describing",
    "body": link("oa:hasBody"),
    "generator": link("as:generator"),
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "selector": link("oa:hasSelector"),
    "source": link("oa:hasSource"),
    "target": link("oa:hasTarget"),
    "end": "oa:end",
    "exact": "oa:exact",
    "format": "dc:format",
    "language": "dc:language",
    "name": "http://xmlns.com/foaf/0.1/name",
    "prefix": "oa:prefix",
    "start": "oa:start",
    "suffix": "oa:suffix",
    "value": "rdf:value",
}

# As schema.org's own: one vocabulary, with the types of the terms that have one.
SCHEMA_ORG_CONTEXT = {
    "@vocab": SCHEMA,
    "url": {"@id": SCHEMA + "url", "@type": "@id"},
    "isPartOf": {"@id": SCHEMA + "isPartOf", "@type": "@id"},
    "datePublished": {"@id": SCHEMA + "datePublished", "@type": SCHEMA + "Date"},
}

CONTEXTS = {ANNOTATION: ANNOTATION_CONTEXT, SCHEMA_ORG: SCHEMA_ORG_CONTEXT}


def load(url, options=None):
    """A document loader for PyLD that knows these two and nothing else."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": {"@context": CONTEXTS[url]}}
