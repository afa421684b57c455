"""Queries that would reach the network."""

# Each of these reaches the network if it is given to the engine; most are written to hide SERVICE.
NETWORK = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.0e1SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a"SERVICE <http://127.0.0.1:9/> {} }',
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) FILTER(1<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p <http://x/\u00a0'> . SERVICE <http://127.0.0.1:9/> {} # '\n }",
    "PREFIX e: <x:> SELECT * { ?s ?p e:a\\'. SERVICE <http://127.0.0.1:9/> {} # '\n }",
    "SELECT * { ?s ?p 'a\\\\' . SERVICE <http://127.0.0.1:9/> {} # '\n }",
    "SELECT * { ?s ?p ?o # \r SERVICE <http://127.0.0.1:9/> {} \n }",
]
