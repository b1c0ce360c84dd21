"""Finds what can be changed in a C++ file, by clang's syntax tree, and writes the file with every change switched by a number.

All mutants of all files stand in one build (mutant schemata: Untch, Offutt, Harrold 1993): a wrapped expression asks whether its
mutant is the one alive. A mutant is one of
    true, false      a condition, an operand of && or ||, a comparison or a returned bool forced
    boundary         < for <=, > for >=, and back
    arithmetic       + for -, - for +, + for *
    literal          an integer one greater
    dropped          an expression statement left out
    empty            a return of {} instead of the value
Constant expressions (constexpr tables, template arguments, cases) cannot be switched at run time and are left; so are the values that
members have before a decoder or a writer fills them.
"""

import dataclasses
import json
import subprocess

RELATIONS = {"<": "mc_less", "<=": "mc_less_equal", ">": "mc_greater", ">=": "mc_greater_equal"}
SUMS = {"+": "mc_plus", "-": "mc_minus", "*": "mc_times"}
COMPARISONS = {"==", "!=", *RELATIONS}
CONSTANT = {"StaticAssertDecl", "EnumConstantDecl", "ConstantExpr", "CXXNoexceptExpr", "RequiresExpr", "ConceptDecl",
            "UnaryExprOrTypeTraitExpr", "NonTypeTemplateParmDecl", "TemplateArgument", "FieldDecl",
            "CXXDefaultArgExpr", "CXXDefaultInitExpr"}
WRAPPERS = {"ExprWithCleanups", "ImplicitCastExpr", "CXXBindTemporaryExpr", "MaterializeTemporaryExpr", "CXXConstructExpr",
            "CXXFunctionalCastExpr"}
STATEMENTS = {"CallExpr", "CXXMemberCallExpr", "CXXOperatorCallExpr", "CompoundAssignOperator", "BinaryOperator", "UnaryOperator"}


@dataclasses.dataclass
class Mutant:
    file: str
    begin: int
    end: int
    kind: str
    depth: int
    middle: tuple = ()  # begin and end of the operator that makes way for a comma
    call: str = ""
    number: int = -1


def syntax_tree(top, name):
    """The declarations of namespace mingcha that a file sees."""
    text = subprocess.run(["clang++-16", "-std=c++20", "-w", "-I.", "-fsyntax-only", "-Xclang", "-ast-dump=json", "-Xclang",
                           "-ast-dump-filter=mingcha", name], cwd=top, capture_output=True, text=True, check=True).stdout
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        node, at = decoder.raw_decode(text, at)
        yield node
        at = text.find("{", at)


class Finder:
    """Walks one tree. `texts` holds the sources that may change, by path; their mutants come into `found`, each place once."""

    def __init__(self, texts, found):
        self.texts, self.found, self.file = texts, found, ""

    def locations(self, node):
        """Fills in the file names that clang leaves out when they repeat; it counts each location it prints, in order."""
        for key in ("loc", "range"):
            self.fill(node.get(key))

    def fill(self, part):
        if not isinstance(part, dict):
            return
        if "file" in part:
            self.file = part["file"].removeprefix("./")
        if "offset" in part:
            part["file"] = self.file
        for key, value in part.items():
            if key not in ("includedFrom", "file"):
                self.fill(value)

    def place(self, node):
        """File, begin and end of a node that is written out in a file that may change."""
        begin, end = node.get("range", {}).get("begin", {}), node.get("range", {}).get("end", {})
        if "offset" not in begin or "offset" not in end or begin["file"] != end["file"] or begin["file"] not in self.texts:
            return None
        return begin["file"], begin["offset"], end["offset"] + end["tokLen"]

    def add(self, node, kind, depth, **more):
        place = self.place(node)
        if place and place[2] > place[1]:
            self.found.setdefault((*place, kind), Mutant(*place, kind, depth, **more))

    def walk(self, node, depth=0, constant=False, wanted=(), parent=None):
        """`wanted`: what the value of this node may be forced to, where it stands as a condition."""
        self.locations(node)
        kind = node.get("kind", "")
        constant = constant or kind in CONSTANT or bool(node.get("constexpr") and kind == "VarDecl") or self.is_generated(node)
        if not constant:
            self.mutate(node, kind, depth, wanted, parent)
        for index, child in enumerate(node.get("inner", [])):
            self.walk(child, depth + 1, constant or self.is_constant_child(node, kind, index), forced(node, kind, index, child, wanted), node)

    def is_generated(self, node):
        if node.get("explicitlyDefaulted"):
            return True
        return bool(node.get("isImplicit")) and not node.get("name", "").startswith("__range")

    def is_constant_child(self, node, kind, index):
        if kind == "CXXForRangeStmt":
            return index not in (0, 1, 7)  # begin, end, comparison, step and variable are clang's own
        return (kind == "CaseStmt" and index == 0) or (kind == "IfStmt" and bool(node.get("isConstexpr")) and index == 0)

    def mutate(self, node, kind, depth, wanted, parent):
        type_name = node.get("type", {}).get("qualType", "")
        if kind == "CXXBoolLiteralExpr":
            self.add(node, "false" if node.get("value") else "true", depth)
        elif type_name in ("bool", "<dependent type>"):
            compares = kind == "CXXRewrittenBinaryOperator" or (kind == "BinaryOperator" and node.get("opcode") in COMPARISONS)
            for value in wanted or (("true", "false") if compares and type_name == "bool" else ()):
                self.add(node, value, depth)
        if kind == "BinaryOperator":
            self.swap(node, type_name, depth)
        if kind == "IntegerLiteral":
            self.grow(node, depth)
        if parent and parent.get("kind") == "CompoundStmt":
            if self.is_statement(node, kind):
                self.add(node, "dropped", depth)
            if kind == "ReturnStmt" and node.get("inner"):
                self.empty(node, depth)

    def swap(self, node, type_name, depth):
        opcode = node.get("opcode")
        call = RELATIONS.get(opcode) or (SUMS.get(opcode) if "*" not in type_name else None)
        place, inner = self.place(node), node.get("inner", [])
        if not call or not place or len(inner) != 2:
            return
        for child in inner:
            self.peek(child)
        left, right = self.place(inner[0]), self.place(inner[1])
        if not left or not right:
            return
        between = self.texts[place[0]][left[2]:right[1]]
        at = between.find(opcode.encode())
        if at < 0 or b"//" in between:
            return
        self.add(node, "boundary" if opcode in RELATIONS else "arithmetic", depth, call=call,
                 middle=(left[2] + at, left[2] + at + len(opcode)))

    def peek(self, node):
        """The places of a child before it is walked; the walk fills them in again, from the same state."""
        before = self.file
        self.locations(node)
        self.file = before

    def grow(self, node, depth):
        place = self.place(node)
        if place and self.texts[place[0]][place[1]:place[1] + 1].isdigit():
            self.add(node, "literal", depth)

    def is_statement(self, node, kind):
        while kind == "ExprWithCleanups":
            node = node["inner"][0]
            kind = node["kind"]
        return kind in STATEMENTS and (kind != "BinaryOperator" or node.get("opcode") == "=")

    def empty(self, node, depth):
        place = self.place(node)
        if place and self.texts[place[0]][place[1]:place[2]].split()[1:] not in ([b"{}"], [b"true"], [b"false"]):
            self.add(node, "empty", depth)


def forced(node, kind, index, child, wanted):
    """What a child of a node may be forced to; () where it is no condition. A wrapper passes on what it was given."""
    if kind == "BinaryOperator" and node.get("opcode") in ("&&", "||"):
        return ("true",) if node["opcode"] == "&&" else ("false",)
    if kind == "IfStmt" and not node.get("hasVar"):
        return ("true", "false") if index == (1 if node.get("hasInit") else 0) else ()
    if kind == "ConditionalOperator" and index == 0:
        return ("true", "false")
    if (kind, index) in (("WhileStmt", 0), ("ForStmt", 2)):
        return ("false",)
    if kind == "ReturnStmt":
        return ("true", "false") if child.get("type", {}).get("qualType") == "bool" else ()
    return wanted if kind in WRAPPERS else ()


def written(text, mutants):
    """The text of a file with its mutants, each switched by its number. Nothing moves to another line."""
    edits = []  # (position, suffixes first, order among those of one position, taken away, text)
    for mutant in mutants:
        before, after = surroundings(mutant)
        edits.append((mutant.begin, 1, (-mutant.end, mutant.depth, RANK[mutant.kind]), 0, before))
        edits.append((mutant.end, 0, (-mutant.begin, -mutant.depth, -RANK[mutant.kind]), 0, after))
        if mutant.middle:
            edits.append((mutant.middle[0], 0, (1,), mutant.middle[1] - mutant.middle[0], ","))
    out, at = [], 0
    for position, _, _, taken, new in sorted(edits):
        out += [text[at:position], new.encode()]
        at = position + taken
    return b"".join([*out, text[at:]])


RANK = {"empty": 0, "dropped": 1, "true": 2, "false": 3, "boundary": 4, "arithmetic": 4, "literal": 5}  # outermost first


def surroundings(mutant):
    number = mutant.number
    if mutant.call:
        return f"{mutant.call}({number}, ", ")"
    return {
        "true": (f"(mc_mutant({number}) || static_cast<bool>(", "))"),
        "false": (f"(!mc_mutant({number}) && static_cast<bool>(", "))"),
        "literal": ("(", f" + mc_mutant({number}))"),
        "dropped": (f"(mc_mutant({number}) ? void() : void(", "))"),
        "empty": (f"if (mc_mutant({number})) return {{}}; ", ""),
    }[mutant.kind]
