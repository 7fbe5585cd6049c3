"""Modules import downwards only, and `import align` costs next to nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "align"

LAYERS = (
    {"errors", "bitext", "options"},
    {"read", "shadow", "language", "clean", "segment", "encode", "evidence"},
    {"beads", "score", "filters", "dedupe"},
    {"corpus", "evaluate", "sources"},
    {"records"},
    {"pipeline", "formats"},
    {"review", "table", "report", "stats"},
    {"batch"},
    {"cli"},
)
LAYER = {name: layer for layer, names in enumerate(LAYERS) for name in names}

#: Modules that others of their own layer may import: what lies below the stages, and what a batch repeats.
SHARED = {"errors", "shadow", "pipeline"}
#: `Alignment.to_frame` is a convenience at the bottom that reaches up, when called.
EXCEPTIONS = {("bitext", "corpus")}


def module_of(path):
    """Name of the part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path):
    """Parts of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module] if node.module != "align" else [f"align.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("align."))


def is_allowed(importer, imported):
    if importer == imported or (importer, imported) in EXCEPTIONS:
        return True
    low, high = LAYER[imported], LAYER[importer]
    return low < high or (low == high and imported in SHARED)


def test_the_rule_itself():
    assert is_allowed("pipeline", "clean")
    assert is_allowed("clean", "shadow")
    assert not is_allowed("clean", "segment")
    assert not is_allowed("encode", "beads")
    assert not is_allowed("shadow", "clean")


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_import_lower_layers_only(path):
    importer = module_of(path)
    assert importer in LAYER, f"{importer} has no place in the table of layers"
    wrong = [imported for imported in imports_of(path) if not is_allowed(importer, imported)]
    assert not wrong


def test_imports_are_found():
    found = set(imports_of(PACKAGE / "pipeline.py"))
    assert {"clean", "segment", "encode", "beads", "read", "errors"} <= found


def loaded(statement):
    """Modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    return set(output.stdout.split())


def test_import_align_loads_no_heavy_module():
    modules = loaded("import align")
    assert "align.bitext" in modules
    assert not modules & {"numpy", "pandas", "typer", "rich", "scipy", "sentencepiece", "sacrebleu", "jinja2", "lxml"}


def test_aligner_loads_neither_pandas_nor_the_command_line():
    modules = loaded("import align; align.Aligner().align_sentences(['하나.'], ['One.'])")
    assert "numpy" in modules
    assert not modules & {"pandas", "typer", "rich", "scipy", "sacrebleu"}


def test_everything_in_all_is_there():
    import align

    for name in align.__all__:
        assert getattr(align, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = align.nothing_like_it
